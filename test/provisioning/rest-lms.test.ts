// The LMS's own services: exactly what is sent to them, one by one.
import { aMode, auditMode, runKey } from '../support/stand-ins';
import { lmsMessage, offer, startRestWorld, type RestWorld } from './protocols';

let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
});
afterEach(() => world.reset());
afterAll(() => world.stop());

const PATH = `/api/course_modes/v1/courses/${runKey}/`;
const masters = aMode({ slug: 'masters', displayName: "Master's", minPrice: 0 });
const writes = () =>
  world.rest.lms.requests
    .filter(({ query }) => !query.startsWith('GET') && !query.includes('oauth2'))
    .map(({ query, input }) => [query, input]);

test('a mode is added with the fields that it has: null is refused', async () => {
  await offer(world, { modes: [masters] });

  expect(writes()).toEqual([
    [
      `POST ${PATH}`,
      {
        course_id: runKey,
        mode_slug: 'masters',
        mode_display_name: "Master's",
        min_price: 0,
        currency: 'usd',
      },
    ],
  ]);
});

test('a mode is changed where it differs, as a merge patch', async () => {
  await offer(world, { modes: [aMode({ sku: 'ABC1234' }), auditMode] });
  world.rest.lms.requests.length = 0;
  const changed = aMode({ sku: 'ABC1234', minPrice: 149, expirationDatetime: '2026-12-01T23:59:59.999Z' });
  await offer(world, { revision: 2, modes: [changed, auditMode] });

  expect(writes()).toEqual([
    [`PATCH ${PATH}verified`, { min_price: 149, expiration_datetime: '2026-12-01T23:59:59.999Z' }],
  ]);
  const patch = world.rest.lms.requests.find(({ query }) => query.startsWith('PATCH'));
  expect(patch?.headers['content-type']).toBe('application/merge-patch+json');
});

test('nothing is sent if nothing differs, whatever the precision of a time and the case of a currency', async () => {
  const verified = aMode({ expirationDatetime: '2026-12-01T23:59:59.999Z' });
  await offer(world, { modes: [verified] });
  const stored = world.rest.lms.modesOf(runKey).get('verified');
  Object.assign(stored ?? {}, { expiration_datetime: '2026-12-02T00:59:59.999000+01:00', currency: 'USD' });
  world.rest.lms.requests.length = 0;

  expect((await offer(world, { revision: 2, modes: [verified] })).kind).toBe('delivered');
  expect(writes()).toEqual([]);
});

test('modes are added before others are removed', async () => {
  await offer(world, { modes: [auditMode, masters] });
  world.rest.lms.requests.length = 0;
  await offer(world, { revision: 2, modes: [aMode()] });

  expect(writes().map(([query]) => query)).toEqual([
    `POST ${PATH}`,
    `DELETE ${PATH}audit`,
    `DELETE ${PATH}masters`,
  ]);
});

test('learners are counted page by page on older releases, before a mode is removed, and not otherwise', async () => {
  world.rest.lms.offers.instructorApi = false;
  const counts = () => world.rest.lms.requests.filter(({ query }) => query.includes('enrollments'));
  await offer(world, { modes: [aMode(), auditMode] });
  world.enroll('verified', 250);
  const before = counts().length;
  await offer(world, { revision: 2, modes: [aMode()] });

  expect([before, counts().length]).toEqual([0, 3]);
});

test('learners who left are not enrolled', async () => {
  await offer(world, { modes: [aMode(), auditMode] });
  world.rest.lms.learnersOf(runKey).push({ mode: 'audit', is_active: false });

  expect((await offer(world, { revision: 2, modes: [aMode()] })).kind).toBe('delivered');
});

test('a mode that vanishes while it is changed is retried, and added', async () => {
  await offer(world, { modes: [aMode()] });
  const gone = { kind: 'status', status: 404, times: 1 } as const;
  const changed = { revision: 2, modes: [aMode({ minPrice: 149 })] };
  world.lms.faults.set({ ...gone, where: ({ query }) => query.startsWith('PATCH') });
  const page = await offer(world, changed);
  const clears = ({ query }: { query: string }) => {
    if (query.startsWith('PATCH')) world.rest.lms.modesOf(runKey).clear();
    return false;
  };
  world.lms.faults.set({ kind: 'hang', where: clears });
  const outcomes = [await offer(world, changed), await offer(world, changed)];

  expect(page).toMatchObject({ kind: 'refused', error: 'HTTP 404: Told to answer 404.' });
  expect(outcomes).toMatchObject([
    { kind: 'retry', error: 'The verified mode was removed while it was changed.' },
    { kind: 'delivered' },
  ]);
});

describe('a mode that must lose a value, which a patch cannot express', () => {
  const dated = aMode({ sku: 'ABC1234', expirationDatetime: '2026-12-01T00:00:00.000Z' });
  const MOBILE = { android_sku: 'mobile.android.1', ios_sku: 'mobile.ios.1', description: 'Pays for itself' };
  const verified = () => world.rest.lms.modesOf(runKey).get('verified');
  beforeEach(async () => {
    await offer(world, { modes: [dated, auditMode] });
    Object.assign(verified() ?? {}, MOBILE);
    world.enroll('verified', 12);
    world.rest.lms.requests.length = 0;
  });

  test('is sent together with all others, and keeps its mobile SKUs, description and name', async () => {
    expect((await offer(world, { revision: 2, modes: [aMode(), auditMode] })).kind).toBe('delivered');

    expect(writes().map(([query]) => query)).toEqual([
      `PUT /api/commerce/v1/courses/${runKey}/`,
      `PATCH ${PATH}verified`,
    ]);
    expect(verified()).toMatchObject({
      ...MOBILE,
      sku: null,
      expiration_datetime: null,
      mode_display_name: 'Verified',
    });
    expect(world.rest.lms.modesOf(runKey).get('audit')).toMatchObject({ mode_display_name: 'Audit' });
  });

  test('is deleted and recreated only without permission for that, which is logged', async () => {
    const warnings: unknown[] = [];
    const log = { warn: (...said: unknown[]) => void warnings.push(said) };
    world.rest.lms.offers.commerceApi = false;
    const outcome = await world.speakingTo({}, { log }).LMS.deliver(lmsMessage({ revision: 2 }));

    expect(outcome.kind).toBe('delivered');
    expect(
      writes()
        .map(([query]) => query)
        .slice(0, 2),
    ).toEqual([`DELETE ${PATH}verified`, `POST ${PATH}`]);
    expect(warnings).toEqual([
      [{ courseRunKey: runKey, mode: 'verified' }, expect.stringContaining('deleted and created again')],
    ]);
  });
});

test("the LMS's data is read by its meaning: currencies in upper case, times in UTC", async () => {
  await offer(world, { modes: [aMode({ expirationDatetime: '2026-12-02T00:59:59.999+01:00' })] });

  expect(await world.systems.LMS.read(runKey)).toMatchObject({
    actual: { modes: [{ currency: 'USD', expirationDatetime: '2026-12-01T23:59:59.999Z' }] },
  });
});
