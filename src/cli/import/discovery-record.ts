// Reads a course as course-discovery's API returns it. A course with a mistake is refused as a whole, with all mistakes
// and their paths; what is merely odd is accepted with a remark.
import type {
  ImportedCourse,
  ImportedRun,
  ImportedSeat,
  TypeClue,
} from '../../changes/import/imported-course';
import type { z } from 'zod';
import type { SourceRecord } from '../../changes/import/decide-batch';
import { isUuid, parseCourseKey } from '../../model/keys';
import { course, fieldsNotRead, readable, RESTRICTION_TYPES, STATUSES } from './discovery-schema';
import type { Placed } from './sources/pieces';
import type { DiscoveryCourse, DiscoveryRun, DiscoverySeat } from './discovery-schema';

export interface Reading {
  /** The currency of prices here. */
  readonly currency: string;
  /** Whether the record lists all seats that exist. */
  readonly isSeatSetKnown: boolean;
  /** Called with each field that has a value and is not read. */
  readonly onNotRead?: (field: string) => void;
}

const MAX_PROBLEMS = 20;

/** The record of any value. */
export function readRecord({ position, value, nameOf = pathName }: Placed, reading: Reading): SourceRecord {
  if (reading.onNotRead) fieldsNotRead(value).forEach(reading.onNotRead);
  const { data, error } = course.safeParse(value);
  const problems = error
    ? [...error.issues, ...contradictionsOf(readable.safeParse(value).data ?? {}, reading)]
    : contradictionsOf(data, reading);
  const found = problems.map(({ path, message }) => `${nameOf(path)}: ${message}`);
  const common = { position, key: keyOf(value), runs: countRuns(value) };
  if (data && found.length === 0) return { ...common, course: courseOf(data, reading) };
  const more = found.length > MAX_PROBLEMS ? [`And ${found.length - MAX_PROBLEMS} more.`] : [];
  return { ...common, problems: [...found.slice(0, MAX_PROBLEMS), ...more] };
}

const pathName = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'It';

function keyOf(value: unknown): string | null {
  return isObject(value) && typeof value['key'] === 'string' ? value['key'] : null;
}

