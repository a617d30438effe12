// The environment of a drill: a PostgreSQL of its own with fsync on, the other systems, relays in their own processes,
// and a proxy on every connection between them. Leaves nothing behind when stopped.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import type { EmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { migrate } from '../../src/store/migrate';
import { declareSystems } from '../../src/store/systems';
import { startHealthOf } from './health';
import { startProxy, type Proxy } from './proxy';
import type { RelayProcessOptions } from './relay-process';
import type { Books } from './rest-checker';
import type { Closed, Met, Throttle, Command, Trouble } from './stand-ins-process';
import { speakTo, type Protocol, type Spoken } from './systems';

export interface RelayProcess {
  readonly name: string;
  readonly child: ChildProcess;
  /** As last reported, at most 0.1 s ago. */
  counts: Readonly<Record<string, number>>;
}
type Addresses = Omit<RelayProcessOptions, 'replica'>;
/** No statement of a drill takes this long, however busy the machine is. */
const PATIENT_MS = 120_000;
interface WorldOptions {
  readonly seed: number;
  readonly dedupes: boolean;
  readonly protocol: Protocol;
}

export interface World {
  readonly protocol: Protocol;
  readonly folder: string;
  readonly ledger: string;
  readonly postgres: EmbeddedPostgres;
  readonly database: Database;
  /** The URL of `/readyz`, for the writers' database. */
  readonly health: string;
  readonly systems: Spoken;
  /** The same for setup, looks and measurements: a busy machine may take its time. */
  readonly patient: Pick<World, 'database' | 'systems'>;
  readonly proxies: Readonly<Record<'database' | 'ecommerce' | 'lms', Proxy>>;
  /** The running relays, by place. */
  readonly relays: (RelayProcess | undefined)[];
  /** The addresses without the proxies. */
  readonly direct: () => Addresses;
  /** Starts a relay in a place, and waits until it works. */
  readonly startRelay: (place: number, addresses?: Addresses) => Promise<void>;
  /** Ends the relay of a place with a signal, and returns its exit code. */
  readonly endRelay: (place: number, signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  /** Replaces the faults of the other systems; returns all met so far. */
  readonly trouble: (...troubles: Trouble[]) => Promise<Met>;
  /** Sets or ends the throttles of the other systems, over REST; returns all met so far. */
  readonly throttle: (throttle: Throttle | null) => Promise<Met>;
  /** Removes the modes of a run in the LMS, as somebody might by hand. */
  readonly strip: (run: string) => Promise<unknown>;
  /** Throws the product of a run away, in a shop. */
  readonly trash: (run: string) => Promise<unknown>;
  /** Closes a shop to us, or opens it; returns all met so far. */
  readonly close: (closed: Closed | null) => Promise<Met>;
  /** The highest number of concurrent requests for one run since the last call; over GraphQL only. */
  readonly atOnce: () => Promise<number>;
  /** What the other systems have over REST, where they keep no journal. */
  readonly books: () => Promise<Books>;
  /** Of all relays that ever ran. */
  readonly total: (count: string) => number;
  /** Relays that ended without being told to. */
  readonly crashes: () => number;
  readonly onStop: (end: () => unknown) => void;
  readonly stop: () => Promise<void>;
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'track-types-chaos-'));
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return await start(folder, options, { onStop: (end) => void ends.push(end), stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

type Ending = Pick<World, 'onStop' | 'stop'>;

async function start(folder: string, options: WorldOptions, ending: Ending): Promise<World> {
  const { onStop } = ending;
  const { protocol } = options;
  const ledger = join(folder, 'ledger');
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'database') });
  onStop(postgres.stop);
  await migrate(postgres.url);
  const standIns = forked('stand-ins-process.ts', { dataDir: ledger, ...options });
  onStop(() => ended(standIns, 'SIGKILL'));
  const [ports] = (await once(standIns, 'message')) as [{ ecommerce: number; lms: number }];
  const proxies = {
    database: await startProxy(Number(new URL(postgres.url).port)),
    ecommerce: await startProxy(ports.ecommerce),
    lms: await startProxy(ports.lms),
  };
  onStop(() => Object.values(proxies).forEach((proxy) => proxy.stop()));
  const urlAt = (port: number | null) => Object.assign(new URL(postgres.url), { port: String(port) }).href;
  const url = urlAt(proxies.database.port);
  const pool = { url, poolSize: 16, statementMs: 2_000 };
  const database = await openDatabase({ ...pool, onPoolError: () => undefined });
  onStop(() => database.destroy());
  const health = await startHealthOf(database);
  onStop(health.stop);
  const systemAt = (port: number | null) =>
    `http://127.0.0.1:${port}${protocol === 'graphql' ? '/graphql' : ''}`;
  const { ecommerce, lms } = proxies;
  const addresses = { ecommerceUrl: systemAt(ecommerce.port), lmsUrl: systemAt(lms.port), protocol };
  const direct = () => ({
    url: urlAt(proxies.database.target),
    ecommerceUrl: systemAt(ecommerce.target),
    lmsUrl: systemAt(lms.target),
    protocol,
  });
  const systems = speakTo(addresses, database);
  onStop(systems.close);
  await declareSystems(database, systems.protocols);
  const patient = await speakPatiently(url, addresses, onStop);
  const relays = relaysOf({ url, ...addresses }, onStop);
  const parts = { protocol, folder, ledger, postgres, database, systems, patient, proxies, direct };
  return { ...parts, health: health.url, ...toldBy(standIns), ...relays, ...ending };
}

