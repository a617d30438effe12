// A course as course-discovery's API returns it: what is read of it, and what is reported if it has mistakes.
import { readRecord } from '../../src/cli/import/discovery-record';
import { readTypeOptions } from '../../src/cli/import/sources/open-source';
import page from './data/courses.json';
import options from './data/type-options.json';

type Json = ReturnType<typeof JSON.parse>;

const reading = { currency: 'USD', isSeatSetKnown: true };
const read = (value: unknown) => readRecord({ position: 'courses.json #1', value }, reading);

const [example] = page.results;
const [run] = example?.course_runs ?? [];
const [audit, verified] = run?.seats ?? [];
/** The documented example with deviations of the course, its run, or its verified seat. */
const aCourse = (course: Json = {}, ofRun: Json = {}, ofSeat: Json = {}) => ({
  ...example,
  course_runs: [{ ...run, seats: [audit, { ...verified, ...ofSeat }], ...ofRun }],
  ...course,
});
function courseIn(value: unknown) {
  const record = read(value);
  if (!('course' in record)) throw new Error(record.problems.join('\n'));
  return record.course;
}
function problemsOf(value: unknown): readonly string[] {
  const record = read(value);
  return 'problems' in record ? record.problems : [];
}

test("typed text is kept without surrounding white space, in Unicode's sense", () => {
  const around = (text: string) => `\u00a0\t${text}\u2003\u001c\ufeff`;
  const seat = { sku: around('ABC'), bulk_sku: around('DEF'), credit_provider: around('asu') };
  const course = courseIn(aCourse({ title: around('A title') }, { title: around('A run') }, seat));

  expect(course.title).toBe('A title');
  expect(course.runs[0]?.title).toBe('A run');
  expect(course.runs[0]?.seats?.[1]).toMatchObject({ sku: 'ABC', bulkSku: 'DEF', creditProvider: 'asu' });
});

test('the documented example is read unchanged, including its letters', () => {
  expect(read(example)).toMatchObject({ position: 'courses.json #1', key: 'edx+tr1012', runs: 1 });
  expect(courseIn(example)).toEqual({
    key: 'edx+tr1012',
    uuid: '04d8eb8e-7773-42b3-97fc-a42f8266e1e5',
    title: 'Trench Run 10',
    organization: 'edx',
    modified: '2024-01-12T16:45:17.341223Z',
    type: { uuid: '69b8a063-e5fb-4a91-96d6-e50c8335c5da', slug: 'verified-audit' },
    entitlements: [{ seatType: 'verified', amount: '100.00', sku: '0E5F108' }],
    remarks: [],
    runs: [
      {
        key: 'course-v1:edx+tr1012+1T2021',
        uuid: '293e187e-c1d7-42cf-85b7-760e98a6f02d',
        title: 'Trench Run 10',
        type: { uuid: '946d043a-7b2c-414d-a106-8b7761e86eba' },
        isSeatSetKnown: true,
        modes: undefined,
        start: new Date('2022-04-12T16:00:00Z'),
        end: new Date('2090-09-15T16:00:00Z'),
        goLiveAt: new Date('2021-04-22T04:00:00Z'),
        enrollmentEnd: null,
        status: 'PUBLISHED',
        modified: '2024-01-12T16:45:17.436871Z',
        seats: [
          {
            ...{ seatType: 'audit', amount: '0.00', sku: '4A19EC2', bulkSku: null },
            ...{ upgradeDeadline: null, creditProvider: null, creditHours: null },
          },
          {
            ...{ seatType: 'verified', amount: '100.00', sku: 'DE707ED', bulkSku: '8BA9C3A' },
            upgradeDeadline: new Date('2030-09-05T23:59:59Z'),
            ...{ creditProvider: null, creditHours: null },
          },
        ],
      },
    ],
  });
});

test.each([
  ['custom-b2c', 'CUSTOM_B2C'],
  ['custom-b2b-enterprise', 'CUSTOM_B2B_ENTERPRISE'],
  ['', null],
  [null, null],
  [undefined, undefined],
])('restriction_type %j is the restriction %j', (restriction_type, expected) => {
  expect(courseIn(aCourse({}, { restriction_type })).runs[0]?.restriction).toBe(expected);
});

test.each<[string, object[], { amounts: (string | null)[]; isLost: boolean }]>([
  ['is the price of the one seat without one', [{ type: 'a' }], { amounts: ['80.00'], isLost: false }],
  ['is not lost where a seat has it', [{ type: 'a', price: 80 }], { amounts: ['80.00'], isLost: false }],
  ['beside another price is remarked on', [{ type: 'a', price: 49 }], { amounts: ['49.00'], isLost: true }],
  ['of two seats is remarked on', [{ type: 'a' }, { type: 'b' }], { amounts: [null, null], isLost: true }],
  ['without seats is remarked on', [], { amounts: [], isLost: true }],
])('a fixed price %s', (_, seats, { amounts, isLost }) => {
  const { runs, remarks } = courseIn(aCourse({}, { seats, fixed_price_usd: '80.00' }));
  expect(runs[0]?.seats?.map(({ amount }) => amount)).toEqual(amounts);
  expect(remarks).toEqual(
    isLost ? [`${run?.key}: fixed_price_usd 80.00 was left out, because prices belong to seats here.`] : [],
  );
});

