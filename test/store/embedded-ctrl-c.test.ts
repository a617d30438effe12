// Ctrl-C in a terminal: SIGINT to all processes of `npm start`, npm and the shell among them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../project/project-files';
import { unfinishedIn, useEmbedded } from '../support/embedded';
import { until } from '../support/until';

const { newFolder, start } = useEmbedded();
const SETTINGS = { ECOMMERCE_URL: 'http://127.0.0.1:9/', LMS_URL: 'http://127.0.0.1:9/', LOG_LEVEL: 'error' };

/** The processes that work in the folder, or belong to that group. */
function processesOf(dataDir: string, group: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const isIn = readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir);
      return fields[0] !== 'Z' && (isIn || Number(fields[2]) === group);
    } catch {
      return false;
    }
  });
}

/** `npm start` in a process group of its own, as a terminal starts it. */
function startInTerminal(dataDir: string) {
  const { DATABASE_URL: _, ...env } = process.env;
  const settings = { ...SETTINGS, DATA_DIR: dataDir, PORT: '0', OPS_PORT: '0' };
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...env, ...settings },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const group = child.pid ?? 0;
  const ended = Promise.all([once(child, 'exit'), text(child.stdout)]);
  return { child, group, ended, pressCtrlC: () => process.kill(-group, 'SIGINT') };
}

const isReady = (dataDir: string): boolean => {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) && /^ready/m.test(readFileSync(file, 'utf8'));
};
const isBeingMade = (dataDir: string): boolean =>
  existsSync(dataDir) &&
  unfinishedIn(dataDir).some((name) => existsSync(join(dataDir, name, 'data', 'PG_VERSION')));

(process.platform === 'linux' ? test : test.skip).each([
  ['the database runs', isReady],
  ['the database is being made', isBeingMade],
] as const)(
  'while %s, it leaves no process and no lock behind',
  async (_, isThen) => {
    const dataDir = join(newFolder(), 'data');
    const { group, ended, pressCtrlC } = startInTerminal(dataDir);
    await until(() => isThen(dataDir));
    expect(processesOf(dataDir, group)).not.toEqual([]);

    pressCtrlC();
    await ended;

    expect(processesOf(dataDir, group)).toEqual([]);
    expect(readdirSync(dataDir)).toEqual(['postgres']);
    expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    await expect(start({ dataDir })).resolves.toMatchObject({ url: expect.stringContaining('postgres://') });
  },
  60_000,
);
