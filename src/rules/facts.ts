// What the rules are told: the state before and after, already compared. Built once per decision; rules only read it.
import { isPaid, pricedSeatTypesOfRunType, soldTracks } from '../model/catalogue';
import type {
  Catalogue,
  CourseRunType,
  CourseType,
  Definition,
  DefinitionKind,
  TrackType,
} from '../model/catalogue';
import { courseTypeOf, effectivePrice, phaseOf, runTypeOf } from '../model/courses';
import type { Course, CourseRun, CourseState, Phase } from '../model/courses';
import type { Policy } from '../model/policy';

/** Where in the input things stand, so that a violation can point at them. */
export interface InputPaths {
  readonly courseType: readonly string[];
  readonly coursePrices: readonly string[];
  /** By run key: runs that the input names. */
  readonly runs: ReadonlyMap<string, readonly string[]>;
  /** The position of a seat type in a list of prices, by the list's path joined with dots. */
  readonly priceIndex: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** One course before and after. Before is null for a new one, after for one that is to be deleted. */
export interface CourseChange {
  readonly before: CourseState | null;
  readonly after: CourseState | null;
}

/** How many learners the LMS counts, by run key and mode slug. */
export type Learners = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface Question {
  readonly catalogueBefore: Catalogue;
  readonly catalogueAfter: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
  readonly courses: readonly CourseChange[];
  readonly paths: InputPaths;
  readonly mayReview: boolean;
  /** A definition is saved: its kind and slug. Null for a change of a course. */
  readonly definition: { readonly kind: DefinitionKind; readonly slug: string } | null;
  /** The run whose provisioning is asked for by hand. */
  readonly publishes: string | null;
  /** Null: the LMS was not asked. */
  readonly learners: Learners | null;
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
  /** Before the change; a new run is a DRAFT. */
  readonly phase: Phase;
  readonly hasProducts: boolean;
  readonly isTypeChosen: boolean;
  readonly lostTracks: readonly TrackType[];
}

export interface Facts extends Question {
  readonly courseFacts: readonly CourseFacts[];
  /** In the order of run keys. */
  readonly runFacts: readonly RunFacts[];
}

/** The question with everything compared that the rules want to know. */
export function factsOf(question: Question): Facts {
  return {
    ...question,
    courseFacts: question.courses.map((change) => courseFactsOf(change, question)),
    runFacts: question.courses
      .flatMap((change) => runFactsOf(change, question))
      .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)),
  };
}

/** Where a run's field stands in the input; for a run that the input does not name, what caused the change. */
export function pathOf(facts: Facts, run: RunFacts, field: string): readonly string[] {
  const named = facts.paths.runs.get(run.key);
  if (named) return [...named, field];
  return field === 'prices' ? facts.paths.coursePrices : facts.paths.courseType;
}

/**
 * The field of a saved definition that a violation is about: the first of those given that it changes.
 * The given ones are every field that can break the rule, so one of them is.
 */
export function definitionPath(facts: Facts, ...fields: readonly string[]): readonly string[] {
  const { definition, catalogueBefore, catalogueAfter } = facts;
  const old = definition && fieldsOf(catalogueBefore, definition);
  const saved = definition && fieldsOf(catalogueAfter, definition);
  const isChanged = (field: string) =>
    saved?.[field] !== undefined && JSON.stringify(saved[field]) !== JSON.stringify(old?.[field]);
  return [fields.find(isChanged) ?? 'slug'];
}

function fieldsOf(
  { definitions }: Catalogue,
  { kind, slug }: { readonly kind: DefinitionKind; readonly slug: string },
): Readonly<Record<string, unknown>> | undefined {
  const rows: readonly Definition[] = definitions[kind];
  const row = rows.find((candidate) => candidate.slug === slug);
  return row && { ...row };
}

/** The place of one price in a list of prices; the list itself where the input does not give that price. */
export function pricePath(
  facts: Facts,
  { list, seatType }: { readonly list: readonly string[]; readonly seatType: string },
  field: 'amount' | 'seatType',
): readonly string[] {
  const index = facts.paths.priceIndex.get(list.join('.'))?.get(seatType);
  return index === undefined ? list : [...list, String(index), field];
}

/** Whether the run moves on in review, or is to be sent by hand. */
export function isSentOn(facts: Facts, { key, before, after }: RunFacts): boolean {
  if (facts.publishes === key) return true;
  return after !== null && after.status !== 'UNPUBLISHED' && before?.status !== after.status;
}

/** Seat types of the run's type whose effective price is another than before, for a run that sold them before. */
export function changedPrices(run: RunFacts): string[] {
  const { before, after, typeBefore, typeAfter } = run;
  if (!before || !after || !typeBefore || !typeAfter) return [];
  const soldBefore = new Set(soldTracks(typeBefore).map((track) => track.seatType.slug));
  return pricedSeatTypesOfRunType(typeAfter)
    .map((seatType) => seatType.slug)
    .filter((slug) => soldBefore.has(slug) && effectivePrice(before, slug) !== effectivePrice(after, slug));
}

function courseFactsOf(change: CourseChange, question: Question): CourseFacts {
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

function runFactsOf(change: CourseChange, question: Question): RunFacts[] {
  const before = new Map(change.before?.runs.map((run) => [run.key, run]));
  const after = new Map(change.after?.runs.map((run) => [run.key, run]));
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].map((key) => runFacts(before.get(key) ?? null, after.get(key) ?? null, question));
}

function runFacts(before: CourseRun | null, after: CourseRun | null, question: Question): RunFacts {
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
    lostTracks: typeBefore && typeAfter ? lostTracks(typeBefore, typeAfter) : [],
  };
}

/**
 * Tracks that a run would no longer offer. A track whose mode changes is lost, and so is one whose seat somebody is paid
 * for and that is no longer sold: learners hold it. A seat that nobody is paid for may go; its mode stays.
 */
function lostTracks(before: CourseRunType, after: CourseRunType): TrackType[] {
  const kept = new Map(after.trackTypes.map((track) => [track.slug, track]));
  return before.trackTypes.filter((track) => {
    const now = kept.get(track.slug);
    if (!now || now.mode.slug !== track.mode.slug) return true;
    const wasSold = track.seatType?.createsProduct === true && isPaid(track);
    const isSold = now.seatType?.createsProduct === true && now.seatType.slug === track.seatType?.slug;
    return wasSold && !isSold;
  });
}