test.each([
  ['A1B2C3D4-0000-4000-8000-00000000000F', 'a1b2c3d4-0000-4000-8000-00000000000f'],
  [null, null],
  [undefined, undefined],
])('variant_id %j of a run and of additional_metadata is the variant %j', (variant_id, expected) => {
  const ofRun = { variant_id, enrollment_end: '2027-01-01T00:00:00Z' };
  const { variantId, runs } = courseIn(aCourse({ additional_metadata: { variant_id } }, ofRun));
  expect([variantId, runs[0]?.variantId]).toEqual([expected, expected]);
  expect(runs[0]?.enrollmentEnd).toEqual(new Date('2027-01-01T00:00:00Z'));
});

test('each field that has a value and is not read is reported, at any depth, even for a course with mistakes', () => {
  const fields: string[] = [];
  const value = {
    ...{ key: 'x', title: null, image: null, video: '', faq: 'Why?', is_hot: false },
    entitlements: [{ mode: 'verified', expires: '2027-01-01' }, null],
    additional_metadata: { variant_id: 'x', external_url: 'https://example.org', facts: null },
    course_runs: [{ pacing: 'self', seats: [{ type: 'audit', limit: 3 }] }, { pacing: 'own' }],
  };
  readRecord({ position: '#', value }, { ...reading, onNotRead: (field) => void fields.push(field) });
  expect(fields).toEqual([
    ...['faq', 'is_hot', 'additional_metadata.external_url', 'entitlements.expires'],
    ...['course_runs.pacing', 'course_runs.seats.limit', 'course_runs.pacing'],
  ]);
});

test('the type options say what UUIDs mean; another answer is told from one', () => {
  const { courseTypes, courseRunTypes } = readTypeOptions(options);

  expect(courseTypes.get('7b41992e-f268-4331-8ba9-72acb0880454')?.name).toBe('Masters Only');
  expect(courseRunTypes.get('f394732f-ba43-4260-8ada-06a9f18e7160')).toEqual({
    name: 'Masters Only',
    modes: ['masters'],
  });
  expect(readTypeOptions(options.actions.POST.type.type_options).courseTypes.size).toBe(2);
  expect(() => readTypeOptions({ actions: {} })).toThrow('are you allowed to make courses there?');
});

describe('is accepted', () => {
  test.each<[string, unknown]>([
    ['a course without runs', { key: 'edX+A', course_runs: [] }],
    ['a course that says nothing but its key', { key: 'edX+A' }],
    ['a run without seats', aCourse({}, { seats: [] })],
    ['a run that says nothing but its key', { key: 'edX+A', course_runs: [{ key: 'course-v1:edX+A+1' }] }],
    ['unknown fields', aCourse({ level_type: {} }, { staff: [1] }, { is_lovely: true })],
    ['a key of the old form', aCourse({}, { key: 'edX/DemoX/2014' })],
    [
      'two entitlements',
      aCourse({ entitlements: [{ mode: 'verified', price: 1 }, { mode: 'professional' }] }),
    ],
    ['a seat type that is unknown', aCourse({}, {}, { type: 'gold' })],
    ['a free seat in another currency', aCourse({}, {}, { currency: 'EUR', price: '0.00' })],
    ['nulls', aCourse({ title: null, course_type: null, entitlements: null }, { status: null, seats: null })],
  ])('%s', (_, value) => {
    expect(problemsOf(value)).toEqual([]);
  });

  test.each([
    ['49.00', '49.00'],
    [' 49 ', '49.00'],
    [49, '49.00'],
    [49.5, '49.50'],
    [0, '0.00'],
    [null, null],
    [undefined, null],
  ])('the price %j as %s', (price, amount) => {
    expect(courseIn(aCourse({}, {}, { price })).runs[0]?.seats?.[1]?.amount).toBe(amount);
  });

  test('of two seats of one type, the first that is not for phones; the other is reported', () => {
    const seats = [
      { type: 'verified', sku: 'mobile.ios.1', price: 9 },
      verified,
      { type: 'verified', price: '7.00' },
    ];

    const { runs, remarks } = courseIn(aCourse({}, { seats }));

    expect(runs[0]?.seats?.map(({ sku }) => sku)).toEqual(['DE707ED']);
    expect(remarks).toEqual([
      expect.stringContaining('a second verified seat was left out (price 9.00, SKU mobile.ios.1).'),
      expect.stringContaining('a second verified seat was left out (price 7.00, SKU null).'),
    ]);
  });

  test('of several credit providers the first counts; the report names the dropped one', () => {
    const credit = { type: 'credit', price: '60.00' };
    const seats = [
      { ...credit, sku: 'OURS', credit_provider: 'asu' },
      { ...credit, sku: 'THEIRS', credit_provider: 'mit' },
    ];

    const { runs, remarks } = courseIn(aCourse({}, { seats }));

    expect(runs[0]?.seats?.map(({ creditProvider }) => creditProvider)).toEqual(['asu']);
    expect(remarks).toEqual([
      expect.stringContaining(
        'a second credit seat was left out (credit provider mit, price 60.00, SKU THEIRS).',
      ),
    ]);
  });

  test('a slug in place of a UUID', () => {
    expect(courseIn(aCourse({ type: 'audit', course_type: null }, { run_type: 'audit' }))).toMatchObject({
      type: { slug: 'audit' },
      runs: [{ type: { slug: 'audit' } }],
    });
  });
});

