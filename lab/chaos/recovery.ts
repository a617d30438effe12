// The speed of recovery, and the throughput of one relay: measured after the storm, with no other load.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Drilled } from './desk';
import { LEASE_MS } from './relay-process';
import { provisioningOf, untilSome } from './looks';
import type { Drill } from './scenarios';
import { make, publish } from './writers';

/** A figure, and whether it meets its target. */
export interface Measured {
  readonly what: string;
  readonly figure: string;
  readonly isGood: boolean;
}

const TIMES = 3;

/** From the end of a relay that waits for an answer until another has moved the lane; the worst of several. */
export async function measureTakeOver(drill: Drill, signal: 'SIGKILL' | 'SIGTERM'): Promise<Measured> {
  const { world, desk, poisoned } = drill;
  const run = poisoned.runs[0] ?? '';
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await world.trouble({ system: 'lms', run, share: 1, fault: { kind: 'hang' } });
    await publish(desk, poisoned, run);
    const place = await untilSome(() => placeThatSent(drill, run));
    // It is recorded before it is sent.
    await sleep(100);
    const stoppedAt = Date.now();
    const end = world.endRelay(place ?? 0, signal);
    await world.trouble();
    await end;
    const key = await untilSome(() => provisioningOf(world, run, 'DELIVERED'));
    const [row] = await world.database.query<{ at: Date }[]>(
      `SELECT delivered_at AS at FROM provisioning WHERE uuid = $1`,
      [key],
    );
    times.push((row?.at.getTime() ?? Infinity) - stoppedAt);
    await world.startRelay(place ?? 0);
  }
  const worst = Math.max(...times);
  const [verb, limit] = signal === 'SIGKILL' ? ['killed', LEASE_MS + 1_000] : ['told to stop', 1_000];
  return {
    what: `a lane moves again after its relay was ${verb}`,
    figure: `${worst} ms (at most ${limit})`,
    isGood: worst <= limit,
  };
}

async function placeThatSent({ world }: Drill, run: string): Promise<number | undefined> {
  const [row] = await world.database.query<{ by: string }[]>(
    `SELECT locked_by AS by FROM lane JOIN course_run ON course_run.id = course_run_id
     WHERE course_run.key = $1 AND EXISTS (SELECT FROM provisioning WHERE lane_id = lane.id AND sent_at IS NOT NULL
       AND state = 'PENDING') AND locked_until > now()`,
    [run],
  );
  const place = world.relays.findIndex((relay) => relay?.name === row?.by);
  return place < 0 ? undefined : place;
}

/** What happens to the LMS, to attempts and to memory while E-Commerce is silent for this long. */
export async function measureBulkhead(drill: Drill, deadMs: number): Promise<Measured[]> {
  const { world, desk } = drill;
  const free = await make(desk, { type: 'masters', runs: 50, isPublished: false });
  const stuck = await Promise.all(
    Array.from({ length: 20 }, () => make(desk, { type: 'verified-audit', runs: 1, isPublished: false })),
  );
  async function p99(ms: number): Promise<number> {
    const since = new Date();
    await publishAll(drill, stuck);
    await sleep(500);
    do {
      await publishAll(drill, [free]);
      await drained(drill, free.runs);
    } while (Date.now() < since.getTime() + ms);
    return p99Since(drill, { runs: free.runs, since });
  }
  const healthy = await p99(0);
  const before = memoryOf(drill);
  await world.trouble({ system: 'ecommerce', share: 1, fault: { kind: 'hang' } });
  const dead = await p99(deadMs);
  const attempts = await attemptsOn(drill, stuck);
  const sockets = world.proxies.ecommerce.open();
  const grown = memoryOf(drill) - before;
  await world.trouble();
  const mostAttempts = PLACES * (FIRST_ATTEMPTS + deadMs / 1_000);
  return [
    {
      what: `p99 to the LMS, while E-Commerce is silent for ${deadMs / 1_000} s`,
      figure: `${dead} ms, ${healthy} ms before`,
      isGood: dead <= healthy * 2 + 250,
    },
    {
      what: 'attempts on it meanwhile, of 20 lanes',
      figure: `${attempts} (at most ${mostAttempts})`,
      isGood: attempts <= mostAttempts,
    },
    { what: 'sockets to it, of three relays', figure: `${sockets} (at most 30)`, isGood: sockets <= 30 },
    { what: 'memory of a relay grew by', figure: `${grown} MB (at most 50)`, isGood: grown <= 50 },
  ];
}

