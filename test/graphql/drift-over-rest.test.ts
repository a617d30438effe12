// Drift in Open edX's own services: the query and reconcile find edits by hand, and the relay repairs them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { client } from '../../sandbox/rest/stand-in';
import type { Skus } from '../../src/model/provisioning';
import { createRelay, type Relay } from '../../src/provisioning/relay';
import { findSkus } from '../../src/store/courses/products';
import { ROOT } from '../project/project-files';
import { QUICK, silent } from '../provisioning/outbox-world';
import { until } from '../support/until';
import { startRestWorld, type RestWorld } from '../provisioning/protocols';
import { createTestApp, type Json, type TestApp } from '../support/app';
import { aVerifiedCourse } from '../support/changes';
import { programOf } from '../support/compiled';
import { bothSystems, type BothSystems } from '../support/systems';

// reconcile is a process of its own, and a busy machine takes seconds to start one.
jest.setTimeout(90_000);

let world: RestWorld;
let systems: BothSystems;
let app: TestApp;
let relay: Relay;
beforeAll(async () => {
  world = await startRestWorld();
  systems = bothSystems(
    'rest',
    { ECOMMERCE: world.ecommerce.url, LMS: world.lms.url },
    { deadlineMs: 5_000, skusOf: (courseRunKey) => findSkus(app.replica.database, courseRunKey) },
  );
  app = await createTestApp({ deps: { readers: systems } });
  const options = { database: app.replica.database, targets: systems, settings: QUICK };
  relay = createRelay({ ...options, random: Math.random, replica: 'test', log: silent });
  relay.start();
});
afterAll(async () => {
  await relay.stop();
  await app.stop();
  await systems.close();
  await world.stop();
});

/** Like LMS MISSING mode:audit; nothing if both are in sync. */
async function driftOf(run: string): Promise<string[]> {
  const query = `query ($run: ID!) { drift(courseRunKey: $run) { target error differences { kind item field } } }`;
  const { drift }: Json = await app.data(query, { run });
  return drift.flatMap(({ target, error, differences }: Json) => [
    ...(error === null ? [] : [`${target} ${error}`]),
    ...differences.map(({ kind, item, field }: Json) =>
      [target, kind, item, field].filter(Boolean).join(' '),
    ),
  ]);
}
const delivered = () =>
  until(async () => {
    const open = `SELECT FROM provisioning WHERE state <> 'DELIVERED' LIMIT 1`;
    return (await app.replica.database.query<object[]>(open)).length === 0;
  });

async function reconcile(...args: string[]) {
  const env = {
    ...process.env,
    DATABASE_URL: app.databaseUrl,
    ECOMMERCE_PROTOCOL: 'rest',
    ECOMMERCE_URL: world.ecommerce.url,
    LMS_PROTOCOL: 'rest',
    LMS_URL: world.lms.url,
    DOWNSTREAM_OAUTH_URL: `${world.lms.url}/oauth2/access_token`,
    DOWNSTREAM_OAUTH_CLIENT_ID: client.clientId,
    DOWNSTREAM_OAUTH_CLIENT_SECRET: client.clientSecret,
  };
  const command = [...programOf('src/cli/main.ts'), 'reconcile', ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code, stdout };
}

/** What a person might do in the admin pages of both systems. */
function editByHand(run: string, { seats, entitlements }: Skus): void {
  const { ecommerce, lms } = world.rest;
  const edit = (sku: string | undefined, fields: object) =>
    Object.assign(ecommerce.products().find((one) => one.sku === sku) ?? {}, fields);
  edit(seats['verified']?.sku, { price: '1.00' });
  edit(entitlements['verified'], { expires: '2026-01-01T00:00:00Z' });
  const modes = lms.modesOf(run);
  const verified = modes.get('verified');
  if (!verified) throw new Error('There is no verified mode.');
  Object.assign(verified, { min_price: 1 });
  modes.delete('audit');
  modes.set('honor', { ...verified, mode_slug: 'honor' });
}

test('both find a change by hand, and requesting again repairs it', async () => {
  const { key, run } = await aVerifiedCourse(app.replica);
  await delivered();
  expect(await driftOf(run)).toEqual([]);
  const skus = await findSkus(app.replica.database, run);

  editByHand(run, skus);
  const found = await driftOf(run);
  const repairing = await reconcile('--course', key, '--repair', '--reason', 'mend');
  await delivered();
  const after = await reconcile('--course', key);

  expect(found).toEqual([
    'ECOMMERCE DIFFERENT seat:verified price',
    'ECOMMERCE DIFFERENT entitlement:verified isActive',
    'LMS DIFFERENT mode:verified minPrice',
    'LMS MISSING mode:audit',
    'LMS UNEXPECTED mode:honor',
  ]);
  expect(repairing.code).toBe(1);
  for (const words of found) expect(repairing.stdout).toContain(`${run} ${words}`);
  expect(repairing.stdout).toContain(`${run} queued again: `);
  expect(await driftOf(run)).toEqual([]);
  expect(after).toEqual({
    code: 0,
    stdout: '1 run: 0 different, 0 could not be checked, 0 queued again.\n',
  });
  expect(await findSkus(app.replica.database, run)).toEqual(skus);
});

test('a system that denies access could not be asked, in its own words', async () => {
  const { run } = await aVerifiedCourse(app.replica);
  await delivered();
  world.lms.faults.set({ kind: 'status', status: 403, where: ({ query }) => query.startsWith('GET') });

  expect(await driftOf(run)).toEqual([expect.stringMatching(/^LMS HTTP 403/)]);
  world.lms.faults.clear();
});