async function speakPatiently(
  url: string,
  addresses: Omit<Addresses, 'url'>,
  onStop: Ending['onStop'],
): Promise<World['patient']> {
  const database = await openDatabase({ url, statementMs: PATIENT_MS, onPoolError: () => undefined });
  onStop(() => database.destroy());
  const systems = speakTo(addresses, database);
  onStop(systems.close);
  return { database, systems };
}

/** Messages to the process of the other systems, and its replies. */
function toldBy(
  standIns: ChildProcess,
): Pick<World, 'trouble' | 'throttle' | 'strip' | 'trash' | 'close' | 'atOnce' | 'books'> {
  // One after the other: a reply does not say to what.
  let before: Promise<unknown> = Promise.resolve();
  const tell = <Answer>(command: Command): Promise<Answer> => {
    const answer = before.then(async () => {
      const reply = once(standIns, 'message');
      standIns.send(command);
      return ((await reply) as [Answer])[0];
    });
    before = answer.catch(() => undefined);
    return answer;
  };
  return {
    trouble: (...troubles) => tell<Met>({ troubles }),
    throttle: (throttle) => tell<Met>({ throttle }),
    strip: (strip) => tell<Met>({ strip }),
    trash: (trash) => tell<Met>({ trash }),
    close: (closed) => tell<Met>({ closed }),
    atOnce: async () => (await tell<{ most: number }>({ atOnce: true })).most,
    books: () => tell<Books>({ books: true }),
  };
}

function relaysOf(addresses: Addresses, onStop: Ending['onStop']) {
  const relays: World['relays'] = [];
  const everybody: RelayProcess[] = [];
  let crashes = 0;
  onStop(() => Promise.all(relays.map(async (relay) => relay && ended(relay.child, 'SIGKILL'))));

  async function startRelay(place: number, to = addresses): Promise<void> {
    const name = `relay-${place}.${everybody.length}`;
    const relay: RelayProcess = {
      name,
      child: forked('relay-process.ts', { ...to, replica: name }),
      counts: {},
    };
    relay.child.on('message', (counts: RelayProcess['counts']) => (relay.counts = counts));
    relay.child.on('exit', () => {
      if (relays[place] === relay) [crashes, relays[place]] = [crashes + 1, undefined];
    });
    everybody.push(relay);
    const isUp = await Promise.race([
      once(relay.child, 'message').then(() => true),
      once(relay.child, 'exit').then(() => false),
    ]);
    if (!isUp) return sleep(200).then(() => startRelay(place, to));
    relays[place] = relay;
  }
  async function endRelay(place: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const relay = relays[place];
    relays[place] = undefined;
    return relay ? ended(relay.child, signal) : null;
  }
  const total = (count: string) => everybody.reduce((sum, { counts }) => sum + (counts[count] ?? 0), 0);
  return { relays, startRelay, endRelay, total, crashes: () => crashes };
}

function forked(program: string, options: object): ChildProcess {
  return fork(join(__dirname, program), [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return ((await exit) as [number | null])[0];
}
