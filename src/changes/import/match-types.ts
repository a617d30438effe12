// Finds the types of a course and its runs: the named type, or else one that fits what they sell. Pure; refuses
// nothing.
// Why in this order, and where it follows course-discovery: docs/decisions/0020-importing-from-course-discovery.md.
import { EMPTY, isEmptyType, isOfferedTo, isPaid, soldTracks } from '../../model/catalogue';
import type { Catalogue, CourseRunType, CourseType } from '../../model/catalogue';
import type { CourseState } from '../../model/courses';
import { fittingRunTypes, isSameSet, seatTypesOf, whyNoneFits } from './fitting-run-types';
import type { Fitting, Sold } from './fitting-run-types';
import type { ImportedCourse, ImportedRun, TypeOptions } from './imported-course';
import { statedType } from './stated-type';

/** How a type was found. KEPT: it was known here, and a better fit would only be a guess. EMPTY: none was found. */
export type MatchedBy = 'SLUG' | 'UUID' | 'INFERENCE' | 'KEPT' | 'EMPTY';

export interface Match {
  readonly slug: string;
  readonly by: MatchedBy;
  /** Why the type is Empty, what else would fit, or what it sells instead. */
  readonly remark: string | null;
}
export interface TypeMatch {
  readonly course: Match;
  /** In the order of the course's runs. */
  readonly runs: readonly Match[];
}

export interface MatchContext {
  readonly catalogue: Catalogue;
  readonly options: TypeOptions;
  /** The course as it is here; null if there is none. */
  readonly before: CourseState | null;
}

/** What is certain about a run's type, and which types are possible. */
interface RunClues {
  readonly stated: Match | null;
  /** Its type here, unless that is Empty. */
  readonly known: string | undefined;
  /** Nothing if `said` is certain. */
  readonly fitting: Fitting;
  /** Whether the record says what the run sells. */
  readonly isAsked: boolean;
  readonly whyNone: string;
}

/** The types of the course and of each of its runs. */
export function matchTypes(course: ImportedCourse, context: MatchContext): TypeMatch {
  const { catalogue, options, before } = context;
  const runs = course.runs.map((run) => cluesOf(run, context));
  const stated = statedType(course.type, catalogue.courseTypes, options.courseTypes);
  const found =
    'slug' in stated
      ? { ...stated, remark: null }
      : inferCourseType(
          { course, runs, known: knownOf(before?.course.type), stated: stated.unknown },
          catalogue,
        );
  const listed = catalogue.courseTypes.get(found.slug)?.courseRunTypes ?? [];
  return { course: found, runs: runs.map((run) => matchRun(run, listed)) };
}

function cluesOf(run: ImportedRun, { catalogue, options, before }: MatchContext): RunClues {
  const stated = statedType(run.type, catalogue.courseRunTypes, options.courseRunTypes);
  const given = run.modes ?? options.courseRunTypes.get(run.type.uuid ?? '')?.modes;
  // An empty list of modes counts as unknown modes.
  const modes = given && given.length > 0 ? given : undefined;
  const seats = run.isSeatSetKnown ? run.seats?.map(({ seatType }) => seatType) : undefined;
  const known = knownOf(before?.runs.find(({ key }) => key === run.key)?.type);
  const isAsked = seats !== undefined || modes !== undefined;
  if ('slug' in stated)
    return {
      stated: { ...stated, remark: null },
      known,
      isAsked,
      fitting: { exact: [], lacking: [] },
      whyNone: '',
    };
  return {
    ...{ stated: null, known, isAsked },
    fitting: fittingRunTypes({ seats, modes }, catalogue),
    whyNone: sentences(stated.unknown, whyNone(run, { seats, modes }, catalogue)) ?? '',
  };
}

const whyNone = (run: ImportedRun, sold: Sold, catalogue: Catalogue): string =>
  run.modes?.length === 0 ? 'It has no modes.' : whyNoneFits(sold, catalogue);

const knownOf = (slug: string | undefined): string | undefined => (slug === EMPTY ? undefined : slug);

const sentences = (...words: readonly (string | null | false)[]): string | null =>
  words.filter(Boolean).join(' ') || null;

/** Of the run types that fit: the known one, else the first that the course type lists, else the first of all. */
function matchRun(clues: RunClues, listed: readonly CourseRunType[]): Match {
  const { stated, known, fitting, whyNone, isAsked } = clues;
  if (stated) return stated;
  if (known !== undefined && !isAsked) return { slug: known, by: 'KEPT', remark: null };
  const fits = [...fitting.exact, ...fitting.lacking];
  const [first, ...others] = new Set([
    ...fits.filter(({ slug }) => slug === known),
    ...listed.filter((type) => fitting.exact.includes(type)),
    ...listed.filter((type) => fitting.lacking.includes(type)),
    ...fits,
  ]);
  return first ? guessed(first.slug, known, alsoFit(others)) : keptOrEmpty(known, whyNone);
}

