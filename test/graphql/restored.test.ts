// Readers of the feed after the database was restored from an older backup: they are told, and skip nothing silently.
import { createServer } from '../../src/graphql/server';
import { DEVELOPER } from '../../src/identity/permissions';
import { cursorOf, CHANGES } from '../../src/model/keys';
import { LIMITS, LOAD } from '../support/app';
import type { Json } from '../support/app';
import { aVerifiedCourse, startReplica } from '../support/changes';
import { asAdmin, createTestDatabase, testServer, urlOf } from '../support/database';

const FEED = 'query ($after: String) { changes(after: $after) { nodes { id } pageInfo { endCursor } } }';
const OF_COURSE = `query ($after: String) { course(key: "TestX+C1") { changes(after: $after) { nodes { id } } } }`;

/** What the service on that database answers for each of these cursors, in the feed and for a course. */
async function serving<T>(
  url: string,
  work: (ask: (query: string, after?: string) => Promise<Json>) => Promise<T>,
) {
  const deps = await startReplica(url);
  const authenticate = async () => DEVELOPER;
  const served = { isIntrospectable: true, limits: LIMITS, load: LOAD, log: { error: () => undefined } };
  const server = createServer({ deps, authenticate, ...served });
  const { graphqlUrl, stop } = await server.listen({ host: '127.0.0.1', port: 0 });
  const headers = { 'content-type': 'application/json' };
  const ask = async (query: string, after?: string): Promise<Json> => {
    const body = JSON.stringify({ query, variables: { after } });
    return (await fetch(graphqlUrl, { method: 'POST', headers, body })).json();
  };
  try {
    return { deps, told: await work(ask) };
  } finally {
    await stop();
    await deps.stop();
  }
}

const change = async (url: string): Promise<void> => {
  const replica = await startReplica(url);
  await aVerifiedCourse(replica, 'UNPUBLISHED');
  await replica.stop();
};
const lastCursor = async (url: string): Promise<string> =>
  (await serving(url, (ask) => ask(FEED))).told.data.changes.pageInfo.endCursor;

const idIn = (cursor = ''): string => Buffer.from(cursor, 'base64url').toString().split(' ')[1] ?? '';

const database = createTestDatabase();
const restored = `${testServer().template}_restored`;
let restoredUrl: string;
let [kept, lost]: string[] = [];
beforeAll(async () => {
  const { url } = await database;
  const { adminUrl } = testServer();
  await change(url);
  kept = await lastCursor(url);
  await asAdmin(adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${restored} TEMPLATE ${new URL(url).pathname.slice(1)}`),
  );
  restoredUrl = urlOf(adminUrl, restored);
  await change(url);
  lost = await lastCursor(url);
});
afterAll(async () => {
  await asAdmin(testServer().adminUrl, (admin) =>
    admin.query(`DROP DATABASE IF EXISTS ${restored} WITH (FORCE)`),
  );
  await (await database).drop();
});

const refused = [
  {
    extensions: { code: 'STALE_CURSOR', field: 'after' },
    message: expect.stringContaining('by a new export'),
  },
];

test('a cursor of a lost change is refused, in the feed and of a course', async () => {
  const { told } = await serving(restoredUrl, (ask) => Promise.all([ask(FEED, lost), ask(OF_COURSE, lost)]));

  expect(told.map(({ errors }) => errors)).toMatchObject([refused, refused]);
});

test('it is still refused when another change has its id, which would otherwise be skipped', async () => {
  await change(restoredUrl);
  const now = await lastCursor(restoredUrl);
  const { told } = await serving(restoredUrl, (ask) => ask(FEED, lost));

  expect(idIn(now)).toBe(idIn(lost));
  expect(told.errors).toMatchObject(refused);
});

test('a cursor of a change in the backup continues', async () => {
  const { told } = await serving(restoredUrl, (ask) => ask(FEED, kept));

  expect(told.errors).toBeUndefined();
  expect(told.data.changes.nodes.length).toBeGreaterThan(0);
});

test('a cursor from before cursors had a hash is accepted as long as its change exists', async () => {
  const { told } = await serving(restoredUrl, (ask) =>
    Promise.all([ask(FEED, cursorOf(idIn(kept), CHANGES)), ask(FEED, cursorOf('999999', CHANGES))]),
  );

  expect(told[0].errors).toBeUndefined();
  expect(told[1].errors).toMatchObject(refused);
});
