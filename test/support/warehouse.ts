// A warehouse of others, which knows about us only docs/data-dictionary.md: it loads an export, continues by the feed
// or by a later export's --since, and can be queried for its rows.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILES } from '../../src/cli/export/files';
import type { Manifest } from '../../src/cli/export/write-export';
import { catalogueOf } from '../../src/model/catalogue';
import type { Definitions } from '../../src/model/catalogue';
import type { Course, CourseRun } from '../../src/model/courses';
import type { Change } from '../../src/model/history';
import { POLICY } from './changes';

// A line of a file is untyped: each test states what it expects.
type Line = ReturnType<typeof JSON.parse>;
export type Rows = Readonly<Record<string, Line[]>>;

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** The rows of an export of JSON lines, by file. Throws if a file contradicts the manifest. */
export function readRows(folder: string): Rows {
  const files = readManifest(folder).files.map(({ name, rows, bytes, sha256 }) => {
    const content = readFileSync(join(folder, name));
    const lines = content.toString().split('\n').slice(0, -1);
    const sum = createHash('sha256').update(content).digest('hex');
    if (lines.length !== rows || content.length !== bytes || sum !== sha256)
      throw new Error(`${name} is not what the manifest says.`);
    return [name.replace('.jsonl', ''), lines.map((line) => JSON.parse(line))] as const;
  });
  return Object.fromEntries(files);
}

const KINDS = {
  mode: 'modes',
  seatType: 'seat-types',
  trackType: 'track-types',
  courseRunType: 'course-run-types',
  courseType: 'course-types',
} as const;
const OF_COURSES = {
  courses: 'courseKey',
  entitlements: 'courseKey',
  'course-runs': 'courseKey',
  'course-run-tracks': 'courseKey',
  seats: 'courseKey',
};

/** The rows of an earlier export, updated by one made with `--since` its cursor. */
export function withLater(rows: Rows, later: Rows): Rows {
  const replaced = new Set([
    ...(later['courses'] ?? []).map(({ courseKey }) => courseKey as string),
    ...(later['changes'] ?? []).map(({ courseKey }) => courseKey as string),
  ]);
  const ownRows = Object.entries(OF_COURSES).map(([name, key]) => [
    name,
    [...(rows[name]?.filter((row) => !replaced.has(row[key])) ?? []), ...(later[name] ?? [])],
  ]);
  const changes = [...(rows['changes'] ?? []), ...(later['changes'] ?? [])];
  return inOrder({ ...later, ...Object.fromEntries(ownRows), changes });
}

/** Rows in an order that does not depend on when they were loaded. */
export function inOrder(rows: Rows): Rows {
  const nameOf = ({ changeId, slug, courseKey, courseRunKey, trackType, seatType }: Line) =>
    changeId ?? slug ?? [courseKey, courseRunKey, trackType, seatType].join(' ');
  return Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [
      name,
      [...list].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
    ]),
  );
}

/** The rows of an export, updated by the changes in the feed after its cursor. */
export function withFeed(rows: Rows, changes: readonly Change[]): Rows {
  const state = loaded(rows);
  for (const change of changes) apply(state, change);
  const definitions = Object.fromEntries(
    Object.entries(state.definitions).map(([kind, defined]) => [kind, [...defined.values()]]),
  );
  const given = {
    catalogue: catalogueOf(definitions as unknown as Definitions, 0),
    policy: POLICY,
    at: new Date(),
  };
  const courses = [...state.courses.values()] as Course[];
  const runs = [...state.runs.values()].map(
    ({ courseKey, ...run }) => ({ ...run, course: state.courses.get(courseKey) }) as CourseRun,
  );
  const files = [
    ...FILES.catalogue.map((file) => [file, file.rowsOf(given.catalogue, given)] as const),
    ...FILES.courses.map((file) => [file, courses.flatMap((course) => file.rowsOf(course, given))] as const),
    ...FILES.runs.map((file) => [file, runs.flatMap((run) => file.rowsOf(run, given))] as const),
    ...FILES.changes.map(
      (file) =>
        [
          file,
          [...(rows['changes'] ?? []), ...changes.flatMap((change) => file.rowsOf(change, given))],
        ] as const,
    ),
  ];
  const written = files.map(([{ name, columns }, list]) => [
    name,
    list.map((row) => Object.fromEntries(Object.keys(columns).map((column) => [column, row[column]]))),
  ]);
  const { changes: all, ...others } = JSON.parse(JSON.stringify(Object.fromEntries(written))) as Rows;
  return inOrder({
    ...others,
    changes: (all ?? []).map((row) => ({ ...row, changeId: Number(row.changeId) })),
  });
}

