// What an imported course is stored as: prices, deadlines, credit, SKUs, and what the rules and the report say.
import { decideImport } from '../../src/changes/import/decide-import';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import type { ImportedCourse, ImportedRun, ImportedSeat } from '../../src/changes/import/imported-course';
import type { CourseState } from '../../src/model/courses';
import { NOW, POLICY, runKey } from '../support/build';
import { CATALOGUE } from '../support/catalogue';
import { importedCourse, seatOf, selling } from '../support/imported';

const END = new Date('2026-12-31T00:00:00Z');
let ids = 0;
const decided = (course: ImportedCourse, before: CourseState | null = null) =>
  decideImport(course, before, {
    catalogue: CATALOGUE,
    options: NO_TYPE_OPTIONS,
    policy: POLICY,
    now: NOW,
    newId: () => `id-${(ids += 1)}`,
  });
const seat = (seatType: string, deviations: Partial<ImportedSeat> = {}): ImportedSeat => ({
  ...seatOf(seatType),
  ...deviations,
});
const aRun = (seats: readonly ImportedSeat[], deviations: Partial<ImportedRun> = {}): ImportedRun => ({
  ...selling([]),
  seats,
  ...deviations,
});
const sold = (seatType: string, amount: string, sku: string | null = null) => ({ seatType, amount, sku });

/** The only run as it is stored. */
function runOf(run: ImportedRun, before: CourseState | null = null) {
  const { after, ...rest } = decided(importedCourse([run], ['verified']), before);
  const [only] = after.runs;
  if (!only) throw new Error('The run is gone.');
  return { ...rest, after, run: only };
}
const priced = (amount: string, more: Partial<ImportedSeat> = {}) => [
  seat('verified', { amount, ...more }),
  seat('audit', { amount: '0.00' }),
];

test('a run without a price is taken, and the report says what is held back', () => {
  const { runs, remarks } = runOf(aRun([seat('verified'), seat('audit')], { status: 'PUBLISHED' }));

  expect(runs.map(({ unpriced }) => unpriced)).toEqual([['verified']]);
  expect(remarks.filter((words) => words.includes('held back'))).toEqual([
    `${runKey('1T2026')}: verified has no price, and is held back until it has one.`,
  ]);
});

describe('prices', () => {
  test('are the entitlement’s, and a run has its own if its seat costs something else; cents are kept', () => {
    const { after } = decided(
      importedCourse([aRun(priced('49.00')), aRun(priced('39.50'))], [], {
        entitlements: [sold('verified', '49.00')],
      }),
    );

    expect(after.course.prices).toEqual({ verified: '49.00' });
    expect(after.runs.map(({ prices }) => prices)).toEqual([{}, { verified: '39.50' }]);
  });

  test('of a restricted run are never the course’s, even if its restriction is only known here', () => {
    const restricted = {
      key: runKey('2'),
      start: new Date('2028-01-01'),
      restriction: 'CUSTOM_B2C',
    } as const;
    const both = [aRun(priced('80.00'), { key: runKey('1') }), aRun(priced('1.00'), restricted)];
    const first = decided(importedCourse(both)).after;
    const { restriction: _, ...unsaid } = both[1] as ImportedRun;
    const second = decided(importedCourse([both[0] as ImportedRun, unsaid]), first).after;

    for (const { course, runs } of [first, second]) {
      expect(course.prices).toEqual({ verified: '80.00' });
      expect(runs.map(({ restriction, prices }) => [restriction, prices])).toEqual([
        [null, {}],
        ['CUSTOM_B2C', { verified: '1.00' }],
      ]);
    }
  });

  test('are those of the run that starts last where there is no entitlement', () => {
    const { after } = decided(
      importedCourse([
        aRun(priced('80.00'), { start: new Date('2027-01-01') }),
        aRun(priced('60.00'), { start: new Date('2026-01-01') }),
      ]),
    );

    expect(after.course.prices).toEqual({ verified: '80.00' });
    expect(after.runs.map(({ prices }) => prices)).toEqual([{}, { verified: '60.00' }]);
  });

  test('of a free seat that nobody is paid for are none; one that is not free is kept, and reported', () => {
    const { after, violations } = decided(importedCourse([aRun([seat('audit', { amount: '5.00' })])]));

    expect(after.course.prices).toEqual({ audit: '5.00' });
    expect(violations.map(({ code }) => code)).toEqual(['PRICE_NOT_APPLICABLE']);
    expect(runOf(aRun(priced('49.00'))).after.course.prices).toEqual({ verified: '49.00' });
  });

  test('that break rules are accepted as they are, and reported', () => {
    const { fate, violations } = decided(importedCourse([aRun(priced('0.50'))], ['verified']));

    expect(fate).toBe('CREATED');
    expect(violations.map(({ code }) => code)).toEqual(['PRICE_BELOW_MINIMUM', 'PRICE_NOT_WHOLE']);
  });
});

