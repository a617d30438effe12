// Builds the course from another system's record, its types and the course as it is here. Pure. What that system does
// not mention stays as it is, and nothing that exists only here is removed.
import { isPaid, lookup, soldTracks } from '../../model/catalogue';
import type { Catalogue, CourseRunType } from '../../model/catalogue';
import { bareCourse, bareRun, upgradeDeadline } from '../../model/courses';
import type { Course, CourseRun, CourseState, SeatProduct } from '../../model/courses';
import type { Prices } from '../../model/money';
import type { Policy } from '../../model/policy';
import { stateOf } from '../input/propose';
import type { ImportedCourse, ImportedRun, ImportedSeat } from './imported-course';
import type { TypeMatch } from './match-types';

export interface Composing {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly before: CourseState | null;
  readonly newId: () => string;
}

/** A run with its type and its seat prices. */
interface TypedRun {
  readonly run: ImportedRun;
  readonly type: CourseRunType;
  readonly prices: Prices;
}

/** The course to store, except for its version. Its seat types and entitlement types exist here. */
export function composeCourse(imported: ImportedCourse, match: TypeMatch, composing: Composing): CourseState {
  const { before, newId, catalogue } = composing;
  const runs = imported.runs.map((run, index): TypedRun => {
    const type = lookup(catalogue.courseRunTypes, match.runs[index]?.slug ?? '');
    return { run, type, prices: seatPrices(run, type, imported) };
  });
  const { key, organization } = imported;
  const type = match.course.slug;
  const here =
    before?.course ?? bareCourse({ uuid: imported.uuid ?? newId(), key, organization, title: key, type });
  const course: Course = {
    ...{ ...here, key, organization, type },
    title: imported.title ?? here.title,
    keyForReruns: givenOr(imported.keyForReruns, here.keyForReruns),
    variantId: givenOr(imported.variantId, here.variantId),
    prices: {
      ...here.prices,
      ...coursePrices(
        imported,
        runs.filter((run) => !isRestricted(run, before)),
      ),
    },
    skus: { ...here.skus, ...skusOf(imported) },
  };
  const importedKeys = new Set(imported.runs.map(({ key }) => key));
  const left = before?.runs.filter(({ key }) => !importedKeys.has(key)) ?? [];
  const composed = runs.map((run) => composeRun(run, course, { ...composing, imported }));
  return stateOf(course, [...left, ...composed]);
}

function skusOf({ entitlements = [] }: ImportedCourse): Course['skus'] {
  const sold = entitlements.flatMap(({ seatType, sku }) => (sku === null ? [] : [[seatType, sku]]));
  return Object.fromEntries(sold) as Course['skus'];
}

/**
 * The seat prices to keep. A free seat that nobody is paid for has none. From an LMS, a certificate seat that is free
 * here keeps its own price of zero: other runs may charge for it, and somebody may be paid for it one day.
 */
function seatPrices(
  { seats = [] }: ImportedRun,
  type: CourseRunType,
  { isFromLms = false }: ImportedCourse,
): Prices {
  const priced = soldTracks(type).filter(
    (track) => isPaid(track) || (isFromLms && track.mode.certificateType !== null),
  );
  const isKept = ({ seatType, amount }: ImportedSeat) =>
    amount !== '0.00' || priced.some((track) => track.seatType.slug === seatType);
  return amountsOf(seats.filter(isKept));
}

const amountsOf = (sold: readonly { readonly seatType: string; readonly amount: string | null }[]): Prices =>
  Object.fromEntries(sold.flatMap(({ seatType, amount }) => (amount === null ? [] : [[seatType, amount]])));

/** Whether the run is restricted to some learners: other learners do not pay its price. */
const isRestricted = ({ run }: TypedRun, before: CourseState | null): boolean =>
  givenOr(run.restriction, before?.runs.find(({ key }) => key === run.key)?.restriction ?? null) !== null;

