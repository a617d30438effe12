// The database goes away under load: sessions are ended, it is restarted, its disk is full, its standby takes over. Two
// replicas as in production, each with a relay, continue as soon as it is back; nothing acknowledged is lost.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { startProxy, type Proxy } from '../../lab/chaos/proxy';
import { startStandby } from '../../lab/chaos/standby';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { migrate } from '../../src/store/migrate';
import { aVerifiedCourse, startReplica } from '../support/changes';
import { useEmbedded } from '../support/embedded';
import { until as untilEver } from '../support/until';
import { createReplicas, isWell } from '../support/replicas';
import { startRestartable, type Restartable } from '../support/restartable';
import type { ServiceProcess } from '../support/service-process';

let server: Restartable;
let dataDir: string;
/** The address of the server that accepts writes now. */
let primaryUrl: string;
/** Forwards to that server, like the name or address of a hosted database. */
let way: Proxy;
let standIns: StandIns;
let replicas: Awaited<ReturnType<typeof createReplicas>>;
let running: ServiceProcess[];
let isOver = false;
const until = (isSo: () => boolean | Promise<boolean>) => untilEver(async () => isOver || isSo());
beforeAll(async () => {
  dataDir = newFolder();
  server = await startRestartable(dataDir);
  primaryUrl = server.url;
  await migrate(primaryUrl);
  way = await startProxy(Number(new URL(primaryUrl).port));
  standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  const systems = { ECOMMERCE_URL: standIns.ecommerce.url, LMS_URL: standIns.lms.url };
  replicas = await createReplicas({
    DATABASE_URL: Object.assign(new URL(primaryUrl), { port: String(way.port) }).href,
    ...systems,
    SHUTDOWN_DELAY_SECONDS: '0',
    LOG_LEVEL: 'error',
  });
  running = await Promise.all([replicas.start(), replicas.start()]);
}, 120_000);
afterAll(async () => {
  isOver = true;
  replicas.kill();
  way.stop();
  await standIns.stop();
  if (primaryUrl === server.url) server.stop();
});
// After that: the folder goes when the server has.
const { newFolder } = useEmbedded();

const admin = <T>(work: (db: Database) => Promise<T>): Promise<T> =>
  openDatabase({
    url: primaryUrl,
    poolSize: 1,
    applicationName: 'the test',
    onPoolError: () => undefined,
  }).then((db) => work(db).finally(() => db.destroy()));

/** Changes a price without pause until stopped; a failed change is retried under its idempotency key. */
function startClient({ key, version }: { key: string; version: number }, { url }: ServiceProcess) {
  const failures: string[] = [];
  const heard = { key, version, amount: '49.00' };
  let isAsking = true;
  const change = async (amount: string, idempotencyKey: string): Promise<void> => {
    const input = `key: "${key}", expectedVersion: ${heard.version}, reason: "A test.", idempotencyKey: "${idempotencyKey}",
      prices: [{ seatType: "verified", amount: "${amount}" }]`;
    const query = `mutation { changeCourse(input: { ${input} }) { course { version } violations { code } } }`;
    for (;;) {
      try {
        const { changeCourse } = await replicas.ask(url, query);
        return void Object.assign(heard, { version: changeCourse.course.version, amount });
      } catch (error) {
        failures.push(String(error));
        if (isOver) return;
        await sleep(20);
      }
    }
  };
  const asking = (async () => {
    for (let number = 1; isAsking && !isOver; number += 1) await change(`${100 + number}.00`, randomUUID());
  })();
  return {
    heard,
    failures,
    end: async () => {
      isAsking = false;
      await asking;
    },
  };
}

async function underLoad(work: () => Promise<unknown>) {
  const writer = await startReplica(primaryUrl);
  const courses = await Promise.all(Array.from({ length: 4 }, () => aVerifiedCourse(writer)));
  await writer.stop();
  const clients = courses.map((course, index) => startClient(course, running[index % 2] as ServiceProcess));
  const before = clients.map(({ heard }) => heard.version);
  await until(() => clients.every(({ heard }, index) => heard.version > (before[index] ?? 0)));
  await work();
  await Promise.all(clients.map((client) => client.end()));
  return clients;
}