const alsoFit = (others: readonly { readonly slug: string }[]): string | null =>
  others.length === 0 ? null : `The first that fits; so would ${others.map(({ slug }) => slug).join(', ')}.`;

/** A guess never changes a known type. */
function guessed(slug: string, known: string | undefined, remark: string | null): Match {
  if (known === slug) return { slug, by: 'INFERENCE', remark: null };
  if (known === undefined) return { slug, by: 'INFERENCE', remark };
  return { slug: known, by: 'KEPT', remark: `What it sells is of type ${slug}.` };
}

const keptOrEmpty = (known: string | undefined, whyNone: string): Match =>
  known === undefined
    ? { slug: EMPTY, by: 'EMPTY', remark: whyNone }
    : { slug: known, by: 'KEPT', remark: whyNone };

interface CourseClues {
  readonly course: ImportedCourse;
  readonly runs: readonly RunClues[];
  readonly known: string | undefined;
  /** What the record calls its type, if that means nothing here. */
  readonly stated: string;
}

/** How well a course type fits: most runs listed, then exactly these entitlements, then display order. */
interface Fit {
  readonly type: CourseType;
  readonly listed: number;
  readonly isExact: boolean;
}

/** A course without entitlements fits any course type: it may be older than they are. */
function inferCourseType({ course, runs, known, stated }: CourseClues, catalogue: Catalogue): Match {
  const runTypes = runs.map(typesOf).filter((types) => types.length > 0);
  const sold = (course.entitlements ?? []).map(({ seatType }) => seatType);
  const fits = [...catalogue.courseTypes.values()]
    .filter((type) => !isEmptyType(type) && isOfferedTo(type, course.organization))
    .map((type) => fitOf(type, runTypes, sold))
    .filter(({ type, listed, isExact }) => {
      const isFitting = isExact || isFree(type, sold);
      return runTypes.length > 0
        ? listed > 0 && (isFitting || sold.length === 0)
        : isFitting && sold.length > 0;
    })
    .sort((one, other) => rank(one) - rank(other));
  const [best, ...others] = fits;
  if (!best) return keptOrEmpty(known, sentences(stated, whyNoCourseType(sold, runTypes)) ?? '');
  // The known type wins among those that fit as many runs as the best.
  const isKnown = ({ type, listed }: Fit) => type.slug === known && listed === best.listed;
  const { type } = fits.find(isKnown) ?? best;
  const equals = others.filter((fit) => rank(fit) === rank(best)).map((fit) => fit.type);
  return guessed(type.slug, known, sentences(stated, alsoFit(equals)));
}

/** Whether its runs give away what the entitlements are for: a draft of an audit course may have one of audit. */
function isFree({ entitlementTypes, courseRunTypes: [first] }: CourseType, sold: readonly string[]): boolean {
  if (!first || entitlementTypes.length > 0 || !isSameSet(sold, seatTypesOf(first))) return false;
  return !soldTracks(first).some(isPaid);
}

function fitOf(type: CourseType, runTypes: readonly (readonly string[])[], sold: readonly string[]): Fit {
  const slugs = type.courseRunTypes.map(({ slug }) => slug);
  const entitlements = type.entitlementTypes.map(({ slug }) => slug);
  return {
    type,
    listed: runTypes.filter((types) => types.some((slug) => slugs.includes(slug))).length,
    isExact: isSameSet(sold, entitlements),
  };
}

/** Smaller is better. */
const rank = ({ listed, isExact }: Fit): number => -2 * listed - Number(isExact);

/** The types a run can have; a type with more seats than the run counts only if nothing else fits. */
function typesOf({ stated, known, fitting: { exact, lacking } }: RunClues): string[] {
  if (stated) return [stated.slug];
  return known === undefined ? (exact.length > 0 ? exact : lacking).map(({ slug }) => slug) : [known];
}

function whyNoCourseType(sold: readonly string[], runTypes: readonly (readonly string[])[]): string {
  if (runTypes.length + sold.length === 0)
    return 'It has neither entitlements nor a run whose type is known.';
  const types = [...new Set(runTypes.map(([first = '']) => first))].join(', ') || 'no type that is known';
  const entitlements = sold.length > 0 ? `the entitlements ${sold.join(', ')}` : 'no entitlements';
  return `No course type has ${entitlements} and runs of ${types}.`;
}
