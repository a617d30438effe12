// Checks that the checker of the fault drills counts what it should: with evidence made by hand, and in a real drill
// whose downstream systems forget idempotency keys while a lane's work is skipped.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { check, type Evidence, type Verdict } from '../../lab/chaos/checker';
import { checkBooks, type Books } from '../../lab/chaos/rest-checker';
import { faultsIn } from '../../lab/chaos/shop-checker';
import { create } from '../../sandbox/shop/products';
import type { ShopProduct } from '../../sandbox/shop/products';
import { ROOT } from '../project/project-files';

const row = (seq: number, state = 'DELIVERED') => ({
  key: `key ${seq}`,
  target: 'LMS',
  run: 'R1',
  lane: '1',
  seq,
  state,
  wasSent: true,
});
const effect = (seq: number, price = seq) => ({
  key: `key ${seq}`,
  target: 'LMS',
  run: 'R1',
  input: { modes: [{ slug: 'verified', price, sku: 'A1' }] },
});

const told = (version: number | null, reason: string) => ({
  course: 'C1',
  version,
  reason,
  by: 'writer 1',
  at: '2027-03-01T12:00:00.000Z',
});

/** Two revisions of one run, delivered in order, and the two changes that requested them. */
function sound(deviations: Partial<Evidence> = {}): Evidence {
  return {
    provisionings: [row(1), row(2)],
    effects: [effect(1), effect(2)],
    wanted: [{ target: 'LMS', run: 'R1', state: { modes: [{ slug: 'verified', price: 2, expires: null }] } }],
    acknowledged: [told(1, 'one'), told(2, 'two')],
    courses: [{ key: 'C1', version: 2, entries: 2 }],
    deliveredEntries: new Map([
      ['key 1', 1],
      ['key 2', 1],
    ]),
    entriesByReason: new Map([
      ['one', 1],
      ['two', 1],
    ]),
    ...deviations,
  };
}

type Counts = Partial<Record<keyof Verdict, number>>;
/** The number of findings of each kind, without zeros. */
const countsOf = (verdict: Verdict): Counts =>
  Object.fromEntries(
    Object.entries(verdict)
      .map(([name, findings]) => [name, findings.length])
      .filter(([, count]) => count !== 0),
  );
const counted = (deviations: Partial<Evidence>): Counts => countsOf(check(sound(deviations)));

test('nothing is counted if all is well', () => {
  expect(counted({})).toEqual({});
});

test.each<[string, Partial<Evidence>, Counts]>([
  ['a delivery that nobody saw', { effects: [effect(2)] }, { lost: 1 }],
  ['one still under way', { provisionings: [row(1), row(2), row(3, 'RETRYING')] }, { lost: 1 }],
  ['one that is blocked', { provisionings: [row(1), row(2), row(3, 'FAILED')] }, { lost: 1 }],
  ['an effect that nobody asked for', { effects: [effect(9), effect(1), effect(2)] }, { phantom: 1 }],
  [
    'one of what was never sent',
    {
      provisionings: [row(1), { ...row(9, 'SUPERSEDED'), wasSent: false }, row(2)],
      effects: [effect(1), effect(9), effect(2)],
    },
    { phantom: 1, outOfOrder: 1 },
  ],
  ['one effect twice', { effects: [effect(1), effect(1), effect(2)] }, { duplicate: 1 }],
  [
    'one change twice',
    {
      entriesByReason: new Map([
        ['one', 2],
        ['two', 1],
      ]),
    },
    { duplicate: 1 },
  ],
  [
    'an older revision after a newer one',
    { effects: [effect(2), effect(1)] },
    { outOfOrder: 1, wrongFinalState: 1 },
  ],
  ['another price than the course has', { effects: [effect(1), effect(2, 3)] }, { wrongFinalState: 1 }],
  [
    'a change that was acknowledged and is gone',
    { entriesByReason: new Map([['one', 1]]) },
    { acknowledgedButMissing: 1 },
  ],
  [
    'one version that two writers were told of',
    {
      acknowledged: [told(2, 'one'), told(2, 'two')],
    },
    { acknowledgedButMissing: 1 },
  ],
  [
    'a version without its entry',
    { courses: [{ key: 'C1', version: 3, entries: 2 }] },
    { changesWithoutHistory: 1 },
  ],
  [
    'a delivery without its entry',
    { deliveredEntries: new Map([['key 1', 1]]) },
    { changesWithoutHistory: 1 },
  ],
])('%s is counted', (_, deviations, expected) => {
  expect(counted(deviations)).toEqual(expected);
});

test('a replay, which does not know its version, is not compared with another', () => {
  expect(counted({ acknowledged: [told(null, 'one'), told(null, 'two')] })).toEqual({});
});