function countRuns(value: unknown): number {
  return isObject(value) && Array.isArray(value['course_runs']) ? value['course_runs'].length : 0;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Contradictions between its parts. */
function contradictionsOf(
  { entitlements = [], course_runs = [] }: Partial<z.infer<typeof readable>>,
  reading: Reading,
): Problem[] {
  const twice = { message: 'is there twice.' };
  return [
    ...repeats(entitlements.map(({ mode }) => mode)).map((at) => ({
      path: ['entitlements', at, 'mode'],
      ...twice,
    })),
    ...repeats(course_runs.map(({ key }) => key)).map((at) => ({
      path: ['course_runs', at, 'key'],
      ...twice,
    })),
    ...entitlements.flatMap((sold, at) => foreignCurrency(['entitlements', at], sold, reading)),
    ...course_runs.flatMap(({ seats = [], start, end }, at) => [
      ...(start && end && end <= start
        ? [{ path: ['course_runs', at, 'end'], message: 'is not after the start.' }]
        : []),
      ...seats.flatMap((seat, index) => foreignCurrency(['course_runs', at, 'seats', index], seat, reading)),
    ]),
  ];
}

function foreignCurrency(
  path: readonly PropertyKey[],
  { price, currency: given }: Pick<DiscoverySeat, 'price' | 'currency'>,
  { currency }: Reading,
): Problem[] {
  if (given === undefined || given === currency || price === null || price === '0.00') return [];
  return [
    { path: [...path, 'currency'], message: `is ${given}; prices are in ${currency} here (CURRENCY).` },
  ];
}

/** The positions of repeated entries. */
function repeats(entries: readonly string[]): number[] {
  return entries.flatMap((entry, index) => (entry !== '' && entries.indexOf(entry) < index ? [index] : []));
}

function courseOf(read: DiscoveryCourse, reading: Reading): ImportedCourse {
  const { key, uuid, title, type, course_type, entitlements, course_runs = [], modified } = read;
  const rerun = read.key_for_reruns;
  return {
    ...{ key, uuid, title, modified },
    keyForReruns: rerun === key ? null : rerun,
    variantId: read.additional_metadata?.variant_id,
    organization: parseCourseKey(key)?.organization ?? '',
    type: { ...clueOf(type), ...clueOf(course_type) },
    entitlements: entitlements?.map(({ mode, price, sku = null }) => ({
      seatType: mode,
      amount: price,
      sku,
    })),
    runs: course_runs.map((run) => runOf(run, reading)),
    remarks: course_runs.flatMap((run) => [...seatsLeftOut(run), ...runRemarks(run, reading)]),
  };
}

const clueOf = (typeName: string | undefined): TypeClue =>
  typeName === undefined ? {} : isUuid(typeName) ? { uuid: typeName.toLowerCase() } : { slug: typeName };

function runOf(read: DiscoveryRun, reading: Reading): ImportedRun {
  const { isSeatSetKnown } = reading;
  const { key, uuid, title, run_type, modes, seats, start, end, go_live_date, status, modified } = read;
  const { enrollment_end: enrollmentEnd, restriction_type: restriction, variant_id: variantId } = read;
  const fixed = placeOfFixedPrice(read, reading);
  return {
    ...{ key, uuid, title, modes, start, end, modified, isSeatSetKnown },
    type: clueOf(run_type),
    seats:
      seats &&
      oneOfEach(seats).map((seat) =>
        seatOf(seat === fixed ? { ...seat, price: read.fixed_price_usd } : seat),
      ),
    goLiveAt: go_live_date,
    enrollmentEnd,
    variantId,
    restriction: restriction === undefined ? undefined : (RESTRICTION_TYPES[restriction ?? ''] ?? null),
    status: status == null ? undefined : STATUSES[status],
  };
}

const seatOf = (read: DiscoverySeat): ImportedSeat => ({
  seatType: read.type,
  amount: read.price,
  upgradeDeadline: read.upgrade_deadline_override ?? read.upgrade_deadline,
  creditProvider: read.credit_provider,
  creditHours: read.credit_hours,
  sku: read.sku ?? null,
  bulkSku: read.bulk_sku ?? null,
});

/** Of several seats of one type, the first that is not for mobile shops: those are separate products. */
function oneOfEach(seats: readonly DiscoverySeat[]): DiscoverySeat[] {
  const inOrder = [...seats].sort((one, other) => Number(isMobile(one)) - Number(isMobile(other)));
  const types = [...new Set(seats.map(({ type }) => type))];
  return types.flatMap((type) => inOrder.find((seat) => seat.type === type) ?? []);
}

const isMobile = ({ sku }: DiscoverySeat): boolean => /mobile/i.test(sku ?? '');

/** The only seat that costs something: a price of the whole run must be the price of that one. */
function placeOfFixedPrice({ seats = [] }: DiscoveryRun, { currency }: Reading): DiscoverySeat | null {
  const [place, ...others] = oneOfEach(seats).filter(({ price }) => price !== '0.00');
  return place && others.length === 0 && currency === 'USD' && place.price === null ? place : null;
}

function runRemarks(run: DiscoveryRun, reading: Reading): string[] {
  const { key, seats = [], fixed_price_usd: price } = run;
  const isKept =
    price === null || placeOfFixedPrice(run, reading) || seats.some((seat) => seat.price === price);
  return isKept
    ? []
    : [`${key}: fixed_price_usd ${price} was left out, because prices belong to seats here.`];
}

function seatsLeftOut({ key, seats = [] }: DiscoveryRun): string[] {
  const kept = oneOfEach(seats);
  return seats
    .filter((seat) => !kept.includes(seat))
    .map(
      ({ type, price, sku, credit_provider: provider }) =>
        `${key}: a second ${type} seat was left out (${provider ? `credit provider ${provider}, ` : ''}price ${price}, SKU ${sku ?? null}).`,
    );
}
