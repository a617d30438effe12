// Makes the course of what another system tells of it, its types, and the course as it is here. Pure. What that system
// does not say stays as it is, and nothing that is only here is taken away.
import { isPaid, lookup, soldTracks } from '../../model/catalogue';
import type { Catalogue, CourseRunType } from '../../model/catalogue';
import { bareRun, upgradeDeadline } from '../../model/courses';
import type { Course, CourseRun, CourseState, Prices, SeatProduct } from '../../model/courses';
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

/** A run with its type and what its seats cost. */
interface TypedRun {
  readonly run: ImportedRun;
  readonly type: CourseRunType;
  readonly prices: Prices;
}

/** The course as it is to be stored, but for its version. Its seat types and entitlement types are known here. */
export function composeCourse(imported: ImportedCourse, match: TypeMatch, composing: Composing): CourseState {
  const { before, newId, catalogue } = composing;
  const runs = imported.runs.map((run, index): TypedRun => {
    const type = lookup(catalogue.courseRunTypes, match.runs[index]?.slug ?? '');
    return { run, type, prices: seatPrices(run, type, imported) };
  });
  const here: Pick<Course, 'id' | 'uuid' | 'title' | 'version' | 'keyForReruns' | 'prices' | 'skus'> =
    before?.course ?? {
      ...{ id: '', uuid: imported.uuid ?? newId(), title: imported.key, version: 0 },
      ...{ keyForReruns: null, prices: {}, skus: {} },
    };
  const course: Course = {
    ...{ id: here.id, uuid: here.uuid, version: here.version, type: match.course.slug },
    ...{ key: imported.key, organization: imported.organization },
    title: imported.title ?? here.title,
    keyForReruns: told(imported.keyForReruns, here.keyForReruns),
    prices: { ...here.prices, ...coursePrices(imported, runs) },
    skus: { ...here.skus, ...skusOf(imported) },
  };
  const runsTold = new Set(imported.runs.map(({ key }) => key));
  const left = before?.runs.filter(({ key }) => !runsTold.has(key)) ?? [];
  const composed = runs.map((run) => composeRun(run, course, { ...composing, imported }));
  return stateOf(course, [...left, ...composed]);
}

function skusOf({ entitlements = [] }: ImportedCourse): Course['skus'] {
  const sold = entitlements.flatMap(({ seatType, sku }) => (sku === null ? [] : [[seatType, sku]]));
  return Object.fromEntries(sold) as Course['skus'];
}

/**
 * What seats cost; nothing is kept of a seat that is free, and that nobody is paid for. A certificate that is free in one
 * run may cost something in others, and somebody be paid for it one day: a run's own price then says that it is free.
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

/** As Publisher shows them: of the runs the last one's, and before all the entitlement's. */
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
    start: told(run.start, here.start),
    end: told(run.end, here.end),
    enrollmentEnd: told(run.enrollmentEnd, here.enrollmentEnd),
    goLiveAt: told(run.goLiveAt, here.goLiveAt),
    status,
    type: type.slug,
    hasProducts: here.hasProducts || isSold,
    products,
  };
  return run.seats ? withSeats(composed, { prices, seats: run.seats }, composing) : composed;
}

const told = <T>(there: T | undefined, here: T): T => (there === undefined ? here : there);

function productsOf({ seats = [] }: ImportedRun): Record<string, SeatProduct> {
  const sold = seats.flatMap(({ seatType, sku, bulkSku }) =>
    sku === null ? [] : [[seatType, { sku, bulkSku }]],
  );
  return Object.fromEntries(sold) as Record<string, SeatProduct>;
}

/** With the prices that are not the course's, the deadline that is not the usual one, and the credit. */
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
  // To the second: course-discovery's own ends in .099999, and most others' in nothing.
  const override = deadline && secondsOf(deadline) !== secondsOf(usual) ? deadline : null;
  return {
    ...run,
    prices: Object.fromEntries(own),
    upgradeDeadlineOverride: deadline === undefined ? run.upgradeDeadlineOverride : override,
    creditProvider: told(firstOf(seats.map((seat) => seat.creditProvider)), run.creditProvider),
    creditHours: told(firstOf(seats.map((seat) => seat.creditHours)), run.creditHours),
  };
}

/** What one of them says; null where they say that there is none, undefined where they say nothing. */
function firstOf<T>(said: readonly (T | null | undefined)[]): T | null | undefined {
  return said.find((value) => value != null) ?? said.find((value) => value === null);
}

const secondsOf = (time: Date | null): number | null => time && Math.floor(time.getTime() / 1_000);