test('a finding says which change is missing, who was told about it and when, and of which other', () => {
  const acknowledged = [told(2, 'changeCourse 7'), told(2, 'two')];

  expect(check(sound({ acknowledged })).acknowledgedButMissing).toEqual([
    'changeCourse 7, version 2 of C1, acknowledged to writer 1 at 2027-03-01T12:00:00.000Z: not in history; the course has version 2 now',
    'two, version 2 of C1, acknowledged to writer 1 at 2027-03-01T12:00:00.000Z: so was that of changeCourse 7, version 2 of C1, acknowledged to writer 1 at 2027-03-01T12:00:00.000Z',
  ]);
});

describe('over rest, where the services have no keys', () => {
  const product = (sku: string, provider = 'asu') => ({
    sku,
    of: 'R1',
    productClass: 'Seat',
    attributes: { certificate_type: 'credit', credit_provider: provider },
  });
  const books = { products: [product('A'), product('B', 'mit')], touched: ['R1'] };
  const countedOf = (changed: Partial<Books>, differences: string[] = []): Counts =>
    countsOf(checkBooks(sound(), { ...books, ...changed }, differences));

  test('nothing is counted if all is well', () => {
    expect(countedOf({})).toEqual({});
  });

  test.each<[string, Counts, Counts]>([
    [
      'a product of a shop that enrolled nobody',
      countedOf({ shopFaults: { enrolsNobody: ['product 1 (A)'], twice: ['product 2 (A)'] } }),
      { enrolsNobody: 1, duplicate: 1 },
    ],
    ['a product beside its like', countedOf({ products: [product('A'), product('C')] }), { duplicate: 1 }],
    ['a run that nobody asked for', countedOf({ touched: ['R1', 'R2'] }), { phantom: 1 }],
    ['what differs in the end', countedOf({}, ['R1 has no modes']), { wrongFinalState: 1 }],
    [
      'what is still under way',
      countsOf(checkBooks(sound({ provisionings: [row(1, 'RETRYING')] }), books, [])),
      { lost: 1 },
    ],
  ])('%s is counted', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('in a shop', () => {
  const meta = (mode = 'verified') =>
    Object.entries({ is_openedx_course: 'yes', _course_id: 'course-v1:a+b+c', _mode: mode }).map(
      ([key, value], id) => ({ id, key, value }),
    );
  function made(...products: Partial<ShopProduct>[]) {
    const shelf = { products: new Map<number, ShopProduct>(), lookup: new Map<number, string>(), nextId: 1 };
    for (const { sku, status, downloadable, meta_data = meta() } of products) {
      const body = { regular_price: '49.00', status: 'publish', meta_data, downloadable };
      Object.assign(create(shelf, body, { now: new Date(0) }), { sku, ...(status && { status }) });
    }
    const { enrolsNobody, twice } = faultsIn([...shelf.products.values()]);
    return [enrolsNobody.length, twice.length];
  }

  test.each<[string, Partial<ShopProduct>[], number[]]>([
    ['one product for each seat', [{ sku: 'A' }, { sku: 'B', meta_data: meta('honor') }], [0, 0]],
    ['a second product for a seat', [{ sku: 'A' }, { sku: 'B', status: 'draft' }], [0, 1]],
    ['a second product in the trash', [{ sku: 'A' }, { sku: 'A', status: 'trash' }], [0, 0]],
    ['a second product with a SKU', [{ sku: 'A' }, { sku: 'A', meta_data: meta('honor') }], [0, 1]],
    ['one that is bought, and names no run', [{ sku: 'A', meta_data: [] }], [1, 0]],
    ['one that is bought, and is downloaded', [{ sku: 'A', downloadable: true }], [1, 0]],
    ['one that names no run, and is a draft', [{ sku: 'A', meta_data: [], status: 'draft' }], [0, 0]],
  ])('%s is judged', (_, products, expected) => {
    expect(made(...products)).toEqual(expected);
  });
});

let after = (): unknown => undefined;
afterAll(() => after());

test('a drill fails and says why, if systems forget keys and a lane is skipped', async () => {
  const args = ['--seconds', '1', '--seed', '1', '--only', 'F4', '--forgetful', '--skip'];
  const drill = spawn(process.execPath, ['--import', 'tsx', 'lab/chaos/main.ts', ...args], { cwd: ROOT });
  const ended = new Promise((resolve) => drill.once('exit', resolve));
  after = () => drill.kill();

  const [code, printed] = await Promise.all([ended, text(drill.stdout)]);

  expect(code).toBe(1);
  expect(printed).toMatch(/\| F4 +\| [1-9]/);
  expect(printed).toMatch(/\| duplicate +\| [1-9]/);
  expect(printed).toMatch(/\| lost +\| 1 \|/);
  expect(printed).toMatch(
    /^lost:\n- LMS of course-v1:\S+: [0-9a-f-]{36}, number \d+ of lane \d+, DELIVERED$/m,
  );
}, 90_000);
