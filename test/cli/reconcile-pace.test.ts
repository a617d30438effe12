// reconcile against services that count requests, as a person runs it. One of their minutes passes in a second.
import { createRelay } from '../../src/provisioning/relay';
import { findSkus } from '../../src/store/courses/products';
import { connect, QUICK, silent } from '../provisioning/outbox-world';
import { until } from '../support/until';
import { startRestWorld, type RestWorld } from '../provisioning/protocols';
import { client } from '../../sandbox/rest/stand-in';
import { declareSystems } from '../../src/store/systems';
import type { Database } from '../../src/store/database';
import { createTestApp, type TestApp } from '../support/app';
import { aVerifiedCourse } from '../support/changes';
import { runCli } from '../support/cli';
import { bothSystems } from '../support/systems';

jest.setTimeout(90_000);

const RUNS = 24;
const MINUTES_PER_SECOND = 60;
let world: RestWorld;
let app: TestApp;
let database: Database;
beforeAll(async () => {
  [world, app] = await Promise.all([startRestWorld(), createTestApp()]);
  database = await connect(app.databaseUrl);
  await declareSystems(database, { ECOMMERCE: 'rest', LMS: 'rest' });
  for (let number = 0; number < RUNS; number += 1) await aVerifiedCourse(app.replica);
  const urls = { ECOMMERCE: world.ecommerce.url, LMS: world.lms.url };
  const targets = bothSystems('rest', urls, { skusOf: (key) => findSkus(database, key) });
  const options = { database, targets, settings: QUICK, random: Math.random };
  const relay = createRelay({ ...options, replica: 'test', log: silent });
  relay.start();
  const open = `SELECT FROM provisioning WHERE state IN ('PENDING', 'RETRYING') LIMIT 1`;
  await until(async () => (await database.query<object[]>(open)).length === 0);
  await relay.stop();
  await targets.close();
});
afterAll(async () => {
  await database.destroy();
  await app.stop();
  await world.stop();
});

/** Resets both throttles, and returns the result of the command. */
async function reconciled(perMinute: { ecommerce: number; lms: number }, env: Record<string, string> = {}) {
  for (const name of ['ecommerce', 'lms'] as const) {
    Object.assign(world.rest[name].throttle, { perMinute: perMinute[name], windowMs: 1_000, refused: 0 });
  }
  return runCli(['reconcile', '--all', '--rate', '1000'], {
    DATABASE_URL: app.databaseUrl,
    ECOMMERCE_URL: world.ecommerce.url,
    LMS_URL: world.lms.url,
    ECOMMERCE_PROTOCOL: 'rest',
    LMS_PROTOCOL: 'rest',
    DOWNSTREAM_OAUTH_URL: `${world.lms.url}/oauth2/access_token`,
    DOWNSTREAM_OAUTH_CLIENT_ID: client.clientId,
    DOWNSTREAM_OAUTH_CLIENT_SECRET: client.clientSecret,
    ...env,
  });
}
const PASSED = `${RUNS} runs: 0 different, 0 could not be checked, 0 queued again.\n`;

test('at its own pace it checks every run, and a limit of 75 per minute refuses nothing', async () => {
  const budgets = {
    ECOMMERCE_REQUESTS_PER_MINUTE: String(60 * MINUTES_PER_SECOND),
    LMS_REQUESTS_PER_MINUTE: String(100 * MINUTES_PER_SECOND),
  };

  const { code, out, err } = await reconciled({ ecommerce: 75, lms: 120 }, budgets);

  expect({ code, out, err }).toEqual({ code: 0, out: PASSED, err: '' });
  expect(world.rest.ecommerce.throttle.refused + world.rest.lms.throttle.refused).toBe(0);
});

test('if it was too fast all the same, it waits as told, and asks again', async () => {
  const much = { ECOMMERCE_REQUESTS_PER_MINUTE: '60000', LMS_REQUESTS_PER_MINUTE: '60000' };

  const { code, out } = await reconciled({ ecommerce: 15, lms: 120 }, much);

  expect({ code, out }).toEqual({ code: 0, out: PASSED });
  const [{ pausedUntil } = { pausedUntil: null }] = await database.query<{ pausedUntil: Date | null }[]>(
    `SELECT paused_until AS "pausedUntil" FROM system WHERE target = 'ECOMMERCE'`,
  );
  expect(pausedUntil).toBeInstanceOf(Date);
});
