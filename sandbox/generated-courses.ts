// Generates courses in course-discovery's format from a seed: the same ones for the same seed, one at a time, so that a
// million runs need no more memory than one. For measuring; all of them are valid.
import { pick, seeded } from './seeded';

export interface Generating {
  readonly courses: number;
  readonly seed: number;
}

/** Course type, entitlement, and the run types of its runs: ten courses with 40 runs and 80 seats, repeated. */
const SHAPES: readonly (readonly [type: string, entitlement: string | null, runs: readonly string[]])[] = [
  ['verified-audit', 'verified', [...times(4, 'verified-audit'), 'audit']],
  ['verified-audit', 'verified', times(6, 'verified-audit')],
  ['audit', null, times(2, 'audit')],
  ['professional', 'professional', times(3, 'professional')],
  ['credit-verified-audit', 'verified', times(4, 'credit-verified-audit')],
  ['masters', null, times(2, 'masters')],
  ['masters-verified-audit', 'verified', [...times(2, 'masters-verified-audit'), 'masters']],
  ['verified-audit', null, times(5, 'verified-audit')],
  [
    'credit-verified-honor',
    'verified',
    [...times(2, 'credit-verified-honor'), ...times(2, 'verified-honor')],
  ],
  ['credit-verified-audit', 'verified', times(6, 'credit-verified-audit')],
];

/** Course-discovery's names of the types; the keys are built from their modes. */
const NAMES: Readonly<Record<string, string>> = {
  'verified-audit': 'Verified and Audit',
  audit: 'Audit Only',
  professional: 'Professional Only',
  'credit-verified-audit': 'Credit',
  masters: 'Masters Only',
  'masters-verified-audit': 'Masters, Verified, and Audit',
  'verified-honor': 'Verified and Honor',
  'credit-verified-honor': 'Credit with Honor',
};
const DAY_MS = 86_400_000;
const FIRST_START = Date.UTC(2014, 0, 6, 15);
const STATUSES = [
  ...times(14, 'published'),
  'unpublished',
  'review_by_legal',
  'review_by_internal',
  'reviewed',
];

/** 40 runs and 80 seats per ten courses. A third name their types, a third only by UUID, the rest only where needed. */
export function* generateCourses({ courses, seed }: Generating): Generator<object> {
  for (let number = 0; number < courses; number += 1) {
    // Each course has its own random numbers, independent of how many were drawn before it.
    yield courseOf(number, seeded(seed * 1_000_003 + number));
  }
}

function courseOf(number: number, random: () => number) {
  const [type, entitlement, runTypes] = SHAPES[number % SHAPES.length] ?? pick(random, SHAPES);
  const organization = `Org${number % 97}X`;
  const key = `${organization}+C${number}`;
  const prices = {
    verified: priceOf(random, 49),
    professional: priceOf(random, 199),
    credit: priceOf(random, 150),
  };
  const says = pick(random, ['all', 'uuids', type.includes('masters') ? 'uuids' : 'nothing']);
  const title = `Course ${number}: ${pick(random, ['An Introduction', 'Foundations', 'In Practice', 'Überblick'])}`;
  return {
    key,
    uuid: uuidOf(random),
    title,
    ...(says === 'nothing' ? {} : { type: typeUuid('courseType', type) }),
    ...(says === 'all' ? { course_type: type } : {}),
    entitlements: entitlement
      ? [
          {
            mode: entitlement,
            price: prices[entitlement as 'verified'],
            currency: 'USD',
            sku: skuOf(random),
            expires: null,
          },
        ]
      : [],
    owners: [{ uuid: uuidOf(random), key: organization, name: organization }],
    modified: new Date(FIRST_START + Math.floor(random() * 4_000 * DAY_MS)).toISOString(),
    short_description: 'What one would learn here, in a sentence that nobody needs. '.repeat(3),
    course_runs: runTypes.map((runType, index) =>
      runOf({ key: `course-v1:${key}+R${index + 1}`, title, runType, says, prices }, random),
    ),
  };
}

