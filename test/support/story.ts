// The whole service with its stand-ins, in this process, and the ticket's example run against it.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWithSandbox, type Started } from '../../sandbox/with-sandbox';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/settings/config';
import { ROOT } from '../project/project-files';
import { post } from './stand-ins';

/** Starts it on free ports, with the gateway at `urls.gateway`. */
export async function startService(settings: Readonly<Record<string, string>>): Promise<Started> {
  const dataDir = mkdtempSync(join(tmpdir(), `track-types-test-${process.pid}-`));
  const ports = { PORT: '0', OPS_PORT: '0', SANDBOX_PORT: '0' };
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const config = readConfig({ ...ports, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings });
    const service = await startWithSandbox(config, (given) =>
      createApp({ config: given, clock: () => new Date(), newId: randomUUID, random: Math.random }),
    );
    return { ...service, stop: () => service.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Runs bash in the root; returns its output and exit code. */
export function bash(...args: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((resolve) => {
    const child = execFile('bash', args, { cwd: ROOT }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
    );
  });
}

/** The ticket's example as a script, through review until the SKUs are back and the LMS has its modes. */
export const tellTicket = (gateway: string) => bash('examples/masters-to-mva.sh', gateway);

/** Sends all examples in order, the ticket's among them; returns each answer. */
export async function askExamples(gateway: string): Promise<Map<string, string>> {
  const names = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.graphql'));
  const others = ['data-engineering', 'gateway', 'reference'].flatMap((folder) =>
    readdirSync(join(ROOT, 'examples', folder))
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => `${folder}/${name}`),
  );
  const answers = new Map<string, string>();
  for (const name of [...names.sort(), ...others.sort()]) {
    const query = readFileSync(join(ROOT, 'examples', name), 'utf8');
    const [, variables = '{}'] = /^# variables: (.*)\n/.exec(await withIds(gateway, query)) ?? [];
    answers.set(name, (await post(gateway, { query, variables: JSON.parse(variables) })).text);
  }
  return answers;
}

const IDS = `{ provisionings(first: 1) { nodes { id } } bulkChanges(first: 1) { nodes { id } } }`;

/** An example with the ids of existing objects, where the text can only name their kind. */
async function withIds(gateway: string, text: string): Promise<string> {
  if (!text.includes('ID_OF_')) return text;
  const { data } = JSON.parse((await post(gateway, { query: IDS })).text);
  return text
    .replace('ID_OF_A_PROVISIONING', data.provisionings.nodes[0].id)
    .replace('ID_OF_A_BULK_CHANGE', data.bulkChanges.nodes[0].id);
}

/** Sends all examples; returns those with errors, once everything they caused is delivered. */
export async function tellStory(gateway: string): Promise<string[]> {
  const answers = await askExamples(gateway);
  const waiting = `{ provisionings(filter: { states: [PENDING, RETRYING] }) { totalCount } }`;
  while (!(await post(gateway, { query: waiting })).text.includes('"totalCount":0')) await sleep(100);
  const failed = `{ provisionings(filter: { states: [FAILED] }) { nodes { lastError } } }`;
  answers.set('FAILED', (await post(gateway, { query: failed })).text);
  return [...answers].filter(([, answer]) => /"errors"|"lastError":"/.test(answer)).map(([name]) => name);
}
