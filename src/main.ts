// Reads the settings, starts the service, prints when it is ready, and stops it on a signal.
import { onStopSignal } from './ops/signals';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { createApp } from './app';
import type { App } from './app';
import { concealSecretsOf, ConfigError, readConfig } from './settings/config';
import type { Config } from './settings/config';
import { loadSandbox } from './development';
import { createLog } from './ops/log';
import type { Log } from './ops/log';
import { cureOf } from './start/start-failures';

/** 30 s for requests under way, and time to hand over. Then the process exits: it would be killed anyway. */
const STOP_WITHIN_MS = 45_000;

let config: Config | undefined;

const startService = (settings: Config): Promise<App> =>
  createApp({ config: settings, clock: () => new Date(), newId: randomUUID, random: Math.random });

async function main(): Promise<void> {
  process.on('uncaughtException', fail);
  const settings = (config = readConfig());
  const log = createLog(settings.LOG_LEVEL, concealSecretsOf(settings));
  if (isProduction()) logWarnings(log);
  const starting = settings.SANDBOX
    ? loadSandbox().then(({ startWithSandbox }) => startWithSandbox(settings, startService))
    : startService(settings);
  // Before anything is awaited: a signal during the start must not leave a database running.
  let isStopping = false;
  let isReady = false;
  const tell = (line: string): void => void (isReady && console.log(line));
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({}, 'Told to stop. Requests under way are finished first.');
    tell('stopping');
    setTimeout(() => process.exit(1), settings.SHUTDOWN_DELAY_SECONDS * 1_000 + STOP_WITHIN_MS).unref();
    const end = (): never => {
      log.info({}, 'Stopped.');
      tell('stopped');
      process.exit(0);
    };
    void starting.then((app) => app.stop()).then(end, fail);
  };
  onStopSignal(stop);
  const { urls } = await starting;
  if (isStopping) return;
  isReady = true;
  log.info({ urls }, 'Ready.');
  tell(
    `ready ${Object.entries(urls)
      .map(([name, url]) => `${name} ${url}`)
      .join('  ')}`,
  );
}

const isProduction = (error?: unknown): boolean =>
  error instanceof ConfigError ? error.isProduction : config?.NODE_ENV === 'production';

/** Logs warnings of Node.js, which would print them as text. */
function logWarnings(log: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', (error) => log.warn({ error }, 'Node.js issued a warning.'));
}

function fail(error: unknown): never {
  const conceal = concealSecretsOf(config ?? {});
  const cure = cureOf(error, config);
  if (!isProduction(error)) console.error(conceal(cure ?? inspect(error)));
  else
    createLog('error', conceal).error(
      cure ? {} : { error },
      cure ?? 'The service failed unexpectedly and ends.',
    );
  process.exit(1);
}

main().catch(fail);
