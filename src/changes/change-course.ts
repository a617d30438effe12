// changeCourse: changes title, type and prices of a course and its runs in one atomic step.
import { authorize, may } from '../identity/permissions';
import { badInput, readAll, readEach } from '../model/faults';
import { parseCourseKey } from '../model/keys';
import { OPTIONAL_COURSE_FIELDS } from '../model/courses';
import type { CourseState } from '../model/courses';
import { applying, previewing } from './apply/apply-change';
import type { Command, Proposal, ProposalContext } from './apply/command';
import { readCourseKey } from './input/read';
import type { PriceInput } from './input/read';
import {
  anyCourse,
  changedCourse,
  changedRun,
  inputPaths,
  keyForReruns,
  requireDistinctKeys,
  runOf,
  stateOf,
} from './input/propose';
import type { ChangeCourseRunInput, GivenCourseFields } from './input/propose';
import { courseCommandOf } from './input/read-command';
import type { CommandInput } from './input/read-command';

export interface ChangeCourseInput extends GivenCourseFields, CommandInput {
  readonly key: string;
  readonly expectedVersion: number;
  readonly title?: string | null;
  readonly type?: string | null;
  readonly prices?: readonly PriceInput[] | null;
  readonly runs?: readonly ChangeCourseRunInput[] | null;
  readonly reason: string;
}

/** Saves the whole change or nothing. */
export const changeCourse = applying(changeCourseCommand);

/** Returns what `changeCourse` would answer, and saves nothing. */
export const previewChangeCourse = previewing(changeCourseCommand);

/** The command alone, for callers that change its conditions. */
export function changeCourseCommand(input: ChangeCourseInput): Command {
  const runs = input.runs ?? [];
  return {
    ...courseCommandOf(
      'changeCourse',
      input,
      () => readCourseKey(input.key, 'key'),
      () => {
        if (input.title === null) throw badInput('title', 'The title cannot be cleared.');
      },
      () => requireDistinctKeys(runs, 'runs'),
    ),
    target: { course: input.key },
    newKeys: keyForReruns(input.keyForReruns),
    authorize: (viewer, before) => {
      const organization = before?.course.organization ?? null;
      // A rule decides whether an editor may set a deadline.
      if (setsOnlyDeadlines(input) && may(viewer, 'setUpgradeDeadline', organization)) return;
      authorize(viewer, 'changeCourse', organization);
    },
    propose: (before, context) => proposeChange(input, before, context),
    readWithoutCourse: (context) =>
      proposeChange(input, anyCourse(parseCourseKey(input.keyForReruns ?? ''), runs), context),
  };
}

/** Reviewers may set deadlines without being editors. */
function setsOnlyDeadlines(input: ChangeCourseInput): boolean {
  const { title, runs } = input;
  if (title !== undefined || changesCourse(input) || !runs?.length) return false;
  return runs.every((run) =>
    Object.entries(run).every(
      ([field, value]) => field === 'key' || field === 'upgradeDeadlineOverride' || value === undefined,
    ),
  );
}

/** What to change, without the course, version and reason. */
type Wanted = GivenCourseFields & Pick<ChangeCourseInput, 'title' | 'type' | 'prices' | 'runs'>;

/** The course as the input asks for it. */
export function proposeChange(input: Wanted, before: CourseState | null, context: ProposalContext): Proposal {
  if (!before) throw new Error('A course is changed that was not loaded.');
  const type = input.type == null ? null : { slug: input.type, field: 'type' };
  const { catalogue } = context;
  const named = (input.runs ?? []).map((run, index) => ({ at: `runs.${index}`, run }));
  const { course, runs } = readAll({
    course: () => changedCourse(before.course, { ...input, type }, catalogue),
    runs: () =>
      readEach(
        named.map(
          (entry) => () => changedRun(runOf(before, entry.run.key, `${entry.at}.key`), entry, catalogue),
        ),
      ),
  });
  const changed = new Map(runs.map((run) => [run.key, run]));
  return {
    after: stateOf(
      course,
      before.runs.map((run) => changed.get(run.key) ?? run),
    ),
    paths: inputPaths('type', input.prices, named),
    kind: !changesCourse(input) && named.length === 1 ? 'COURSE_RUN_CHANGED' : 'COURSE_CHANGED',
    courseRunKey: null,
  };
}

/** Whether anything of the course itself changes. */
const changesCourse = (wanted: Wanted): boolean =>
  [wanted.title, wanted.type, wanted.prices].some((value) => value != null) ||
  OPTIONAL_COURSE_FIELDS.some((name) => wanted[name] !== undefined);
