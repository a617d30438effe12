// Measures how fast deliveries are, compared with a bare client that posts the same messages to the same systems.
import { Client } from 'pg';
import { Pool } from 'undici';
import { startOurs, startPeer } from './peers';
import type { Peer } from './peers';
import type { Production } from './production';

export interface RelayRate {
  readonly deliveries: number;
  readonly perSecond: number;
  readonly barePerSecond: number;
  readonly ratio: number;
  /** How long the systems take to answer, in milliseconds. */
  readonly answerMs: number;
}

interface Received {
  readonly path: string;
  readonly body: string;
  /** Milliseconds. */
  readonly at: number;
}

/** E-Commerce's best answer time: what is measured is the work between answers. */
const ANSWER_MS = 50;
/** To each of the two systems. */
const DELIVERIES = 800;
/** The relay's concurrent requests to each system; the bare client has as many. */
const AT_ONCE = 8;
const PATIENCE_MS = 60_000;

/** Lets the relay deliver this many to each system, then posts the same again. The database is unusable afterwards. */
export async function measureRelay(url: string, how: Production, count = DELIVERIES): Promise<RelayRate> {
  const systems = await startPeer('downstream', url, { ANSWER_MS: String(ANSWER_MS) });
  try {
    const sent = await deliver(url, how, { systems, relays: 1, count });
    const perSecond = rateOf(sent);
    const barePerSecond = await postAgain(systems, sent);
    const ratio = perSecond / barePerSecond;
    return { deliveries: sent.length, perSecond, barePerSecond, ratio, answerMs: ANSWER_MS };
  } finally {
    await systems.stop();
  }
}

/** Deliveries per second that this many relays make together, to systems of their own. */
export async function deliveriesPerSecond(url: string, how: Production, relays: number): Promise<number> {
  const systems = await startPeer('downstream', url, { ANSWER_MS: String(ANSWER_MS) });
  return deliver(url, how, { systems, relays, count: DELIVERIES / 2 })
    .then(rateOf)
    .finally(systems.stop);
}

/** What this many relays sent. All of them run before there is anything to deliver. */
async function deliver(
  url: string,
  { env, headers }: Production,
  { systems, relays, count }: { readonly systems: Peer; readonly relays: number; readonly count: number },
): Promise<readonly Received[]> {
  const at = (path: string) => new URL(path, systems.url).href;
  const to = { ECOMMERCE_URL: at('ecommerce'), LMS_URL: at('lms') };
  const relaying = { env: { ...env, ...to, RELAY: 'true', RELAY_ONLY: 'true' }, headers };
  // Before the relays run: their statements and TRUNCATE lock the two tables in different orders.
  await once(url, 'TRUNCATE lane, provisioning CASCADE');
  const running = await Promise.all(Array.from({ length: relays }, () => startOurs(url, relaying)));
  try {
    await enqueue(url, count);
    return await all(systems, 2 * count);
  } finally {
    await Promise.all(running.map((relay) => relay.stop()));
  }
}

/** Everything that was sent. Throws if it takes too long. */
async function all(systems: Peer, count: number): Promise<readonly Received[]> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const received = (await (await fetch(systems.url)).json()) as Received[];
    if (received.length >= count) return received;
  }
  throw new Error('The relay did not deliver in time.');
}

/** Without the first and last tenth: starting up and running dry would distort the rate. */
function rateOf(received: readonly Received[]): number {
  const times = received.map(({ at }) => at).sort((left, right) => left - right);
  const tenth = Math.floor(times.length / 10);
  const [first = 0, last = 0] = [times[tenth], times[times.length - tenth - 1]];
  return ((times.length - 2 * tenth - 1) / (last - first)) * 1_000;
}

async function postAgain(systems: Peer, sent: readonly Received[]): Promise<number> {
  await (await fetch(new URL('/forget', systems.url))).arrayBuffer();
  const postAll = async (messages: Received[]): Promise<void> => {
    const pool = new Pool(new URL(systems.url).origin, { connections: AT_ONCE, pipelining: 1 });
    const one = async (): Promise<void> => {
      for (let next = messages.pop(); next; next = messages.pop()) {
        const headers = { 'content-type': 'application/json' };
        const answer = await pool.request({ path: next.path, method: 'POST', headers, body: next.body });
        await answer.body.dump();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    await pool.close();
  };
  const to = (path: string) => postAll(sent.filter((message) => message.path === path));
  await Promise.all([to('/ecommerce'), to('/lms')]);
  return rateOf((await (await fetch(systems.url)).json()) as Received[]);
}

/** Runs the statements on a connection of their own. */
async function once(url: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

/** For each of this many courses, a revision of its first run for E-Commerce, and of its second for the LMS. */
async function enqueue(url: string, count: number): Promise<void> {
  const some = `SELECT r.id, r.key, r.course_id, c.key AS course_key, c.uuid FROM course_run r JOIN course c ON c.id = r.course_id
    WHERE c.organization <> 'OrgL' AND r.key LIKE`;
  const only = `ORDER BY r.id LIMIT ${count}`;
  await once(
    url,
    `BEGIN; SET LOCAL session_replication_role = replica;
      INSERT INTO lane (target, course_id, enqueued, due_at)
        SELECT 'ECOMMERCE', course_id, 1, now() FROM (${some} '%+R0' ${only}) run;
      INSERT INTO lane (target, course_run_id, enqueued, due_at)
        SELECT 'LMS', id, 1, now() FROM (${some} '%+R1' ${only}) run;
      INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
        SELECT gen_random_uuid(), run.id, 'ECOMMERCE', 1, 1, lane.id, 1, jsonb_build_object('courseKey', run.course_key,
          'courseUuid', run.uuid, 'courseRunKey', run.key, 'name', 'A course', 'verificationDeadline', NULL, 'entitlements', '[]'::jsonb,
          'seats', '[{"seatType":"verified","certificateType":"verified","idVerificationRequired":true,"price":"99.00",
            "currency":"USD","expires":null,"creditProvider":null,"creditHours":null}]'::jsonb)
        FROM (${some} '%+R0' ${only}) run JOIN lane ON lane.course_id = run.course_id;
      INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
        SELECT gen_random_uuid(), run.id, 'LMS', 1, 1, lane.id, 1, jsonb_build_object('courseRunKey', run.key,
          'modes', '[{"slug":"verified","displayName":"Verified","minPrice":99,"currency":"USD","expirationDatetime":null,"seatType":"verified"}]'::jsonb)
        FROM (${some} '%+R1' ${only}) run JOIN lane ON lane.course_run_id = run.id;
      COMMIT; ANALYZE lane, provisioning`,
  );
}
