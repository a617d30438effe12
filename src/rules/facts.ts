// Prepares the facts for the rules: the state before and after, already compared. Built once per decision; rules only
// read them.
import { isPaid, pricedSeatTypesOfRunType, soldTracks } from '../model/catalogue';
import type { Catalogue, CourseRunType, CourseType, DefinitionKind, TrackType } from '../model/catalogue';
import { courseTypeOf, phaseOf, runTypeOf } from '../model/courses';
import { effectivePrice } from '../model/money';
import type { Course, CourseRun, CourseState, Phase } from '../model/courses';
import type { Policy } from '../model/policy';

/** The place of each value in the input, for a violation's `path`. */
export interface InputPaths {
  readonly courseType: readonly string[];
  readonly coursePrices: readonly string[];
  /** By run key, for the runs that the input names. */
  readonly runs: ReadonlyMap<string, readonly string[]>;
  /** The index of a seat type in a price list, by the list's path joined with dots. */
  readonly priceIndex: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** One course before and after. `before` is null for a new course, `after` for one to be deleted. */
export interface CourseChange {
  readonly before: CourseState | null;
  readonly after: CourseState | null;
}

/** The LMS's learner counts, by run key and mode slug. */
export type Learners = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface RuleInput {
  readonly catalogueBefore: Catalogue;
  readonly catalogueAfter: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
  readonly courses: readonly CourseChange[];
  readonly paths: InputPaths;
  readonly mayReview: boolean;
  /** The definition being saved. Left out for a change of a course. */
  readonly definition?: { readonly kind: DefinitionKind; readonly slug: string } | null;
  /** The run that is being published by hand. */
  readonly publishes?: string | null;
  /** Left out, or null, if the LMS was not asked. */
  readonly learners?: Learners | null;
}

export interface CourseFacts {
  readonly before: Course | null;
  readonly after: Course | null;
  readonly typeBefore: CourseType | null;
  readonly typeAfter: CourseType | null;
  readonly hasProducts: boolean;
  readonly isTypeChosen: boolean;
}

export interface RunFacts {
  readonly before: CourseRun | null;
  readonly after: CourseRun | null;
  readonly key: string;
  readonly typeBefore: CourseRunType | null;
  readonly typeAfter: CourseRunType | null;
  readonly courseType: CourseType | null;
  readonly courseTypeBefore: CourseType | null;
  /** The phase before the change; a new run is a DRAFT. */
  readonly phase: Phase;
  readonly hasProducts: boolean;
  readonly isTypeChosen: boolean;
  readonly lostTracks: readonly TrackType[];
}

export interface Facts extends Required<RuleInput> {
  readonly courseFacts: readonly CourseFacts[];
  /** Ordered by run key. */
  readonly runFacts: readonly RunFacts[];
}

/** Returns the question together with every comparison that the rules use. */
export function factsOf(question: RuleInput): Facts {
  const { catalogueBefore, catalogueAfter, policy, now, courses, paths } = question;
  const { mayReview, definition = null, publishes = null, learners = null } = question;
  return {
    // Field by field: V8 is slow at copying with `...`, and `typeOptions` asks a thousand questions.
    catalogueBefore,
    catalogueAfter,
    policy,
    now,
    courses,
    paths,
    mayReview,
    definition,
    publishes,
    learners,
    courseFacts: courses.map((change) => courseFactsOf(change, question)),
    runFacts: courses
      .flatMap((change) => runFactsOf(change, question))
      .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)),
  };
}

/** Whether the run moves forward in review or is published by hand. */
export function isSentOn(facts: Facts, { key, before, after }: RunFacts): boolean {
  if (facts.publishes === key) return true;
  return after !== null && after.status !== 'UNPUBLISHED' && before?.status !== after.status;
}

/** A run before and after, with its types. */
export type RunPair = Pick<
  RunFacts,
  'before' | 'after' | 'typeBefore' | 'typeAfter' | 'courseTypeBefore' | 'courseType'
>;

/** Returns the seat types whose effective price changes, for a run that sold them before. */
export function changedPrices(run: RunPair): string[] {
  const { before, after, typeBefore, typeAfter } = run;
  if (!before || !after || !typeBefore || !typeAfter) return [];
  const soldBefore = new Set(soldTracks(typeBefore).map((track) => track.seatType.slug));
  return pricedSeatTypesOfRunType(typeAfter)
    .map((seatType) => seatType.slug)
    .filter((slug) => soldBefore.has(slug) && effectivePrice(before, slug) !== effectivePrice(after, slug));
}

