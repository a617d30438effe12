// Lists and the feed read from a real standby, which may lag: never by who has written what it lacks, and skipping nothing.
import { join } from 'node:path';
import { startStandby } from '../../chaos/standby';
import { createServer } from '../../src/graphql/server';
import { DEVELOPER } from '../../src/identity/permissions';
import { createReplica, settleHistory } from '../../src/store/connections/replica';
import type { Replica } from '../../src/store/connections/replica';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { migrate } from '../../src/store/migrate';
import { aVerifiedCourse, changeCourse, startReplica } from '../support/changes';
import { until, useEmbedded } from '../support/embedded';
import { startEmbeddedPostgres } from '../../src/store/embedded/start-embedded-postgres';
import { LIMITS, LOAD } from '../support/app';
import type { Json } from '../support/app';

const { newFolder } = useEmbedded();
const ends: (() => unknown)[] = [];
let service: Awaited<ReturnType<typeof startReplica>>;
let standby: Database;
let replica: Replica;
let graphqlUrl: string;
const problems: string[] = [];
beforeAll(async () => {
  const folder = newFolder();
  const dataDir = join(folder, 'primary');
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  ends.push(postgres.stop);
  await migrate(postgres.url);
  const second = await startStandby(dataDir, postgres.url, join(folder, 'standby'));
  ends.push(second.stop);
  service = await startReplica(postgres.url);
  ends.push(service.stop);
  standby = await openDatabase({ url: second.url, onPoolError: () => undefined });
  ends.push(() => standby.destroy());
  const at = { url: second.url };
  replica = createReplica({
    at,
    primary: service.database,
    onProblem: (reason) => void problems.push(reason),
  });
  ends.push(replica.stop);
  const server = createServer({
    deps: service,
    replica,
    authenticate: async ({ 'x-user': username }) => ({
      ...DEVELOPER,
      username: String(username ?? 'reader'),
    }),
    isIntrospectable: true,
    limits: LIMITS,
    load: LOAD,
    log: { error: () => undefined },
  });
  const listening = await server.listen({ host: '127.0.0.1', port: 0 });
  ends.push(listening.stop);
  graphqlUrl = listening.graphqlUrl;
}, 60_000);
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function ask(query: string, user = 'reader'): Promise<Json> {
  const headers = { 'content-type': 'application/json', 'x-user': user };
  const response = await fetch(graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

/** Has the standby wait with what it is sent, as a slow one would. */
const lag = () => standby.query('SELECT pg_wal_replay_pause()');
const catchUp = async () => {
  await standby.query('SELECT pg_wal_replay_resume()');
  const [{ lsn }] = await service.database.query('SELECT pg_current_wal_insert_lsn()::text AS lsn');
  await until(async () => {
    const [row] = await standby.query('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS "isThere"', [lsn]);
    return row.isThere;
  });
};
afterEach(catchUp);

const titles = async (user?: string): Promise<string[]> =>
  (await ask('{ courses(first: 1000) { nodes { title } } }', user)).data.courses.nodes.map(
    (node: Json) => node.title,
  );

test('a list is the replica’s for others, and the primary’s for who has just written', async () => {
  const { key, version } = await aVerifiedCourse(service, 'UNPUBLISHED');
  await catchUp();
  await lag();

  await changeCourse(
    service,
    { ...DEVELOPER, username: 'writer' },
    { key, expectedVersion: version, title: 'New', reason: 'A test.' },
  );

  expect(await titles()).not.toContain('New');
  expect(await titles('writer')).toContain('New');
  expect((await ask(`{ course(key: "${key}") { title } }`)).data.course.title).toBe('New');
  await catchUp();
  expect(await titles()).toContain('New');
});

test('a mutation and what it answers are the primary’s', async () => {
  const { key, version } = await aVerifiedCourse(service, 'UNPUBLISHED');
  await catchUp();
  await lag();

  const { data } = await ask(
    `mutation { changeCourse(input: { key: "${key}", expectedVersion: ${version}, title: "Mine", reason: "A test." }) { course { title } } }`,
  );

  expect(data.changeCourse.course.title).toBe('Mine');
});

test('the feed skips nothing that commits late, whatever the replica has seen by then', async () => {
  const insert = `INSERT INTO history (kind, subject, actor) VALUES ('IMPORTED', $1, 'a test')`;
  const feed = async () => (await ask('{ changes(first: 1000) { nodes { subject } } }')).data.changes.nodes;
  const slow = service.database.createQueryRunner();
  await slow.startTransaction();
  await slow.query(insert, ['late']);
  await service.database.query(insert, ['early']);
  await settleHistory(service.database);
  await catchUp();

  const seen = await standby.query(`SELECT subject FROM history WHERE subject IN ('early', 'late')`);
  const before: Json[] = await feed();
  await slow.commitTransaction();
  await slow.release();
  await settleHistory(service.database);
  await catchUp();
  const after: Json[] = await feed();

  expect(seen).toEqual([{ subject: 'early' }]);
  expect(before.map(({ subject }) => subject)).not.toContain('early');
  expect(after.map(({ subject }) => subject).slice(-2)).toEqual(['late', 'early']);
});

test('a replica that is gone leaves the lists to the primary', async () => {
  const away = createReplica({
    at: { url: 'postgres://nobody@127.0.0.1:1/nowhere' },
    primary: service.database,
    onProblem: (reason) => void problems.push(reason),
  });

  expect([await away.readFor('reader'), await away.readFor('reader')]).toEqual([null, null]);
  await away.stop();
  expect(problems).toEqual([expect.stringContaining('ECONNREFUSED')]);
});
