// `npm run chaos`: a storm of faults over real processes, then the checker, then the speed of recovery. Exits with 1 if
// anything was lost, duplicated or reordered, if a fault did not fire, or if recovery is too slow.
import { randomInt, randomUUID } from 'node:crypto';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { createCatalogueSource } from '../../src/store/catalogue';
import { createDesk } from './desk';
import { POLICY } from './evidence';
import { judge } from './judgement';
import { measureBulkhead, measureTakeOver, measureThroughput, type Measured } from './recovery';
import { print } from './report';
import { DOWNSTREAM, ON_RELAYS, ON_THE_DATABASE, OVER_REST, type Drill, type Scenario } from './scenarios';
import { seeded } from './seeded';
import { IN_A_SHOP, ON_THE_CLOCK } from './shop-scenarios';
import { failOver } from './standby';
import { PROTOCOLS, type Protocol } from './systems';
import { startWorld, type World } from './world';
import { make, publish, work } from './writers';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    /** The protocol of the other systems: graphql, rest or, with an LMS over REST, woocommerce. */
    protocol: { type: 'string', default: 'graphql' },
    /** Whether F8's standby confirms every commit: synchronous or asynchronous. */
    failover: { type: 'string', default: 'synchronous' },
    /** Scenarios, for example F1,F5; left out: all. */
    only: { type: 'string' },
    /** Leaves out figures that depend more on the machine. */
    quick: { type: 'boolean', default: false },
    /** Makes the other systems forget idempotency keys: the checker must notice. */
    forgetful: { type: 'boolean', default: false },
    /** Marks undelivered work of a lane as delivered: the checker must notice. */
    skip: { type: 'boolean', default: false },
  },
});
const protocol = values.protocol as Protocol;
const isShop = protocol === 'woocommerce';
if (!(protocol in PROTOCOLS)) throw new Error(`--protocol: use ${Object.keys(PROTOCOLS).join(', ')}.`);
const isSynchronous = values.failover !== 'asynchronous';
const only = values.only?.split(',');
const isWanted = (name: string) => only?.includes(name) ?? true;

/** For what sets up, looks or measures: faults are not meant for it, and a slow machine is not a fault. */
function patiently<Part extends Pick<Drill, 'world' | 'desk'>>({ world, desk, ...drill }: Part) {
  const { database, systems } = world.patient;
  const deps = { ...desk.deps, database, countLearners: systems.LMS.countLearners, readers: systems };
  return { ...drill, world: { ...world, ...world.patient }, desk: { ...desk, deps } };
}

async function startDrill(world: World, random: () => number): Promise<Drill> {
  // Nobody changes the catalogue in a drill.
  const catalogue = await createCatalogueSource(world.patient.database, {
    pollMs: 3_600_000,
    onError: () => undefined,
  });
  world.onStop(catalogue.stop);
  const deps = {
    database: world.database,
    catalogue,
    policy: { ...POLICY, isShop },
    bulkRatePerMinute: 6_000,
    clock: () => new Date(),
    newId: randomUUID,
    countLearners: world.systems.LMS.countLearners,
    readers: world.systems,
    onProvisioningQueued: () => undefined,
  };
  await Promise.all([0, 1, 2].map((place) => world.startRelay(place)));
  const drill = { world, desk: createDesk(deps, random), random };
  const { desk } = patiently(drill);
  const published = (type: 'verified-audit' | 'masters', runs: number) =>
    make(desk, { type, runs, isPublished: true });
  for (let round = 0; round < 4; round += 1) {
    for (const type of ['verified-audit', 'masters', 'verified-audit'] as const)
      desk.courses.push(await published(type, 2));
  }
  for (let round = 0; isShop && round < 3; round += 1) desk.timed.push(await published('verified-audit', 1));
  return { ...drill, poisoned: await published('masters', 1) };
}

