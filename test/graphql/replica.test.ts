// Lists and the feed from a real standby, which may lag: complete, and never without what the viewer has just written.
import { randomUUID } from 'node:crypto';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/settings/config';
import { createServer } from '../../src/graphql/server';
import { DEVELOPER } from '../../src/identity/permissions';
import { createReplica, settleHistory } from '../../src/store/connections/replica';
import type { Replica } from '../../src/store/connections/replica';
import { aVerifiedCourse, changeCourse } from '../support/changes';
import { until } from '../support/until';
import { LIMITS, LOAD } from '../support/app';
import type { Json } from '../support/app';
import { usePair } from '../support/standby';

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});
const pair = usePair();
let replica: Replica;
let graphqlUrl: string;
const problems: string[] = [];
const onProblem = (reason: string) => void problems.push(reason);
beforeAll(async () => {
  replica = createReplica({ at: { url: pair.urls.standby }, primary: pair.service.database, onProblem });
  ends.push(replica.stop);
  const server = createServer({
    deps: pair.service,
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
});
afterEach(() => pair.catchUp());

async function ask(query: string, user = 'reader'): Promise<Json> {
  const headers = { 'content-type': 'application/json', 'x-user': user };
  const response = await fetch(graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

const titles = async (user?: string): Promise<string[]> =>
  (await ask('{ courses(first: 1000) { nodes { title } } }', user)).data.courses.nodes.map(
    (node: Json) => node.title,
  );

test('a list comes from the replica for others, and from the primary for the viewer who has just written', async () => {
  const { key, version } = await aVerifiedCourse(pair.service, 'UNPUBLISHED');
  await pair.catchUp();
  await pair.lag();

  await changeCourse(
    pair.service,
    { ...DEVELOPER, username: 'writer' },
    { key, expectedVersion: version, title: 'New', reason: 'A test.' },
  );

  expect(await titles()).not.toContain('New');
  expect(await titles('writer')).toContain('New');
  expect((await ask(`{ course(key: "${key}") { title } }`)).data.course.title).toBe('New');
  await pair.catchUp();
  expect(await titles()).toContain('New');
});

test('the whole service reads lists from DATABASE_READ_URL', async () => {
  const systems = { ECOMMERCE_URL: 'http://127.0.0.1:9/', LMS_URL: 'http://127.0.0.1:9/', RELAY: 'false' };
  const databases = { DATABASE_URL: pair.urls.primary, DATABASE_READ_URL: pair.urls.standby };
  const config = readConfig({ ...systems, ...databases, PORT: '0', OPS_PORT: '0', LOG_LEVEL: 'silent' });
  const given = { clock: () => new Date(), newId: randomUUID, random: Math.random };
  const app = await createApp({ config, ...given });
  ends.push(app.stop);
  const { key, version } = await aVerifiedCourse(pair.service, 'UNPUBLISHED');
  await pair.catchUp();
  await pair.lag();
  const writer = { ...DEVELOPER, username: 'another writer' };
  const command = { key, expectedVersion: version, title: 'Newer', reason: 'A test.' };
  await changeCourse(pair.service, writer, command);

  const query = `{ courses(first: 1, filter: { search: "${key}" }) { nodes { title } } }`;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query });
  const response = await fetch(app.graphqlUrl ?? '', { method: 'POST', headers, body });

  expect(await response.json()).toEqual({ data: { courses: { nodes: [{ title: 'Computing' }] } } });
});

test('a mutation and its answer come from the primary', async () => {
  const { key, version } = await aVerifiedCourse(pair.service, 'UNPUBLISHED');
  await pair.catchUp();
  await pair.lag();

  const { data } = await ask(
    `mutation { changeCourse(input: { key: "${key}", expectedVersion: ${version}, title: "Mine", reason: "A test." }) { course { title } } }`,
  );

  expect(data.changeCourse.course.title).toBe('Mine');
});

test('the feed skips no late commit, whatever the replica has seen by then', async () => {
  const insert = `INSERT INTO history (kind, subject, actor) VALUES ('IMPORTED', $1, 'a test')`;
  const feed = async () => (await ask('{ changes(first: 1000) { nodes { subject } } }')).data.changes.nodes;
  const slow = pair.service.database.createQueryRunner();
  await slow.startTransaction();
  await slow.query(insert, ['late']);
  await pair.service.database.query(insert, ['early']);
  await settleHistory(pair.service.database);
  await pair.catchUp();

  const seen = await pair.standby.query(`SELECT subject FROM history WHERE subject IN ('early', 'late')`);
  const before: Json[] = await feed();
  await slow.commitTransaction();
  await slow.release();
  await settleHistory(pair.service.database);
  await pair.catchUp();
  const after: Json[] = await feed();

  expect(seen).toEqual([{ subject: 'early' }]);
  expect(before.map(({ subject }) => subject)).not.toContain('early');
  expect(after.map(({ subject }) => subject).slice(-2)).toEqual(['late', 'early']);
});

test('everything below the nodes of lists is read there', async () => {
  const { key } = await aVerifiedCourse(pair.service);
  await pair.catchUp();
  const statements = jest.spyOn(pair.service.database, 'query');

  const { data, errors } = await ask(`{
    courses(first: 1, filter: { search: "${key}" }) { totalCount nodes { key typeOptions { isAllowed plan { seats { action } } }
      changes(first: 5) { nodes { kind } }
      courseRuns { isMismatched seats { sku } typeOptions { isAllowed } provisioning { state } } } }
    courseRuns(first: 1) { totalCount nodes { course { key } } }
    provisionings(first: 1) { totalCount nodes { courseRun { key } } }
    members(first: 1) { totalCount nodes { username } }
    changes(first: 1) { nodes { kind } }
  }`);
  const read = statements.mock.calls.map(([sql]) => sql);
  statements.mockRestore();

  expect(errors).toBeUndefined();
  expect(data.courses.nodes.map((node: Json) => node.key)).toContain(key);
  expect(read.filter((sql) => !/actor = \$1|settled_history|catalogue_version/.test(sql))).toEqual([]);
});

test('a statement that the replica does not finish goes to the primary', async () => {
  const [at, primary] = [{ url: pair.urls.standby }, pair.service.database];
  const away = createReplica({ at, primary, onProblem });
  const lost = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(61)%' AND pid <> pg_backend_pid()`;
  const database = await away.readFor('reader');
  const answer = database?.query(
    `SELECT CASE WHEN pg_is_in_recovery() THEN pg_sleep(61)::text ELSE 'the primary' END AS "by"`,
  );
  await until(async () => (await pair.standby.query(lost)).length > 0);

  expect(await answer).toEqual([{ by: 'the primary' }]);
  expect(await away.readFor('reader')).toBeNull();
  await expect(database?.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
  await away.stop();
  expect(problems.splice(0)).toEqual([expect.stringContaining('terminating connection')]);
});

test('without its replica, lists come from the primary', async () => {
  const at = { url: 'postgres://nobody@127.0.0.1:1/nowhere' };
  const away = createReplica({ at, primary: pair.service.database, onProblem });

  expect([await away.readFor('reader'), await away.readFor('reader')]).toEqual([null, null]);
  await away.stop();
  expect(problems).toEqual([expect.stringContaining('ECONNREFUSED')]);
});
