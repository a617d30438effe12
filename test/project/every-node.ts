// `npm start` on the lowest Node.js that package.json allows and on newer lines, one after the other, as in a fresh
// clone: until it is ready, a query and a mutation through the gateway, and a stop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { engines, scripts } from '../../package.json';
import { nodeOf, type Node } from './node-versions';
import { ROOT } from './project-files';

const LOWEST = `${engines.node.replace('>=', '')}.0`;
const VERSIONS = [LOWEST, '22', '24'];
const START_WITHIN_MS = 60_000;
const MUTATION = `mutation { createCourse(input: { key: "SmokeX+1", title: "Smoke", type: "audit",
  runs: [{ key: "course-v1:SmokeX+1+1T" }], reason: "A smoke test." }) { course { key version } violations { code } } }`;

/** Throws unless everything succeeded. */
async function smoke({ binary }: Node): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'track-types-smoke-'));
  const PATH = dirname(binary) + delimiter + (process.env['PATH'] ?? '');
  const env = { ...process.env, PATH, DATA_DIR: dataDir, PORT: '0', OPS_PORT: '0', SANDBOX_PORT: '0' };
  const service = spawn(scripts.start, { cwd: ROOT, env, shell: true });
  let said = '';
  service.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  service.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(service, 'exit') as Promise<[number | null]>;
  const late = setTimeout(() => service.kill('SIGKILL'), START_WITHIN_MS);
  try {
    const ready = new Promise<void>((resolve) => {
      service.stdout.on('data', () => /^ready .*\n/m.test(said) && resolve());
    });
    await Promise.race([ready, ended]);
    await exercise(said);
    service.kill('SIGTERM');
    const [code] = await ended;
    expectThat(code === 0, `it ended with ${code}`);
  } catch (error) {
    throw new Error(`It said:\n${said}`, { cause: error });
  } finally {
    clearTimeout(late);
    if (service.kill('SIGKILL')) await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Queries the service that printed this at its start. */
async function exercise(said: string): Promise<void> {
  const [, listed = ''] = /^ready (.*)\n/m.exec(said) ?? [];
  const urls = new Map(listed.split('  ').map((part) => part.split(' ') as [name: string, url: string]));
  const [gateway, ops] = [urls.get('gateway'), urls.get('ops')];
  if (!gateway || !ops) throw new Error('It did not become ready.');
  const { status } = await fetch(new URL('/readyz', ops));
  expectThat(status === 200, `/readyz answered ${status}`);
  const listedTypes = await ask(gateway, '{ courseTypes { slug } }');
  expectThat(listedTypes.includes('"slug":"masters-verified-audit"'), `the query answered ${listedTypes}`);
  const made = await ask(gateway, MUTATION);
  expectThat(made.includes('{"key":"SmokeX+1","version":1}'), `the mutation answered ${made}`);
}

async function ask(url: string, query: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return answer.text();
}

function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

async function main(): Promise<void> {
  for (const node of await Promise.all(VERSIONS.map(nodeOf))) {
    await smoke(node);
    console.log(`starts, answers and stops on ${node.version}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
