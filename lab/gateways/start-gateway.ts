// Starts a gateway of this folder in its own process: each needs a different graphql than our tests.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph, type Subgraph } from '../../sandbox/gateway';

/** The programs in this folder. */
export const GATEWAYS = ['apollo', 'hive'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** How long these gateways wait for a subgraph. */
export const PATIENCE_MS = 2_000;

/** A gateway over running subgraphs, on a free port. Throws with its output if it does not start. */
export async function startGateway(name: GatewayName, subgraphs: readonly Subgraph[]) {
  const env = { ...process.env, PATIENCE_MS: String(PATIENCE_MS), APOLLO_TELEMETRY_DISABLED: 'true' };
  const child = spawn(process.execPath, [join(__dirname, `${name}.js`)], { env });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const complaint = text(child.stderr);
  child.stdin.end(await readSupergraph(subgraphs));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    void complaint.then((printed) => reject(new Error(`${name} did not start:\n${printed}`)));
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url, stop };
}
