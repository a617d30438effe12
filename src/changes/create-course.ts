// createCourse: creates a course, with its runs if they are known.
import { authorize } from '../identity/permissions';
import { EMPTY } from '../model/catalogue';
import { bareCourse } from '../model/courses';
import { readAll } from '../model/faults';
import { foldKey, parseCourseKey } from '../model/keys';
import { applying, previewing } from './apply/apply-change';
import type { Command, ProposalContext } from './apply/command';
import { readCourseKey } from './input/read';
import type { PriceInput } from './input/read';
import {
  changedCourse,
  inputPaths,
  keyForReruns,
  newRuns,
  requireDistinctKeys,
  stateOf,
} from './input/propose';
import type { GivenCourseFields, NewCourseRunInput } from './input/propose';
import { courseCommandOf } from './input/read-command';
import type { CommandInput } from './input/read-command';

export interface CreateCourseInput extends GivenCourseFields, CommandInput {
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly prices: readonly PriceInput[];
  readonly runs: readonly NewCourseRunInput[];
}

/** Creates the course. Throws ALREADY_EXISTS if a course has that key. */
export const createCourse = applying(createCourseCommand);

/** Returns what `createCourse` would answer, and saves nothing. */
export const previewCreateCourse = previewing(createCourseCommand);

function createCourseCommand(input: CreateCourseInput): Command {
  const organization = parseCourseKey(input.key)?.organization;
  return {
    ...courseCommandOf(
      'createCourse',
      input,
      () => readCourseKey(input.key, 'key'),
      () => requireDistinctKeys(input.runs, 'runs', foldKey),
    ),
    target: { course: input.key },
    isCreation: true,
    newKeys: [
      ...keyForReruns(input.keyForReruns),
      ...input.runs.map(({ key }, index) => ({ key, field: `runs.${index}.key` })),
    ],
    authorize: (viewer) => {
      // A malformed key has no organization, and creates nothing.
      if (organization === undefined) return;
      authorize(viewer, 'createCourse', organization);
      if (input.override) authorize(viewer, 'override', organization);
    },
    propose: (_before, context) => ({
      after: proposedState(input, organization ?? '', context),
      paths: inputPaths(
        'type',
        input.prices,
        input.runs.map((run, index) => ({ at: `runs.${index}`, run })),
      ),
      kind: 'COURSE_CREATED',
      courseRunKey: null,
    }),
  };
}

function proposedState(input: CreateCourseInput, organization: string, context: ProposalContext) {
  const { key, title, type, keyForReruns: rerun = null } = input;
  const { catalogue } = context;
  const known = catalogue.courseTypes.has(type) ? type : EMPTY;
  const bare = bareCourse({ uuid: context.newId(), key, organization, title, type: known });
  const named = input.runs.map((run, index) => ({ at: `runs.${index}`, run }));
  const { course, runs } = readAll({
    course: () => changedCourse(bare, { ...input, type: { slug: type, field: 'type' } }, catalogue),
    runs: () => newRuns({ ...bare, keyForReruns: rerun }, named, context),
  });
  return stateOf(course, runs);
}