function loaded(rows: Rows) {
  const by = (name: string, key: string) =>
    new Map<string, Line>((rows[name] ?? []).map((row) => [row[key], row]));
  const definitions = Object.entries(KINDS).map(([kind, name]) => [kind, by(name, 'slug')] as const);
  const runs = new Map(
    [...by('course-runs', 'courseRunKey')].map(([key, run]) => [
      key,
      withTimes({ ...withNames(run, RUN_NAMES), title: run.ownTitle }),
    ]),
  );
  return {
    definitions: Object.fromEntries(definitions) as Record<string, Map<string, Line>>,
    courses: new Map(
      [...by('courses', 'courseKey')].map(([key, course]) => [key, withNames(course, COURSE_NAMES)]),
    ),
    runs,
  };
}

/** The name of each column in the API and in history, according to the data dictionary. */
const COURSE_NAMES = { courseKey: 'key', courseType: 'type', courseVersion: 'version' };
const RUN_NAMES = { courseRunKey: 'key', courseRunType: 'type', startsAt: 'start', endsAt: 'end' };
const withNames = (row: Line, names: Readonly<Record<string, string>>): Line =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [names[name] ?? name, value]));

const TIMES = ['start', 'end', 'goLiveAt', 'upgradeDeadlineOverride'];
const withTimes = (run: Line): Line =>
  Object.fromEntries(
    Object.entries(run).map(([name, value]) => [
      name,
      TIMES.includes(name) && typeof value === 'string' ? new Date(value) : value,
    ]),
  );

/** A change sets values and never adds them up: applying one twice gives the same result. */
function apply(state: ReturnType<typeof loaded>, { before, after, ...entry }: Change): void {
  const change = { ...entry, before: before?.value, after: after?.value };
  const { kind, subject, courseKey } = change;
  if (courseKey === null) {
    const [definedKind = '', slug = ''] = subject.split(':');
    state.definitions[definedKind]?.set(slug, change.after as Line);
  } else if (kind.startsWith('PROVISIONING')) applySkus(state, { ...change, courseKey });
  else applyFields(state, { ...change, courseKey });
}

type OfCourse = Omit<Change, 'before' | 'after'> & {
  readonly courseKey: string;
  readonly before: unknown;
  readonly after: unknown;
};

function applySkus(
  { courses, runs }: ReturnType<typeof loaded>,
  { after, courseKey, courseRunKey }: OfCourse,
): void {
  const { seats, entitlements } = (after as Line)?.skus ?? {};
  const [course, run] = [courses.get(courseKey), runs.get(courseRunKey ?? '')];
  if (course) courses.set(courseKey, { ...course, skus: { ...course.skus, ...entitlements } });
  if (run) runs.set(run.key, { ...run, products: { ...run.products, ...seats } });
}

function applyFields(
  { courses, runs }: ReturnType<typeof loaded>,
  { kind, courseKey, ...change }: OfCourse,
): void {
  const { courseRuns = {}, ...own } = (change.after as Line) ?? {};
  const fresh = { key: courseKey, organization: courseKey.split('+')[0], skus: {} };
  const course = courses.get(courseKey);
  if (kind === 'COURSE_DELETED') courses.delete(courseKey);
  else if (course ?? own.uuid) courses.set(courseKey, { ...fresh, ...course, ...own });
  const before = Object.keys((change.before as Line)?.courseRuns ?? {});
  for (const key of before) if (!(key in courseRuns)) runs.delete(key);
  for (const [key, fields] of Object.entries<Line>(courseRuns)) {
    const old = runs.get(key);
    if (old ?? fields.uuid) runs.set(key, withTimes({ key, courseKey, products: {}, ...old, ...fields }));
  }
}
