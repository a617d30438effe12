// Replicas that are told to stop: the service as in production, in processes, behind a balancer, under load.
import { setTimeout as sleep } from 'node:timers/promises';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { aVerifiedCourse, startReplica, type Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { until as untilEver } from '../support/until';
import { createReplicas, isOpen, isWell, startBalancer } from '../support/replicas';
import type { ServiceProcess } from '../support/service-process';

const database = useTestDatabase();
let db: Database;
let writer: Replica;
let standIns: StandIns;
let replicas: Awaited<ReturnType<typeof createReplicas>>;
let balancer: Awaited<ReturnType<typeof startBalancer>>;
let running: ServiceProcess[];
beforeAll(async () => {
  writer = await startReplica(database.url);
  db = await openDatabase({ url: database.url, applicationName: 'the test' });
  standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  const systems = { ECOMMERCE_URL: standIns.ecommerce.url, LMS_URL: standIns.lms.url };
  const times = { SHUTDOWN_DELAY_SECONDS: '1', OPERATION_SECONDS: '60' };
  replicas = await createReplicas({ DATABASE_URL: database.url, ...systems, ...times });
  balancer = await startBalancer();
  running = await Promise.all([replicas.start(), replicas.start()]);
  running.forEach(balancer.add);
}, 60_000);
afterAll(async () => {
  isOver = true;
  replicas.kill();
  await balancer.stop();
  await standIns.stop();
  await stopWriter();
  await db.destroy();
});
let stopped: Promise<void> | undefined;
const stopWriter = () => (stopped ??= writer.stop());

/** Nothing continues after the tests, whatever it was waiting for. */
let isOver = false;
const until = (isSo: () => boolean | Promise<boolean>) => untilEver(async () => isOver || isSo());

let titles = 0;
const change = (key: string, version: number) =>
  `mutation { changeCourse(input: { key: "${key}", expectedVersion: ${version}, title: "Title ${(titles += 1)}", reason: "A test." }) {
    course { version } violations { code } } }`;

/** Sends requests without pause until stopped: reads, and changes that are provisioned. */
function startClient({ key, run, version }: { key: string; run: string; version: number }) {
  const failures: string[] = [];
  const heard = { version, answers: 0 };
  let isAsking = true;
  const ask = async (query: string) => {
    try {
      const data = await replicas.ask(balancer.url, query);
      heard.answers += 1;
      return data;
    } catch (error) {
      failures.push(String(error));
      await sleep(100);
      return null;
    }
  };
  const asking = (async () => {
    while (isAsking && !isOver) {
      const read = await ask(
        `{ courseRun(key: "${run}") { seats { seatType { slug } } course { version } } }`,
      );
      const saved = await ask(change(key, heard.version));
      heard.version = saved?.changeCourse.course.version ?? read?.courseRun.course.version ?? heard.version;
    }
  })();
  return {
    key,
    heard,
    failures,
    end: () => {
      isAsking = false;
      return asking;
    },
  };
}

const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Makes a change wait in that replica until it is released. */
async function holdARequest(replica: ServiceProcess) {
  const { key, version } = await aVerifiedCourse(writer, 'UNPUBLISHED');
  const lock = db.createQueryRunner();
  await lock.startTransaction();
  await lock.query('SELECT FROM course WHERE key = $1 FOR UPDATE', [key]);
  const answer = replicas.ask(balancer.url, change(key, version), { 'x-replica': String(replica.pid) });
  answer.catch(() => undefined);
  await until(async () => (await db.query(waiting)).length > 0);
  return {
    letGo: async () => {
      await lock.commitTransaction();
      await lock.release();
      const { changeCourse } = await answer;
      return changeCourse.course.version - version;
    },
  };
}

/** Stops it; returns how many requests it had under way, and their outcome. */
async function restart(replica: ServiceProcess) {
  const held = await holdARequest(replica);
  replica.signal('SIGTERM');
  await until(() => !balancer.isReady(replica));
  const taken = await isOpen(replica.url);
  // From here on it accepts nothing more, and still works on the held request.
  await until(async () => !(await isOpen(replica.url)));
  const underWay = balancer.underWay(replica);
  const isAlive = await isWell(replica, '/livez');
  const saved = await held.letGo();
  const code = await replica.exited;
  balancer.remove(replica);
  const leases = await db.query('SELECT FROM lane WHERE locked_by LIKE $1', [`%:${replica.pid}`]);
  const successor = await replicas.start();
  balancer.add(successor);
  await until(() => balancer.isReady(successor));
  return { successor, seen: { taken, underWay, isAlive, saved, code, leases: leases.length } };
}

test('two replicas are restarted one after the other under load, and no request fails', async () => {
  await until(() => running.every(balancer.isReady));
  const courses = await Promise.all(Array.from({ length: 4 }, () => aVerifiedCourse(writer)));
  const clients = courses.map(startClient);
  const answers = () => clients.reduce((sum, { heard }) => sum + heard.answers, 0);

  const seen = [];
  for (const [place, replica] of running.entries()) {
    const before = answers();
    const restarted = await restart(replica);
    running[place] = restarted.successor;
    seen.push({ ...restarted.seen, isUnderLoad: answers() > before + 10 });
  }
  await Promise.all(clients.map((client) => client.end()));

  const one = { taken: true, underWay: 1, isAlive: true, saved: 1, code: 0, leases: 0, isUnderLoad: true };
  expect(seen).toEqual([one, one]);
  expect(clients.flatMap(({ failures }) => failures)).toEqual([]);
  for (const { key, heard } of clients) {
    const [row] = await db.query('SELECT version FROM course WHERE key = $1', [key]);
    expect(row.version).toBe(heard.version);
  }
  const open = `SELECT FROM provisioning WHERE state NOT IN ('DELIVERED', 'SUPERSEDED')`;
  await until(async () => (await db.query(open)).length === 0);
}, 90_000);

test('what a stopping replica was delivering, the other delivers before the lease is over', async () => {
  standIns.ecommerce.faults.set({ kind: 'hang', times: 1 });
  const { run } = await aVerifiedCourse(writer, 'REVIEWED');
  const leased = `SELECT locked_by AS "lockedBy", locked_until AS until FROM lane WHERE locked_by IS NOT NULL`;
  await until(async () => standIns.ecommerce.ledger.requests.some(({ fault }) => fault === 'hang'));
  const [lease] = await db.query(leased);
  const holder = running.find(({ pid }) => lease.lockedBy.endsWith(`:${pid}`));

  holder?.signal('SIGTERM');
  const code = await holder?.exited;

  const deliveries = `SELECT p.state, p.attempts, p.delivered_at < $2 AS "isInTime" FROM provisioning p
    JOIN course_run r ON r.id = p.course_run_id WHERE r.key = $1 AND p.target = 'ECOMMERCE'`;
  const delivery = async () => (await db.query(deliveries, [run, lease.until]))[0];
  await until(async () => (await delivery()).state === 'DELIVERED');
  expect(await delivery()).toEqual({ state: 'DELIVERED', attempts: 2, isInTime: true });
  expect(code).toBe(0);
});

test('stopped replicas closed all connections cleanly', async () => {
  for (const { signal, exited } of running) {
    signal('SIGTERM');
    expect(await exited).toBe(0);
  }
  await stopWriter();

  await until(async () => (await db.query(sessions))[0].others === 0);
  expect(await db.query(sessions)).toEqual([{ others: 0, lost: '0' }]);
});

/** Other sessions on this database, and how many sessions ended without saying goodbye. */
const sessions = `SELECT sessions_abandoned + sessions_fatal AS lost,
    (SELECT count(*)::integer FROM pg_stat_activity WHERE datname = d.datname AND application_name <> 'the test') AS others
  FROM pg_stat_database d WHERE datname = current_database()`;
