// Any signal, at any time, ends the service in order.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { ROOT } from '../project/project-files';
import { useTestDatabase } from '../support/database';
import { programOf } from '../support/compiled';
import { until } from '../support/until';
import { startServiceProcess } from '../support/service-process';

const database = useTestDatabase();
const SETTINGS = { ECOMMERCE_URL: 'http://127.0.0.1:9/', LMS_URL: 'http://127.0.0.1:9/', LOG_LEVEL: 'error' };

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
  '%s drains it: it exits with 0',
  async (name) => {
    const service = await startServiceProcess({ DATABASE_URL: database.url, ...SETTINGS });
    service.signal(name);

    expect(await service.exited).toBe(0);
  },
  60_000,
);

/** Whether the process handles SIGHUP, signal 1: without a listener, the signal would end Node.js. */
const hears = (pid: number): boolean => {
  const [, caught = '0'] = /^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (BigInt(`0x${caught}`) & 1n) !== 0n;
};
(process.platform === 'linux' ? test : test.skip)(
  'one that comes while it loads its parts is not lost',
  async () => {
    const env = { ...process.env, PORT: '0', OPS_PORT: '0', DATABASE_URL: database.url, ...SETTINGS };
    const child = spawn(process.execPath, programOf('src/main.ts'), {
      cwd: ROOT,
      env,
      stdio: 'pipe',
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'close');
    await until(() => hears(child.pid ?? 0));
    const isEarly = said === '';
    child.kill('SIGHUP');

    expect(await ended).toEqual([0, null]);
    expect([isEarly, said]).toEqual([true, '']);
  },
  60_000,
);