/** Runs the scenarios round by round until time is up, each at least once; returns how often each fired. */
async function storm(drill: Drill): Promise<Map<string, number>> {
  const end = Date.now() + Number(values.seconds) * 1_000;
  const fired = new Map<string, number>();
  const add = (name: string, times: number) => fired.set(name, (fired.get(name) ?? 0) + times);
  const queue = async (scenarios: Record<string, Scenario>) => {
    const wanted = Object.entries(scenarios).filter(([name]) => isWanted(name));
    const isMissing = () => wanted.some(([name]) => !fired.get(name));
    for (let extra = 0; Date.now() < end || (isMissing() && extra < 3); extra += Number(Date.now() >= end)) {
      if (wanted.length === 0) return;
      for (const [name, scenario] of wanted) add(name, await scenario(drill).catch(() => 0));
    }
  };
  let isOver = false;
  const [overRest, inAShop] = [protocol === 'rest' ? OVER_REST : {}, isShop ? IN_A_SHOP : {}];
  const downstream = { ...DOWNSTREAM, ...overRest, ...inAShop };
  const onTheClock = isShop ? ON_THE_CLOCK : {};
  const writers = [1, 2, 3, 4].map((number) => ({ ...drill.desk, name: `writer ${number}` }));
  const working = Promise.all(writers.map((desk) => work(desk, () => isOver)));
  const queues = [ON_RELAYS, ON_THE_DATABASE, downstream, onTheClock];
  await Promise.all(queues.map(queue));
  await new Promise((resolve) => setTimeout(resolve, end - Date.now()));
  if (isWanted('F8')) {
    const lostAt = await failOver(drill.world, isSynchronous);
    console.log(`F8 took the primary away at ${lostAt.toISOString()}`);
    add('F8', 1);
  }
  isOver = true;
  await working;
  const { races, crowds, replayed, reused } = drill.desk.met;
  if (isWanted('F9')) add('F9', Math.min(races, crowds) && races + crowds);
  if (isWanted('F10')) add('F10', Math.min(replayed, reused) && replayed + reused);
  const numberOf = ([name]: [string, number]) => Number(name.slice(1));
  return new Map([...fired].sort((left, right) => numberOf(left) - numberOf(right)));
}

async function run(): Promise<boolean> {
  const seed = Number(values.seed);
  console.log(
    `seed ${seed}, ${protocol}, ${values.seconds} s, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  const world = await startWorld({ seed, dedupes: !values.forgetful, protocol });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void world.stop().finally(() => process.exit(130)));
  }
  try {
    const drill = await startDrill(world, seeded(seed));
    const fired = await storm(drill);
    await world.trouble();
    const calm = patiently(drill);
    const measured = values.forgetful || values.skip || !isSynchronous ? [] : await measure(calm);
    if (values.skip) await skipSome(calm);
    print(['fault', 'fired'], [...fired]);
    const isSound = await judge(calm, isSynchronous);
    print(
      ['recovery', 'measured'],
      measured.map(({ what, figure }) => [what, figure]),
    );
    return (
      isSound && [...fired.values()].every((times) => times > 0) && measured.every(({ isGood }) => isGood)
    );
  } finally {
    await world.stop();
  }
}

async function measure(drill: Drill): Promise<Measured[]> {
  const measured = [await measureTakeOver(drill, 'SIGKILL'), await measureTakeOver(drill, 'SIGTERM')];
  if (values.quick) return measured;
  const deadMs = 1_000 * Math.min(60, Math.ceil(Number(values.seconds) / 3));
  const bulkhead = await measureBulkhead(drill, deadMs);
  // A product takes a shop seven requests.
  return [...measured, ...bulkhead, ...(isShop ? [] : await measureThroughput(drill))];
}

/** Acts like a relay that gives up on a provisioning by itself, and continues behind it. */
async function skipSome({ world, desk, poisoned }: Drill): Promise<void> {
  const run = poisoned.runs[0] ?? '';
  await world.trouble({ system: 'lms', run, share: 1, fault: { kind: 'hang' } });
  await publish(desk, poisoned, run);
  await world.database.query(
    `WITH skipped AS (UPDATE provisioning SET state = 'DELIVERED', delivered_at = now() WHERE state <> 'DELIVERED'
       AND course_run_id = (SELECT id FROM course_run WHERE key = $1) RETURNING lane_id)
     UPDATE lane SET done = done + 1, fence = fence + 1, due_at = NULL FROM skipped WHERE lane.id = skipped.lane_id`,
    [run],
  );
}

// Exits explicitly: Node 20 may wait for ever for the handle of a reset socket.
run().then(
  (isSound) => {
    console.log(isSound ? '\nAll is well.' : '\nNot all is well.');
    process.exit(isSound ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
