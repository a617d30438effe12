// saveMode, saveSeatType, saveTrackType, saveCourseRunType, saveCourseType: one transaction that judges a definition
// against every affected run, saves it, and requests provisioning where the desired state would differ.
import { isDeepStrictEqual } from 'node:util';
import { authorize } from '../../identity/permissions';
import { catalogueOf, withDefinition } from '../../model/catalogue';
import type { Catalogue, Definition, DefinitionKind } from '../../model/catalogue';
import { readAll } from '../../model/faults';
import type { RuleViolation } from '../../model/rule-codes';
import type { Viewer } from '../../model/viewer';
import { tracksChanged } from '../../provisioning/events/tracks-changed';
import { deliveryRequestsOf } from '../../provisioning/desired-state';
import { currentTraceParent } from '../../provisioning/tracing';
import { judge } from '../../rules';
import { readCatalogue } from '../../store/catalogue';
import { loadCoursesOfTypes, lockCatalogue } from '../../store/courses/course-states';
import type { LoadedCourse } from '../../store/courses/course-states';
import { inTransaction } from '../../store/database';
import type { Transaction } from '../../store/database';
import { enqueue } from '../../store/outbox/enqueue';
import { appendEvents } from '../../store/outbox/events';
import { saveDefinitionRow } from '../../store/save-definition';
import { uuidV5 } from '../../store/uuid-v5';
import type { Command } from '../apply/command';
import { desiredContext } from '../apply/decide';
import { runOnce } from '../apply/replay';
import type { ChangeDeps } from '../deps';
import { inputPaths } from '../input/propose';
import { courseCommandOf } from '../input/read-command';
import { READERS } from './definitions';
import type { Inputs } from './definitions';

/** The saved definition's slug, or null and the violations that prevented it. */
export interface DefinitionOutcome {
  readonly slug: string | null;
  readonly violations: readonly RuleViolation[];
  /** Whether this is the answer that an earlier input with the same idempotency key got. */
  readonly isReplay: boolean;
}

/** How many violations are returned, of possibly thousands; the last one says how many more there are. */
const MAX_VIOLATIONS = 100;

export type DefinitionDeps = Omit<ChangeDeps, 'countLearners' | 'readers' | 'bulkRatePerMinute'>;

type Save<K extends DefinitionKind> = (
  deps: DefinitionDeps,
  viewer: Viewer,
  input: Inputs[K],
) => Promise<DefinitionOutcome>;

const saver =
  <K extends DefinitionKind>(kind: K): Save<K> =>
  (deps, viewer, input) =>
    saveDefinition(deps, viewer, { kind, input });

export const saveMode = saver('mode');
export const saveSeatType = saver('seatType');
export const saveTrackType = saver('trackType');
/** Saves a track type without provisioning, for an import: its runs are already as their systems have them. */
export const saveTrackTypeUnprovisioned = (
  deps: DefinitionDeps,
  viewer: Viewer,
  input: Inputs['trackType'],
) => saveDefinition(deps, viewer, { kind: 'trackType', input, isQuiet: true });
export const saveCourseRunType = saver('courseRunType');
export const saveCourseType = saver('courseType');

interface Saving<K extends DefinitionKind> {
  readonly kind: K;
  readonly input: Inputs[K];
  readonly isQuiet?: boolean;
}