describe('a deadline', () => {
  test.each([
    ['as it would be worked out', '2026-12-21T23:59:59.000Z', null],
    ['the same, with course-discovery’s fraction of a second', '2026-12-21T23:59:59.100Z', null],
    ['a second earlier', '2026-12-21T23:59:58.000Z', '2026-12-21T23:59:58.000Z'],
    ['another day', '2026-12-22T23:59:59.000Z', '2026-12-22T23:59:59.000Z'],
  ])('%s', (_, there, override) => {
    const { run } = runOf(aRun(priced('49.00', { upgradeDeadline: new Date(there) }), { end: END }));

    expect(run.upgradeDeadlineOverride?.toISOString() ?? null).toBe(override);
  });

  test('of a run without an end is an override; a missing one that would be computed here is reported', () => {
    const without = runOf(aRun(priced('49.00', { upgradeDeadline: END })));
    const none = runOf(aRun(priced('49.00'), { end: END }));
    const notSaid = runOf(aRun(priced('49.00', { upgradeDeadline: undefined }), { end: END }));

    expect(without.run.upgradeDeadlineOverride).toEqual(END);
    expect(none.remarks.join()).toContain('verified has no deadline in the source; here it is 2026-12-21T');
    expect(notSaid.remarks.join()).not.toContain('deadline');
  });

  test('of a seat that has none here is not kept, and reported', () => {
    const { run, remarks } = runOf(aRun([seat('professional', { upgradeDeadline: END })]));

    expect(run.upgradeDeadlineOverride).toBeNull();
    expect(remarks.join()).toContain(
      `${run.key}: the deadline of professional was left out, because this seat type has none.`,
    );
  });
});

test('credit, SKUs of seats and entitlements, dates, title and UUIDs are kept', () => {
  const seats = [
    seat('credit', { amount: '150.00', creditProvider: 'asu', creditHours: 3 }),
    ...priced('49.00', { sku: 'AB12', bulkSku: 'CD34' }),
  ];
  const run = aRun(seats, { uuid: 'of-run', title: 'Own', end: END, goLiveAt: NOW, status: 'PUBLISHED' });

  const { after } = decided(
    importedCourse([run], [], {
      uuid: 'of-course',
      title: 'Course',
      entitlements: [sold('verified', '49.00', 'EF56')],
    }),
  );

  expect(after.course).toMatchObject({
    uuid: 'of-course',
    title: 'Course',
    version: 1,
    skus: { verified: 'EF56' },
  });
  expect(after.runs[0]).toMatchObject({
    ...{ uuid: 'of-run', title: 'Own', end: END, goLiveAt: NOW, status: 'PUBLISHED', hasProducts: true },
    ...{ creditProvider: 'asu', creditHours: 3 },
    products: { verified: { sku: 'AB12', bulkSku: 'CD34' } },
  });
});

test.each([
  ['UNPUBLISHED', null, false],
  ['INTERNAL_REVIEW', null, false],
  ['UNPUBLISHED', 'AB12', true],
  ['REVIEWED', null, true],
  ['PUBLISHED', null, true],
] as const)('a run that is %s with the SKU %s has products: %s', (status, sku, hasProducts) => {
  expect(runOf(aRun(priced('49.00', { sku }), { status })).run.hasProducts).toBe(hasProducts);
});

