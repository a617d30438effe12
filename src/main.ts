// Reads the settings, starts the service, says when it is ready, and stops it when told to.
import { onStopSignal } from './ops/signals';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { createApp } from './app';
import type { App } from './app';
import { concealSecretsOf, ConfigError, readConfig } from './config';
import type { Config } from './config';

/** For requests that are under way, 30 s, and to hand over. What has not stopped by then is ended: it would be killed anyway. */
const STOP_WITHIN_MS = 45_000;

const startService = (config: Config): Promise<App> =>
  createApp({ config, clock: () => new Date(), newId: randomUUID, random: Math.random });

let conceal = (text: string): string => text;

async function main(): Promise<void> {
  process.on('uncaughtException', fail);
  const config = readConfig();
  conceal = concealSecretsOf(config);
  const starting = config.SANDBOX
    ? import('../sandbox/with-sandbox.js').then(({ startWithSandbox }) =>
        startWithSandbox(config, startService),
      )
    : startService(config);
  // Before anything is awaited: a signal during the start must not leave a database behind.
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), config.SHUTDOWN_DELAY_SECONDS * 1_000 + STOP_WITHIN_MS).unref();
    void starting.then((app) => app.stop()).then(() => process.exit(0), fail);
  };
  onStopSignal(stop);
  const { urls } = await starting;
  const listed = Object.entries(urls).map(([name, url]) => `${name} ${url}`);
  if (!isStopping) console.log(`ready ${listed.join('  ')}`);
}

function fail(error: unknown): never {
  console.error(conceal(explained(error)));
  process.exit(1);
}

/** A sentence for what the one who starts the service can mend; anything else as it is, with its stack. */
function explained(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && error.name === 'Unprepared') return error.message;
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return inspect(error);
  const at = 'port' in error ? `Port ${String(error.port)}` : 'A port';
  return `${at} is taken. Set PORT, OPS_PORT or SANDBOX_PORT to another one, or to 0 for any that is free.`;
}

main().catch(fail);
