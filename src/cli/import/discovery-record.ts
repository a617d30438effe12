// Reads a course as course-discovery's API answers it. One with a mistake is refused as a whole, with all mistakes and
// where they stand; what is only odd is taken, with a remark.
import type {
  ImportedCourse,
  ImportedRun,
  ImportedSeat,
  TypeClue,
} from '../../changes/import/imported-course';
import type { SourceRecord } from '../../changes/import/import-courses';
import { parseCourseKey } from '../../model/keys';
import { course, STATUSES, UUID } from './discovery-schema';
import type { DiscoveryCourse, DiscoveryRun, DiscoverySeat } from './discovery-schema';

export interface Reading {
  /** In which prices are kept here. */
  readonly currency: string;
  /** Whether the seats that are told are all there are. */
  readonly isSeatSetKnown: boolean;
}

const MOST_PROBLEMS = 20;

/** The record of a value, whatever it is. */
export function readRecord(position: string, value: unknown, reading: Reading): SourceRecord {
  const { data, error } = course.safeParse(value);
  const found = error
    ? error.issues.map(({ path, message }) => problemAt(path, message))
    : contradictionsOf(data, reading);
  const told = { position, key: keyOf(value), runs: countRuns(value) };
  if (data && found.length === 0) return { ...told, course: courseOf(data, reading) };
  const more = found.length > MOST_PROBLEMS ? [`And ${found.length - MOST_PROBLEMS} more.`] : [];
  return { ...told, problems: [...found.slice(0, MOST_PROBLEMS), ...more] };
}

const problemAt = (path: readonly PropertyKey[], words: string): string =>
  `${path.map(String).join('.') || 'It'}: ${words}`;

function keyOf(value: unknown): string | null {
  return isObject(value) && typeof value['key'] === 'string' ? value['key'] : null;
}

function countRuns(value: unknown): number {
  return isObject(value) && Array.isArray(value['course_runs']) ? value['course_runs'].length : 0;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Where its parts do not go together. */
function contradictionsOf(
  { entitlements = [], course_runs = [] }: DiscoveryCourse,
  { currency }: Reading,
): string[] {
  const foreign = (
    path: PropertyKey[],
    { price, currency: given }: Pick<DiscoverySeat, 'price' | 'currency'>,
  ) =>
    given === undefined || given === currency || price === null || price === '0.00'
      ? []
      : [problemAt([...path, 'currency'], `is ${given}; prices are in ${currency} here (CURRENCY).`)];
  return [
    ...repeats(entitlements.map(({ mode }) => mode)).map((at) =>
      problemAt(['entitlements', at, 'mode'], 'is there twice.'),
    ),
    ...repeats(course_runs.map(({ key }) => key)).map((at) =>
      problemAt(['course_runs', at, 'key'], 'is there twice.'),
    ),
    ...entitlements.flatMap((sold, at) => foreign(['entitlements', at], sold)),
    ...course_runs.flatMap(({ seats = [], start, end }, at) => [
      ...(start && end && end <= start
        ? [problemAt(['course_runs', at, 'end'], 'is not after the start.')]
        : []),
      ...seats.flatMap((seat, index) => foreign(['course_runs', at, 'seats', index], seat)),
    ]),
  ];
}

/** The positions of entries that were there before. */
function repeats(entries: readonly string[]): number[] {
  return entries.flatMap((entry, index) => (entries.indexOf(entry) < index ? [index] : []));
}

function courseOf(read: DiscoveryCourse, reading: Reading): ImportedCourse {
  const { key, uuid, title, type, course_type, entitlements = [], course_runs = [], modified } = read;
  return {
    ...{ key, uuid, title, modified },
    organization: parseCourseKey(key)?.organization ?? '',
    type: { ...clueOf(type), ...clueOf(course_type) },
    entitlements: entitlements.map(({ mode, price, sku = null }) => ({ seatType: mode, amount: price, sku })),
    runs: course_runs.map((run) => runOf(run, reading)),
    remarks: course_runs.flatMap(seatsLeftOut),
  };
}

const clueOf = (said: string | undefined): TypeClue =>
  said === undefined ? {} : UUID.test(said) ? { uuid: said.toLowerCase() } : { slug: said };

function runOf(read: DiscoveryRun, { isSeatSetKnown }: Reading): ImportedRun {
  const { key, uuid, title, run_type, modes, seats, start, end, go_live_date, status, modified } = read;
  return {
    ...{ key, uuid, title, modes, start, end, modified, isSeatSetKnown },
    type: clueOf(run_type),
    seats: seats && oneOfEach(seats).map(seatOf),
    goLiveAt: go_live_date,
    status: status == null ? undefined : STATUSES[status],
  };
}

const seatOf = (read: DiscoverySeat): ImportedSeat => ({
  seatType: read.type,
  amount: read.price,
  upgradeDeadline: read.upgrade_deadline_override ?? read.upgrade_deadline ?? null,
  creditProvider: read.credit_provider ?? null,
  creditHours: read.credit_hours ?? null,
  sku: read.sku ?? null,
  bulkSku: read.bulk_sku ?? null,
});

/** Of several seats of one type the first that is not for phones: those are products of their own, of the same seat. */
function oneOfEach(seats: readonly DiscoverySeat[]): DiscoverySeat[] {
  const inOrder = [...seats].sort((one, other) => Number(isMobile(one)) - Number(isMobile(other)));
  const types = [...new Set(seats.map(({ type }) => type))];
  return types.flatMap((type) => inOrder.find((seat) => seat.type === type) ?? []);
}

const isMobile = ({ sku }: DiscoverySeat): boolean => /mobile/i.test(sku ?? '');

function seatsLeftOut({ key, seats = [] }: DiscoveryRun): string[] {
  const kept = oneOfEach(seats);
  return seats
    .filter((seat) => !kept.includes(seat))
    .map(
      ({ type, price, sku }) =>
        `${key}: a second seat ${type} is not kept (price ${price}, SKU ${sku ?? null}).`,
    );
}
