// import lms as a person runs it: who is paid, what is printed at the end, exit codes.
import { connect } from '../provisioning/outbox-world';
import { runCli } from '../support/cli';
import type { Env } from '../support/cli';
import { useTestDatabase } from '../support/database';
import { startLmsWorld } from '../support/lms-runs';
import type { LmsWorld } from '../support/lms-runs';

// Each run is a process of its own, and the LMS is asked no faster than it allows.
jest.setTimeout(120_000);

const database = useTestDatabase();
let world: LmsWorld;
beforeAll(async () => {
  world = await startLmsWorld();
});
afterEach(() => world.lms.reset());
afterAll(() => world.stop());

const ran = (args: readonly string[] = [], env: Env = world.env) =>
  runCli(['import', 'lms', world.lms.url, ...args], { DATABASE_URL: database.url, SANDBOX: 'true', ...env });
const asked = async <T>(sql: string): Promise<T[]> => {
  const data = await connect(database.url);
  return data.query<T[]>(sql).finally(() => data.destroy());
};

test('honor at 49 is held back until it is set who is paid; then nothing is provisioned, as the LMS already has it', async () => {
  world.give('course-v1:HonorX+A+1', { name: 'Paid' }, { honor: { min_price: 49 } });
  world.give('course-v1:HonorX+B+1', { name: 'Free' }, { honor: {} });

  const first = await ran();
  const dry = await ran(['--dry-run', '--paid-to', 'platform:honor']);
  const second = await ran(['--paid-to', 'platform:honor', '--actor', 'pat']);

  expect([first.code, dry.code, second.code]).toEqual([0, 0, 0]);
  expect(first.out).toMatch(/^created +2 +2$/m);
  expect(first.out).toMatch(/^held back +0 +1$/m);
  expect(first.out).toContain(
    'Held back, because honor has a price there but nobody is paid for it: 1 run. Say who is paid: --paid-to platform:honor or partner:honor.\n',
  );
  expect(first.err).toContain(
    'Runs in the LMS: 2, of 2 courses. New runs: 2; reading their modes takes about 1 min.\n',
  );
  for (const { out } of [dry, second]) expect(out).toMatch(/^held back +0 +0$/m);
  const tracks = await asked<{ platform: boolean }>(
    `SELECT paid_to_platform AS platform FROM track_type WHERE slug = 'honor'`,
  );
  expect(tracks).toEqual([{ platform: true }]);
  const entries = await asked<object>(`SELECT actor, subject FROM history WHERE kind = 'CATALOGUE_CHANGED'`);
  expect(entries).toEqual([{ actor: 'pat', subject: 'trackType:honor' }]);
  expect(await asked(`SELECT id FROM provisioning`)).toEqual([]);
});

test('exits with 1 for runs left alone, which are named', async () => {
  world.give('course-v1:LeftX+A+1', { name: 'A' }, { audit: {} });
  world.give('course-v1:LeftX+A+2', { name: 'A' }, { verified: { min_price: 5, currency: 'eur' } });

  const { code, out } = await ran();

  expect(code).toBe(1);
  expect(out).toContain(
    'left alone course-v1:LeftX+A+2: its mode verified is in EUR; prices are in USD here (CURRENCY).\n',
  );
  expect(out).toMatch(/^read +1 +2$/m);
  expect(out).toMatch(/^left alone +0 +1$/m);
});

test('exits with 2 and a sentence if it cannot run', async () => {
  const results = await Promise.all([
    ran([], {}),
    ran(['--paid-to', 'platform:nothing']),
    ran(['--paid-to', 'learners:honor']),
    ran([], { ...world.env, DOWNSTREAM_OAUTH_CLIENT_SECRET: 'wrong' }),
    runCli(['import', 'lms', 'lms.example.com'], { DATABASE_URL: database.url, SANDBOX: 'true' }),
  ]);

  expect(results.map(({ code }) => code)).toEqual(Array(5).fill(2));
  const words = [
    'Set DOWNSTREAM_OAUTH_URL',
    'there is no track type nothing',
    'Use platform or partner with track types',
    'The login failed. HTTP 401',
    'lms.example.com is not the address of an LMS',
  ];
  for (const [index, said] of words.entries()) expect(results[index]?.err).toContain(said);
});
