// Starts the server for operators.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../settings/config';
import { packageRoot } from '../graphql/schema';
import { startHealth } from '../ops/health';
import type { Health } from '../ops/health';
import type { Log } from '../ops/log';
import type { OnStop } from './options';

interface OpsParts {
  /** Aborted when the process receives a signal to stop. */
  readonly draining: AbortSignal;
  readonly onStop: OnStop;
  readonly log: Log;
}

/** The server of OPS_PORT: the first to start and the last to stop. */
export async function startOps(
  { HOST, OPS_PORT }: Config,
  { draining, onStop, log }: OpsParts,
): Promise<Health> {
  const description = readFileSync(join(packageRoot(__dirname), 'package.json'), 'utf8');
  const { name, version } = JSON.parse(description) as { name: string; version: string };
  const about = { name, version, node: process.version };
  const onError = (error: unknown) => log.error({ error }, 'A probe broke.');
  const health = await startHealth({ host: HOST, port: OPS_PORT, draining, version: about, onError });
  onStop(health.stop);
  return health;
}