/** The seat type of a changed entitlement, and the course field that changes it. */
export interface ChangedEntitlement {
  readonly seatType: string;
  readonly by: 'type' | 'prices' | 'variantId';
}

/** Returns the changes to the entitlements that go with the run. None go with a run that has no seats. */
export function changedEntitlements(run: RunPair): ChangedEntitlement[] {
  const { before, after, typeBefore, typeAfter, courseTypeBefore, courseType } = run;
  if (!before || !after || !typeBefore || !typeAfter || !courseTypeBefore || !courseType) return [];
  if (courseTypeBefore === courseType && before.course === after.course) return [];
  if (soldTracks(typeBefore).length + soldTracks(typeAfter).length === 0) return [];
  const [old, now] = [courseTypeBefore, courseType].map(
    (type) => new Set(type.entitlementTypes.map(({ slug }) => slug)),
  ) as [Set<string>, Set<string>];
  return [...new Set([...old, ...now])].flatMap((seatType): ChangedEntitlement[] => {
    if (old.has(seatType) !== now.has(seatType)) return [{ seatType, by: 'type' }];
    if (before.course.prices[seatType] !== after.course.prices[seatType]) return [{ seatType, by: 'prices' }];
    return before.course.variantId === after.course.variantId ? [] : [{ seatType, by: 'variantId' }];
  });
}

const NOTHING: readonly TrackType[] = [];

function courseFactsOf(change: CourseChange, question: RuleInput): CourseFacts {
  const before = change.before?.course ?? null;
  const after = change.after?.course ?? null;
  return {
    before,
    after,
    typeBefore: before && courseTypeOf(before, question.catalogueBefore),
    typeAfter: after && courseTypeOf(after, question.catalogueAfter),
    hasProducts: change.before?.runs.some((run) => run.hasProducts) ?? false,
    isTypeChosen: after !== null && after.type !== before?.type,
  };
}

function runFactsOf(change: CourseChange, question: RuleInput): RunFacts[] {
  const before = change.before?.runs ?? [];
  const after = new Map(change.after?.runs.map((run) => [run.key, run]));
  const remaining = before.map((run) => {
    const now = after.get(run.key) ?? null;
    after.delete(run.key);
    return runFacts(run, now, question);
  });
  return [...remaining, ...[...after.values()].map((run) => runFacts(null, run, question))];
}

function runFacts(before: CourseRun | null, after: CourseRun | null, question: RuleInput): RunFacts {
  const typeBefore = before && runTypeOf(before, question.catalogueBefore);
  const typeAfter = after && runTypeOf(after, question.catalogueAfter);
  return {
    before,
    after,
    key: (after ?? before)?.key ?? '',
    typeBefore,
    typeAfter,
    courseType: after && courseTypeOf(after.course, question.catalogueAfter),
    courseTypeBefore: before && courseTypeOf(before.course, question.catalogueBefore),
    phase: before ? phaseOf(before, question.now) : 'DRAFT',
    hasProducts: before?.hasProducts ?? false,
    isTypeChosen: after !== null && after.type !== before?.type,
    lostTracks: typeBefore && typeAfter ? lostTracks(typeBefore, typeAfter) : NOTHING,
  };
}

/**
 * Returns the tracks that a run would no longer offer. A track is lost if its mode changes, or if its paid seat is no
 * longer sold: learners hold it. A seat that nobody is paid for may go; its mode stays.
 */
function lostTracks(before: CourseRunType, after: CourseRunType): readonly TrackType[] {
  if (before === after) return NOTHING;
  const remaining = new Map(after.trackTypes.map((track) => [track.slug, track]));
  return before.trackTypes.filter((track) => {
    const now = remaining.get(track.slug);
    if (!now || now.mode.slug !== track.mode.slug) return true;
    const wasSold = track.seatType?.createsProduct === true && isPaid(track);
    const isSold = now.seatType?.createsProduct === true && now.seatType.slug === track.seatType?.slug;
    return wasSold && !isSold;
  });
}