describe('is refused, with its position', () => {
  test.each<[string, unknown, string]>([
    ['what is no course', 'text', 'It: Invalid input: expected object'],
    ['no key', { title: 'x' }, 'key: Invalid input: expected string'],
    ['a key that is none', aCourse({ key: 'edX' }), 'key: is not a course key; use organization and number'],
    [
      'a run key that is none',
      aCourse({}, { key: 'edX+A+1' }),
      'course_runs.0.key: is not a run key; use for example',
    ],
    ['a run key twice', aCourse({ course_runs: [run, run] }), 'course_runs.1.key: is there twice.'],
    [
      'an entitlement twice',
      aCourse({ entitlements: [{ mode: 'verified' }, { mode: 'verified' }] }),
      'entitlements.1.mode: is there twice.',
    ],
    [
      'an end before the start',
      aCourse({}, { end: '2022-04-12T15:59:59Z' }),
      'course_runs.0.end: is not after the start.',
    ],
    [
      'a day that is none',
      aCourse({}, { start: '2026-02-30T00:00:00Z' }),
      'course_runs.0.start: “2026-02-30T00:00:00Z” is not a valid time; use for example',
    ],
    ['a status that is none', aCourse({}, { status: 'archived' }), 'course_runs.0.status: Invalid option'],
    [
      'a price that is none',
      aCourse({}, {}, { price: '49,00' }),
      'course_runs.0.seats.1.price: is not an amount; give 0 to 2 decimals',
    ],
    ['a third decimal', aCourse({}, {}, { price: 49.005 }), 'course_runs.0.seats.1.price: is not an amount'],
    ['a price below 0', aCourse({}, {}, { price: -1 }), 'course_runs.0.seats.1.price: is not an amount'],
    [
      'another currency',
      aCourse({}, {}, { currency: 'EUR' }),
      'course_runs.0.seats.1.currency: is EUR; prices are in USD here (CURRENCY).',
    ],
    [
      'credit hours that are none',
      aCourse({}, {}, { credit_hours: 1.5 }),
      'course_runs.0.seats.1.credit_hours: Invalid input',
    ],
    ['a UUID that is none', aCourse({ uuid: '1' }), 'uuid: is not a UUID.'],
    [
      'a title that is too long',
      aCourse({ title: 'x'.repeat(256) }),
      'title: The text is longer than 255 characters.',
    ],
    [
      'half a character',
      aCourse({ title: 'a\ud800' }),
      'title: The text contains a null character or half a character.',
    ],
    [
      'a SKU that parts products where they are read',
      aCourse({}, {}, { sku: 'A1\x1eB2' }),
      'course_runs.0.seats.1.sku: contains a control character.',
    ],
    [
      'a bulk SKU that does',
      aCourse({}, {}, { bulk_sku: 'A1\x1fB2' }),
      'course_runs.0.seats.1.bulk_sku: contains a control character.',
    ],
    [
      'a character that was not UTF-8',
      aCourse({ title: 'M\uFFFDnchen' }),
      'title: The text has a character that is not UTF-8.',
    ],
  ])('%s', (_, value, words) => {
    expect(problemsOf(value)).toEqual([expect.stringContaining(words)]);
  });

  test('with all mistakes at once, up to 20', () => {
    const many = aCourse({}, { seats: Array(30).fill({ type: 'verified', price: 'x' }) });

    expect(problemsOf(aCourse({ uuid: '1' }, { start: 'x' }, { price: 'x' }))).toHaveLength(3);
    expect(problemsOf(many)).toHaveLength(21);
    expect(problemsOf(many).at(-1)).toBe('And 10 more.');
    expect(read(many)).toMatchObject({ key: 'edx+tr1012', runs: 1 });
  });
});