async function saveDefinition<K extends DefinitionKind>(
  deps: DefinitionDeps,
  viewer: Viewer,
  saving: Saving<K>,
): Promise<DefinitionOutcome> {
  authorize(viewer, 'saveDefinition', null);
  const { kind, input } = saving;
  const mutation = `save${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const command = courseCommandOf(mutation, input);
  const saved = await inTransaction(deps.database, (tx) =>
    runOnce(tx, { viewer, command }, () => saveIn(tx, deps, { ...saving, actor: viewer.username, command })),
  );
  await deps.catalogue.atLeast(saved.version);
  deps.onProvisioningQueued();
  return saved;
}

type SavingNow<K extends DefinitionKind> = Saving<K> & {
  readonly actor: string;
  readonly command: Pick<Command, 'reason' | 'mistakes'>;
};

async function saveIn<K extends DefinitionKind>(
  tx: Transaction,
  deps: DefinitionDeps,
  { kind, input, isQuiet, actor, command: { reason, mistakes: found } }: SavingNow<K>,
) {
  const mistakes = (): void => {
    if (found) throw found;
  };
  await lockCatalogue(tx);
  const before = await readCatalogue(tx);
  const old = definitionOf(before, kind, input.slug);
  const uuid = old && 'uuid' in old ? old.uuid : uuidV5(kind, input.slug);
  const saved = readAll({ mistakes, saved: () => READERS[kind](input, before, uuid) }).saved;
  const after = catalogueOf(withDefinition(before.definitions, kind, saved), before.version + 1);
  const { slug } = saved;
  if (isDeepStrictEqual(old, saved)) return { slug, violations: [], version: before.version };
  const courses = await concernedCourses(tx, before, after);
  const violations = violationsOf(deps, { before, after, courses }, { kind, slug });
  if (violations.length > 0) return { slug: null, violations, version: before.version };
  const version = await saveDefinitionRow(tx, kind, saved);
  const events = courses.flatMap(({ state }) =>
    tracksChanged({ state, catalogue: before }, { state, catalogue: after }),
  );
  await appendEvents(tx, events);
  await enqueue(tx, deliveryRequestsFor(deps, { before, after, courses: isQuiet ? [] : courses }), {
    newId: deps.newId,
    traceParent: currentTraceParent(),
    history: [
      {
        ...{ kind: 'CATALOGUE_CHANGED', subject: `${kind}:${slug}`, actor, reason, overridden: [] },
        ...{ courseKey: null, courseRunKey: null, before: old ?? null, after: saved },
      },
    ],
  });
  return { slug, violations: [], version };
}

function definitionOf<K extends DefinitionKind>(
  catalogue: Catalogue,
  kind: K,
  slug: string,
): Definition<K> | undefined {
  const rows: readonly Definition<K>[] = catalogue.definitions[kind];
  return rows.find((row) => row.slug === slug);
}

/** The courses with a course or run type whose meaning changes. */
async function concernedCourses(
  tx: Transaction,
  before: Catalogue,
  after: Catalogue,
): Promise<LoadedCourse[]> {
  const moved = <T extends { slug: string }>(
    old: ReadonlyMap<string, T>,
    now: ReadonlyMap<string, T>,
    meaning: (type: T) => unknown,
  ) =>
    [...old.values()]
      .filter((type) => {
        const next = now.get(type.slug);
        return next && !isDeepStrictEqual(meaning(type), meaning(next));
      })
      .map((type) => type.slug);
  const runTypes = moved(before.courseRunTypes, after.courseRunTypes, (type) => type.trackTypes);
  const courseTypes = moved(before.courseTypes, after.courseTypes, (type) => [
    type.entitlementTypes.map((seatType) => seatType.slug),
    type.courseRunTypes.map((runType) => runType.slug),
  ]);
  return loadCoursesOfTypes(tx, courseTypes, runTypes);
}

interface Redefinition {
  readonly before: Catalogue;
  readonly after: Catalogue;
  readonly courses: readonly LoadedCourse[];
}

function violationsOf(
  deps: DefinitionDeps,
  { before, after, courses }: Redefinition,
  definition: { kind: DefinitionKind; slug: string },
): readonly RuleViolation[] {
  const { violations } = judge({
    catalogueBefore: before,
    catalogueAfter: after,
    policy: deps.policy,
    now: deps.clock(),
    courses: courses.map(({ state }) => ({ before: state, after: state })),
    paths: inputPaths('slug', null, []),
    mayReview: true,
    definition,
  });
  const [answered, rest] = [violations.slice(0, MAX_VIOLATIONS), violations.length - MAX_VIOLATIONS];
  return answered.map((violation, index) =>
    rest > 0 && index === MAX_VIOLATIONS - 1
      ? {
          ...violation,
          message: `${violation.message} And ${rest} more such ${rest === 1 ? 'violation' : 'violations'}.`,
        }
      : violation,
  );
}

function deliveryRequestsFor(deps: DefinitionDeps, { before, after, courses }: Redefinition) {
  const now = deps.clock();
  const context = (loaded: LoadedCourse, catalogue: Catalogue) =>
    desiredContext(loaded, { catalogue, policy: deps.policy, now });
  return courses.flatMap((loaded) =>
    deliveryRequestsOf(
      { state: loaded.state, context: context(loaded, before) },
      { state: loaded.state, context: { ...context(loaded, before), catalogue: after } },
    ),
  );
}