/** As Publisher shows them: the latest run's prices, overridden by the entitlements' prices. */
function coursePrices({ entitlements = [], isFromLms }: ImportedCourse, runs: readonly TypedRun[]): Prices {
  if (isFromLms) return {};
  const startOf = ({ run }: TypedRun) => run.start?.getTime() ?? 0;
  const inTime = [...runs].sort((one, other) => startOf(one) - startOf(other));
  return Object.assign({}, ...inTime.map(({ prices }) => prices), amountsOf(entitlements)) as Prices;
}

interface ComposingRun extends Composing {
  readonly imported: ImportedCourse;
}

function composeRun({ run, type, prices }: TypedRun, course: Course, composing: ComposingRun): CourseRun {
  const { before, newId } = composing;
  const known = before?.runs.find(({ key }) => key === run.key);
  const made = { id: '', key: run.key, course, type: type.slug };
  const here = known ?? bareRun({ ...made, uuid: run.uuid ?? newId() });
  const status = run.status ?? here.status;
  const products = { ...here.products, ...productsOf(run) };
  const isSold = Object.keys(products).length > 0 || status === 'REVIEWED' || status === 'PUBLISHED';
  const title = run.title ?? here.title;
  const composed: CourseRun = {
    ...here,
    course,
    title: title === course.title ? null : title,
    start: givenOr(run.start, here.start),
    end: givenOr(run.end, here.end),
    enrollmentEnd: givenOr(run.enrollmentEnd, here.enrollmentEnd),
    goLiveAt: givenOr(run.goLiveAt, here.goLiveAt),
    restriction: givenOr(run.restriction, here.restriction),
    variantId: givenOr(run.variantId, here.variantId),
    status,
    type: type.slug,
    hasProducts: here.hasProducts || isSold,
    products,
  };
  return run.seats ? withSeats(composed, { prices, seats: run.seats }, composing) : composed;
}

const givenOr = <T>(there: T | undefined, here: T): T => (there === undefined ? here : there);

function productsOf({ seats = [] }: ImportedRun): Record<string, SeatProduct> {
  const sold = seats.flatMap(({ seatType, sku, bulkSku }) =>
    sku === null ? [] : [[seatType, { sku, bulkSku }]],
  );
  return Object.fromEntries(sold) as Record<string, SeatProduct>;
}

/** The run with prices that differ from the course's, a deadline that is not the usual one, and the credit. */
function withSeats(
  run: CourseRun,
  { prices, seats }: { readonly prices: Prices; readonly seats: readonly ImportedSeat[] },
  { catalogue, policy, imported }: ComposingRun,
): CourseRun {
  const own = Object.entries(prices).filter(
    ([seatType, amount]) => imported.isFromLms || run.course.prices[seatType] !== amount,
  );
  const limited = seats.find(({ seatType }) => catalogue.seatTypes.get(seatType)?.hasUpgradeDeadline);
  const deadline = limited ? limited.upgradeDeadline : null;
  const usual = upgradeDeadline({ ...run, upgradeDeadlineOverride: null }, policy);
  // Compared to the second: course-discovery's own deadlines end in .099999, most others have no fraction.
  const override = deadline && secondsOf(deadline) !== secondsOf(usual) ? deadline : null;
  return {
    ...run,
    prices: Object.fromEntries(own),
    upgradeDeadlineOverride: deadline === undefined ? run.upgradeDeadlineOverride : override,
    creditProvider: givenOr(firstOf(seats.map((seat) => seat.creditProvider)), run.creditProvider),
    creditHours: givenOr(firstOf(seats.map((seat) => seat.creditHours)), run.creditHours),
  };
}

/** The first value given; null if at least one says there is none, undefined if all are silent. */
function firstOf<T>(values: readonly (T | null | undefined)[]): T | null | undefined {
  return values.find((value) => value != null) ?? values.find((value) => value === null);
}

const secondsOf = (time: Date | null): number | null => time && Math.floor(time.getTime() / 1_000);