/** The processes live, every acknowledged change exists exactly once, and everything is delivered in the end. */
async function expectNothingLost(clients: Awaited<ReturnType<typeof underLoad>>): Promise<void> {
  for (const replica of running) expect(await isWell(replica, '/livez')).toBe(true);
  await until(async () => (await Promise.all(running.map((one) => isWell(one, '/readyz')))).every(Boolean));
  const failures = clients.flatMap((client) => client.failures);
  expect(failures.filter((failure) => !/^Error: 503 .*SERVICE_UNAVAILABLE/.test(failure))).toEqual([]);
  expect(
    running.flatMap((replica) => replica.printed().match(/uncaughtException|TypeError.*/g) ?? []),
  ).toEqual([]);
  await admin(async (db) => {
    for (const { heard } of clients) {
      const [row] = await db.query(
        `SELECT c.version, p.amount, (SELECT count(*)::integer FROM history WHERE course_key = c.key AND kind = 'COURSE_CHANGED') AS changes
         FROM course c JOIN course_price p ON p.course_id = c.id WHERE c.key = $1`,
        [heard.key],
      );
      expect(row).toMatchObject({ version: heard.version, amount: heard.amount });
    }
    const open = `SELECT FROM provisioning WHERE state NOT IN ('DELIVERED', 'SUPERSEDED')`;
    await until(async () => (await db.query(open)).length === 0);
    expect(await db.query(`SELECT FROM provisioning WHERE state = 'FAILED'`)).toEqual([]);
  });
}

test('every session is ended repeatedly for 30 s: no process ends, and nothing is lost', async () => {
  let ended = 0;
  const clients = await underLoad(() =>
    admin(async (db) => {
      const until = Date.now() + 30_000;
      while (Date.now() < until && !isOver) {
        const rows = await db.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'the test'`,
        );
        ended += rows.length;
        await sleep(5);
      }
    }),
  );
  console.log(`database-away: ${ended} sessions ended`);

  expect(ended).toBeGreaterThan(36);
  await expectNothingLost(clients);
}, 180_000);

test('a fast restart of the server under load: both replicas become ready again by themselves', async () => {
  const clients = await underLoad(async () => {
    for (let restarts = 0; restarts < 3; restarts += 1) {
      server.restart();
      const at = performance.now();
      await until(async () =>
        (await Promise.all(running.map((one) => isWell(one, '/readyz')))).every(Boolean),
      );
      console.log(`database-away: ready ${Math.round(performance.now() - at)} ms after the restart`);
    }
  });

  await expectNothingLost(clients);
}, 180_000);

test('a full disk makes replicas unready until writing works again, and is a metric', async () => {
  const [replica] = running as [ServiceProcess];
  const full = async () =>
    /^track_types_database_full (\d)/m.exec(
      await (await fetch(new URL('/metrics', replica.opsUrl))).text(),
    )?.[1];
  const checks = async () => (await (await fetch(new URL('/readyz', replica.opsUrl))).json()).checks.database;
  const writer = await startReplica(primaryUrl);
  const { key, version } = await aVerifiedCourse(writer, 'UNPUBLISHED');
  await writer.stop();
  await admin((db) =>
    db.query(
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER no_room BEFORE INSERT ON command FOR EACH ROW EXECUTE FUNCTION no_room()`,
    ),
  );
  const query = `mutation { changeCourse(input: { key: "${key}", expectedVersion: ${version}, title: "Another", reason: "A test.",
    idempotencyKey: "${randomUUID()}" }) { course { version } } }`;
  const refused = await replicas.ask(replica.url, query).catch(String);

  expect(refused).toMatch(/^Error: 503 .*SERVICE_UNAVAILABLE/);
  expect(await checks()).toBe('accepts no writes: its disk is full, or it is read-only');
  expect(await full()).toBe('1');
  await admin((db) => db.query('DROP TRIGGER no_room ON command; DROP FUNCTION no_room'));
  await until(async () => (await checks()) === 'ok');
  expect(await full()).toBe('0');
  expect((await replicas.ask(replica.url, query)).changeCourse.course.version).toBe(version + 1);
}, 60_000);

test('a synchronous standby takes over under load: both replicas go on with it, and nothing acknowledged is lost', async () => {
  const standby = await startStandby(dataDir, primaryUrl, join(newFolder(), 'standby'));
  await admin(async (db) => {
    await db.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    await db.query('SELECT pg_reload_conf()');
    const isFollowing = `SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'`;
    await until(async () => (await db.query(isFollowing)).length > 0);
    // The checkpointer makes commits wait, after it has read the settings.
    await db.query('CHECKPOINT');
  });
  const clients = await underLoad(async () => {
    server.stop();
    way.target = null;
    way.reset();
    primaryUrl = standby.url;
    await admin((db) => db.query('SELECT pg_promote()'));
    await admin((db) => db.query(`ALTER SYSTEM RESET synchronous_standby_names`));
    await admin((db) => db.query('SELECT pg_reload_conf()'));
    way.target = standby.port;
    await until(async () => (await Promise.all(running.map((one) => isWell(one, '/readyz')))).every(Boolean));
  });

  await expectNothingLost(clients);
  isOver = true;
  replicas.kill();
  await standby.stop();
}, 180_000);
