// Groups the runs that an LMS lists into courses, because an LMS knows only runs. Pure.
import type { Catalogue, TrackType } from '../../model/catalogue';
import { foldKey, isSameKey, parseCourseKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import { trimmed } from '../../model/text';
import type { LmsMode, LmsRun } from '../../provisioning/target';
import type { KnownKeys, KnownRun } from '../../store/courses/find-courses';
import { isBackwards } from './imported-course';
import type { ImportedCourse, ImportedRun, ImportedSeat } from './imported-course';

/** The runs of one organization and number, oldest first. */
export interface LmsCourse {
  /** The key of the course here; for a new course, as its newest run spells it. */
  readonly key: string;
  readonly title: string;
  readonly runs: readonly (LmsRun & { readonly isKnown: boolean })[];
  /** Why runs are not imported, one sentence for each. */
  readonly leftAlone: readonly string[];
}

/** The longest title, in characters. */
const MAX_TITLE_LENGTH = 255;

/** Returns the courses, ordered by key. Runs that belong to no course are not imported; `leftAlone` says why. */
export function coursesOf(runs: readonly LmsRun[], known: KnownKeys): LmsCourse[] {
  const groups = new Map<string, { name: string; runs: LmsRun[]; leftAlone: string[] }>();
  // A run listed twice, because the list moved while it was paged through, counts as listed last.
  for (const run of new Map(runs.map((one) => [one.key, one])).values()) {
    const { name, problem } = courseKeyOf(run.key, known);
    const group = groups.get(foldKey(name)) ?? { name, runs: [], leftAlone: [] };
    groups.set(foldKey(name), group);
    const twin = known.runs.has(run.key) ? null : group.runs.find(({ key }) => isSameKey(key, run.key));
    const why = twin ? `it differs from ${twin.key} in capitals only.` : problem;
    if (why === null) group.runs.push(run);
    else group.leftAlone.push(`${run.key}: ${why}`);
  }
  return [...groups.values()]
    .map((group): LmsCourse => {
      const runs = [...group.runs].sort(byAge);
      const newest = runs.at(-1);
      const name = newest ? courseKeyOf(newest.key, known).name : group.name;
      return {
        key: known.courses.get(foldKey(name)) ?? name,
        title: newest?.title ?? '',
        runs: runs.map((run) => {
          const here = runHere(run.key, known);
          return { ...run, key: here?.key ?? run.key, isKnown: here !== undefined };
        }),
        leftAlone: group.leftAlone,
      };
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Returns the known run with that key, in upper or lower case. */
const runHere = (key: string, { runs }: KnownKeys): KnownRun | undefined =>
  runs.get(key) ?? runs.get(foldKey(key));

/** The course here that has the run, or else the one of its organization and number; or why it belongs to no course. */
function courseKeyOf(run: string, known: KnownKeys): { name: string; problem: string | null } {
  const here = runHere(run, known);
  if (here) return { name: here.courseKey, problem: null };
  const parts = parseRunKey(run) ?? parseOldRunKey(run);
  if (parts) {
    const name = `${parts.organization}+${parts.number}`;
    return { name: known.courses.get(foldKey(name)) ?? name, problem: null };
  }
  const [, ofCcx] = /^ccx-v1:([^+]+\+[^+]+)\+/.exec(run) ?? [];
  if (ofCcx === undefined) return { name: run, problem: 'it is not a run key.' };
  return { name: known.courses.get(foldKey(ofCcx)) ?? ofCcx, problem: 'a CCX is sold by its coach.' };
}

/** Orders by start; a run without one comes first, because it was created before starts existed. */
const byAge = (one: LmsRun, other: LmsRun): number =>
  (one.start?.getTime() ?? 0) - (other.start?.getTime() ?? 0) || (one.key < other.key ? -1 : 1);

/** Returns why a new run with these modes is not imported; null if it is. */
export function whyLeftAlone(
  run: LmsRun,
  modes: readonly LmsMode[],
  { catalogue, currency }: { readonly catalogue: Catalogue; readonly currency: string },
): string | null {
  const unknown = modes.filter(({ slug }) => !catalogue.modes.has(slug));
  const foreign = modes.filter((mode) => mode.minPrice > 0 && mode.currency !== currency);
  const words = [
    ...(isBackwards(run) ? ['its end is not after its start.'] : []),
    ...unknown.map(({ slug }) => `there is no mode ${slug} here (saveMode).`),
    ...foreign.map(
      (mode) => `its mode ${mode.slug} is in ${mode.currency}; prices are in ${currency} here (CURRENCY).`,
    ),
  ];
  return words.join(' ') || null;
}

/** The course as an import takes it; `modes` has those of each new run. Other runs carry only title and dates. */
export function importedCourseOf(
  { key, title, runs }: LmsCourse,
  modes: ReadonlyMap<string, readonly LmsMode[]>,
  catalogue: Catalogue,
): ImportedCourse {
  return {
    key,
    organization: parseCourseKey(key)?.organization ?? '',
    title: titleFor(title),
    type: {},
    runs: runs.map((run) => importedRunOf(run, modes.get(run.key), catalogue)),
    remarks: runs
      .filter((run) => run.title !== (titleFor(run.title) ?? ''))
      .map((run) => `${run.key}: its title is cut to ${MAX_TITLE_LENGTH} characters.`),
    isFromLms: true,
  };
}

function importedRunOf(
  run: LmsRun,
  modes: readonly LmsMode[] | undefined,
  catalogue: Catalogue,
): ImportedRun {
  const { key, title, start, end, enrollmentEnd } = run;
  const dated = { key, title: titleFor(title), start, end, enrollmentEnd, type: {} };
  if (!modes) return { ...dated, isSeatSetKnown: false };
  return {
    ...dated,
    modes: modes.map(({ slug }) => slug),
    seats: modes.flatMap((mode) => seatOf(mode, catalogue)),
    isSeatSetKnown: true,
    status: modes.length > 0 ? 'PUBLISHED' : 'UNPUBLISHED',
  };
}

/** The title as it is stored here; undefined if there is none. */
export const titleFor = (title: string): string | undefined =>
  trimmed([...trimmed(title)].slice(0, MAX_TITLE_LENGTH).join('')) || undefined;

/** The seat sold for the mode, if any: `audit` has one, a private course has none. */
function seatOf(mode: LmsMode, { trackTypes }: Catalogue): ImportedSeat[] {
  const isSoldFor = (track: TrackType) => track.mode.slug === mode.slug && track.seatType?.createsProduct;
  const seatType = [...trackTypes.values()].find(isSoldFor)?.seatType?.slug;
  if (seatType === undefined) return [];
  return [
    {
      seatType,
      amount: `${mode.minPrice}.00`,
      // A deadline that the LMS computed itself says nothing; null says that there is none.
      upgradeDeadline: mode.isExpiryExplicit || mode.expires === null ? mode.expires : undefined,
      sku: mode.sku,
      bulkSku: mode.bulkSku,
    },
  ];
}