describe('a known course', () => {
  const there = aRun(priced('49.00', { sku: 'AB12', upgradeDeadline: END }), {
    end: END,
    status: 'PUBLISHED',
  });
  const first = runOf(there);
  const again = (run: Partial<ImportedRun>, course: Partial<ImportedCourse> = {}) =>
    decided(
      importedCourse([{ ...selling([]), seats: undefined, ...run }], [], {
        entitlements: undefined,
        ...course,
      }),
      first.after,
    );

  test('is unchanged by data that was read before, and by missing data', () => {
    const same = [runOf(there, first.after), again({})];

    for (const each of same) expect(each).toMatchObject({ fate: 'UNCHANGED', after: first.after });
  });

  test('keeps its UUIDs, and reports different ones', () => {
    const { after, remarks } = again({}, { uuid: 'another' });

    expect(after.course.uuid).toBe(first.after.course.uuid);
    expect(remarks.join()).toContain(
      `its UUID in the source is another; here it stays ${after.course.uuid}.`,
    );
  });

  test('gets a new version for what history records, but not for SKUs', () => {
    const resold = again({ seats: priced('49.00', { sku: 'NEW1', upgradeDeadline: END }) });

    expect(again({ status: 'UNPUBLISHED' }).after.course.version).toBe(2);
    expect(resold).toMatchObject({ fate: 'CHANGED', after: { course: { version: 1 } } });
    expect(resold.runs).toMatchObject([{ fate: 'CHANGED' }]);
  });

  test('keeps its SKUs and products when it is no longer sold there', () => {
    const { after } = again({ status: 'UNPUBLISHED', seats: priced('49.00') });

    expect(after.runs[0]).toMatchObject({ hasProducts: true, products: { verified: { sku: 'AB12' } } });
  });

  test('keeps a run that is no longer there, and reports it', () => {
    const { after, remarks, runs } = again({ key: runKey('2T2027') });

    expect(after.runs.map(({ key }) => key)).toEqual([runKey('1T2026'), runKey('2T2027')]);
    expect(remarks.join()).toContain(
      `${runKey('1T2026')}: it is not in the source, and stays here unchanged.`,
    );
    expect(runs.map(({ fate }) => fate)).toEqual(['CREATED']);
  });
});

describe('a remark reports', () => {
  test.each<[string, ImportedCourse, string]>([
    [
      'a seat type that is unknown',
      importedCourse([aRun([seat('gold', { amount: '9.00', sku: 'GG' })])]),
      `the seat gold was left out, because this seat type does not exist here (price 9.00, SKU GG).`,
    ],
    ['an entitlement of one', importedCourse([], ['gold']), 'the entitlement gold was left out'],
    [
      'a key of the old form',
      importedCourse([aRun([], { key: 'edX/DemoX/2014' })]),
      'edX/DemoX/2014: its key has the old form.',
    ],
    [
      'a key of another course',
      importedCourse([aRun([], { key: 'course-v1:MITx+6.002x+1T' })]),
      'its key does not belong to edX+DemoX.',
    ],
    [
      'seats that its type has not',
      importedCourse([aRun(priced('1.00'), { type: { slug: 'verified' } })]),
      'it has the seat audit, which its type does not sell.',
    ],
    [
      'seats that it lacks',
      importedCourse([aRun([seat('audit')], { type: { slug: 'verified-audit' } })]),
      'it lacks the seat verified, which its type sells.',
    ],
    [
      'an entitlement that it lacks',
      importedCourse([], [], { type: { slug: 'professional' } }),
      'it lacks the entitlement professional, which its type sells.',
    ],
    [
      'a mismatch',
      importedCourse([aRun([], { type: { slug: 'honor' } })], [], { type: { slug: 'audit' } }),
      `its type honor is not among the run types of its course.`,
    ],
    ['what was read of it', importedCourse([], [], { remarks: ['Odd.'] }), 'Odd.'],
  ])('%s', (_, course, words) => {
    expect(decided(course).remarks.join('\n')).toContain(words);
  });
});
