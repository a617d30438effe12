// The rule that everything sold has a price. It is judged when a type is chosen, a price is removed, a run moves on, or
// a type is redefined.
import { pricedSeatTypesOfRunType, soldTracks } from '../model/catalogue';
import type { SeatType } from '../model/catalogue';
import { effectivePrice } from '../model/money';
import type { CourseRun } from '../model/courses';
import { sellsEntitlements } from '../model/policy';
import { isSentOn } from './facts';
import type { CourseFacts, Facts, RunFacts } from './facts';
import { definitionPath, pathOf } from './paths';
import type { Finding, Rule } from './rule';
import { counted } from '../model/text';

export const priceIsGiven: Rule = {
  code: 'PRICE_REQUIRED',
  says: 'A price is required.',
  because: 'Without a price, course-discovery sells at 0.',
  isWaivable: false,
  check: (facts) => {
    if (facts.definition) return missingByDefinition(facts);
    const entitlements = facts.courseFacts.flatMap((course) => missingEntitlementPrices(facts, course));
    const runs = facts.runFacts.flatMap((run) => missingRunPrices(facts, run));
    return onePerSeatType([...entitlements, ...runs]);
  },
};

/** A price that something needs. */
interface Missing extends Pick<Finding, 'path' | 'courseRunKey'> {
  readonly seatType: SeatType;
  readonly neededFor: string;
}

/** How many of those that need a price a message names. */
const MAX_NAMED = 5;

/** Returns one finding per seat type, at the first place that needs the price: one price cures all. */
function onePerSeatType(missing: readonly Missing[]): Finding[] {
  return [...new Set(missing.map(({ seatType }) => seatType))].map((seatType) => {
    const [first, ...others] = missing.filter((one) => one.seatType === seatType) as [Missing, ...Missing[]];
    const named = [first, ...others.slice(0, MAX_NAMED - 1)].map(({ neededFor }) => neededFor).join(', ');
    const more =
      others.length < MAX_NAMED ? '' : ` and ${counted(others.length - MAX_NAMED + 1, 'more run')}`;
    return {
      detail: `${seatType.name} needs one for ${named}${more}.`,
      path: first.path,
      seatType: seatType.slug,
      ...(others.length === 0 && first.courseRunKey && { courseRunKey: first.courseRunKey }),
    };
  });
}

function missingEntitlementPrices(facts: Facts, course: CourseFacts): Missing[] {
  const { before, after, typeAfter, isTypeChosen } = course;
  if (!after || !typeAfter) return [];
  const isSent = sellsEntitlements(facts.policy) && facts.runFacts.some((run) => isSentWith(facts, run));
  return typeAfter.entitlementTypes
    .filter(({ slug }) => after.prices[slug] === undefined)
    .filter(({ slug }) => isTypeChosen || isSent || before?.prices[slug] !== undefined)
    .map((seatType) => ({
      seatType,
      neededFor: `the entitlement of ${after.key}`,
      path: isSent ? ['courseRunKey'] : facts.paths.coursePrices,
    }));
}

/** Whether the run's provisioning is requested, and entitlements travel with it. */
const isSentWith = ({ publishes }: Facts, { key, typeAfter }: RunFacts): boolean =>
  publishes === key && typeAfter !== null && soldTracks(typeAfter).length > 0;

function missingRunPrices(facts: Facts, run: RunFacts): Missing[] {
  const isSent = isSentOn(facts, run);
  const field = isSent && !run.isTypeChosen ? 'status' : 'prices';
  return newlyUnpriced(run, run.isTypeChosen || isSent).map((seatType) => ({
    seatType,
    neededFor: run.key,
    path: facts.publishes ? ['courseRunKey'] : pathOf(facts, run, field),
    courseRunKey: run.key,
  }));
}

/** Returns the run's priced seat types that lack a price; with `isAll` also those that lacked one before. */
function newlyUnpriced(run: RunFacts, isAll: boolean): SeatType[] {
  const before = new Set(isAll ? [] : unpriced(run.before, run.typeBefore).map(({ slug }) => slug));
  return unpriced(run.after, run.typeAfter).filter((seatType) => !before.has(seatType.slug));
}

function unpriced(run: CourseRun | null, type: RunFacts['typeAfter']): SeatType[] {
  if (!run || !type) return [];
  return pricedSeatTypesOfRunType(type).filter((seatType) => effectivePrice(run, seatType.slug) === null);
}

/** The definition fields that can make something need a price. */
const PRICE_FIELDS = [
  ...['entitlementTypes', 'courseRunTypes', 'trackTypes', 'seatType'],
  ...['paidToPlatform', 'paidToPartner', 'createsProduct'],
];

/** One per course and seat type: a definition may affect thousands of runs. Drafts count: a seat always has a price. */
function missingByDefinition(facts: Facts): Finding[] {
  const seats = new Map<string, SeatType[]>();
  for (const run of facts.runFacts) {
    const id = run.after?.course.id ?? '';
    seats.set(id, [...(seats.get(id) ?? []), ...newlyUnpriced(run, false)]);
  }
  return facts.courseFacts.flatMap((course) => {
    const { after } = course;
    if (!after) return [];
    const missing = [...newEntitlements(course), ...(seats.get(after.id) ?? [])];
    return [...new Set(missing)].map((seatType) => ({
      detail: `${seatType.name} needs one for ${after.key}.`,
      path: definitionPath(facts, ...PRICE_FIELDS),
      seatType: seatType.slug,
    }));
  });
}

function newEntitlements({ after, typeBefore, typeAfter }: CourseFacts): SeatType[] {
  const before = new Set(typeBefore?.entitlementTypes.map((seatType) => seatType.slug));
  return (typeAfter?.entitlementTypes ?? []).filter(
    (seatType) => !before.has(seatType.slug) && after?.prices[seatType.slug] === undefined,
  );
}