interface RunPlan {
  readonly key: string;
  readonly title: string;
  readonly runType: string;
  readonly says: string;
  readonly prices: Readonly<Record<string, string>>;
}

function runOf({ key, title, runType, says, prices }: RunPlan, random: () => number) {
  const start = FIRST_START + Math.floor(random() * 4_800) * DAY_MS;
  const end = start + (30 + Math.floor(random() * 200)) * DAY_MS;
  return {
    key,
    uuid: uuidOf(random),
    title,
    external_key: '',
    seats: modesOf(runType)
      .filter((mode) => mode !== 'masters')
      .map((mode) => seatOf({ mode, price: prices[mode] ?? '0.00', end }, random)),
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    go_live_date: new Date(start - 60 * DAY_MS).toISOString(),
    enrollment_start: null,
    enrollment_end: null,
    pacing_type: 'instructor_paced',
    type: modesOf(runType)[0],
    ...(says === 'nothing' ? {} : { run_type: typeUuid('courseRunType', runType) }),
    status: pick(random, STATUSES),
    is_enrollable: true,
    is_marketable: runType !== 'masters',
    modified: new Date(start).toISOString(),
  };
}

function seatOf({ mode, price, end }: { mode: string; price: string; end: number }, random: () => number) {
  const isOverridden = random() < 0.05;
  const deadline = `${new Date(end - (isOverridden ? 3 : 10) * DAY_MS).toISOString().slice(0, 10)}T23:59:59Z`;
  return {
    type: mode,
    price,
    currency: 'USD',
    upgrade_deadline: mode === 'verified' ? deadline : null,
    upgrade_deadline_override: mode === 'verified' && isOverridden ? deadline : null,
    credit_provider: mode === 'credit' ? 'asu' : null,
    credit_hours: mode === 'credit' ? 3 : null,
    sku: skuOf(random),
    bulk_sku: mode === 'verified' ? skuOf(random) : null,
  };
}

/** The same as text, in pieces: a JSON array, or one line per course. */
export function* generatedJson(generating: Generating, as: 'ARRAY' | 'LINES'): Generator<string> {
  let number = 0;
  for (const course of generateCourses(generating)) {
    const before = as === 'LINES' ? '' : number === 0 ? '[\n' : ',\n';
    yield `${before}${JSON.stringify(course)}${as === 'LINES' ? '\n' : ''}`;
    number += 1;
  }
  if (as === 'ARRAY') yield number === 0 ? '[]\n' : '\n]\n';
}

/** The answer to `OPTIONS /api/v1/courses/`. */
export function generatedTypeOptions(): object {
  const type_options = Object.keys(NAMES).map((type) => ({
    uuid: typeUuid('courseType', type),
    name: NAMES[type],
    entitlement_types: [SHAPES.find(([slug]) => slug === type)?.[1]].filter(Boolean),
    course_run_types: Object.keys(NAMES).map((runType) => ({
      uuid: typeUuid('courseRunType', runType),
      name: NAMES[runType],
      modes: modesOf(runType),
      is_marketable: runType !== 'masters',
    })),
    tracks: [],
  }));
  return { actions: { POST: { type: { type_options } } } };
}

/** A run type's slug consists of the words of its modes. */
const modesOf = (runType: string): string[] => runType.split('-');

function times(count: number, text: string): string[] {
  return Array<string>(count).fill(text);
}

const priceOf = (random: () => number, from: number): string =>
  `${from + Math.floor(random() * 200)}.${random() < 0.02 ? '50' : '00'}`;

const skuOf = (random: () => number): string =>
  Math.floor(random() * 0x1000_0000)
    .toString(16)
    .toUpperCase()
    .padStart(7, '0');

function uuidOf(random: () => number): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** As in course-discovery: different from our UUIDs, and always the same. */
function typeUuid(kind: 'courseType' | 'courseRunType', type: string): string {
  return uuidOf(seeded(Object.keys(NAMES).indexOf(type) * 2 + Number(kind === 'courseType')));
}