const PLACES = 3;
/** Until the breaker opens, plus those under way then; afterwards one at a time, each taking a second. */
const FIRST_ATTEMPTS = 15;

/** Of the relay with the most, in MB. */
const memoryOf = ({ world }: Drill): number =>
  Math.round(Math.max(...world.relays.map((relay) => relay?.counts['rss'] ?? 0)) / 2 ** 20);

async function p99Since(
  { world }: Drill,
  { runs, since }: { runs: readonly string[]; since: Date },
): Promise<number> {
  const [row] = await world.database.query<{ p99: number }[]>(
    `SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM delivered_at - requested_at) * 1000)::integer AS p99
     FROM provisioning JOIN course_run ON course_run.id = course_run_id
     WHERE course_run.key = ANY($1) AND requested_at >= $2 AND delivered_at IS NOT NULL`,
    [runs, since],
  );
  return row?.p99 ?? Infinity;
}

async function attemptsOn({ world }: Drill, courses: readonly Drilled[]): Promise<number> {
  const [row] = await world.database.query<{ attempts: number }[]>(
    `SELECT sum(attempts)::integer AS attempts FROM provisioning JOIN course_run ON course_run.id = course_run_id
     WHERE course_run.key = ANY($1) AND target = 'ECOMMERCE' AND state <> 'DELIVERED'`,
    [courses.flatMap(({ runs }) => runs)],
  );
  return row?.attempts ?? Infinity;
}

/** Deliveries per second of one relay alone, to E-Commerce with SKUs and to the LMS, with history. */
export async function measureThroughput(drill: Drill): Promise<Measured[]> {
  const { world, desk } = drill;
  await Promise.all([0, 1, 2].map((place) => world.endRelay(place, 'SIGTERM')));
  const made = await Promise.all(
    Array.from({ length: 60 }, () => make(desk, { type: 'verified-audit', runs: 5, isPublished: false })),
  );
  const runs = made.flatMap((course) => course.runs);
  await world.atOnce();
  await world.startRelay(0, world.direct());
  await drained(drill, runs);
  const atOnce = await world.atOnce();
  const [row] = await world.database.query<{ rate: number }[]>(
    `SELECT (count(*) / extract(epoch FROM max(delivered_at) - min(delivered_at)))::integer AS rate
     FROM provisioning JOIN course_run ON course_run.id = course_run_id WHERE course_run.key = ANY($1)`,
    [runs],
  );
  const rate = row?.rate ?? 0;
  return [
    { what: 'deliveries a second of one relay', figure: `${rate} (at least 150)`, isGood: rate >= 150 },
    { what: 'requests at once for one run', figure: `${atOnce} (at most 1)`, isGood: atOnce <= 1 },
  ];
}

const publishAll = ({ desk }: Drill, courses: readonly Drilled[]) =>
  Promise.all(courses.flatMap((course) => course.runs.map((run) => publish(desk, course, run))));

/** Waits until the given runs, or all runs, have what was requested; false if that takes over two minutes. */
export async function drained({ world }: Drill, runs?: readonly string[]): Promise<boolean> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    const open = await world.database
      .query<object[]>(
        `SELECT FROM provisioning JOIN course_run ON course_run.id = course_run_id
         WHERE state IN ('PENDING', 'RETRYING', 'FAILED') AND ($1::text[] IS NULL OR course_run.key = ANY($1)) LIMIT 1`,
        [runs ?? null],
      )
      .catch(() => [{}]);
    if (open.length === 0) return true;
  }
  return false;
}
