// createCourse: a new course, with its runs if they are known.
import { authorize } from '../identity/permissions';
import type { Course } from '../model/courses';
import { foldKey } from '../model/keys';
import type { Viewer } from '../model/viewer';
import { applyChange, previewChange } from './apply/apply-change';
import type { Command, Outcome, ProposalContext } from './apply/command';
import type { ChangeDeps } from './deps';
import { readCourseKey, readReason, readText, requireSlug } from './input/read';
import type { PriceInput } from './input/read';
import {
  changedCourse,
  inputPaths,
  keyForReruns,
  newRun,
  requireDistinctKeys,
  stateOf,
} from './input/propose';
import type { NewCourseRunInput } from './input/propose';
import { commandOf } from './input/read-command';

export interface CreateCourseInput {
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly keyForReruns?: string | null;
  readonly prices: readonly PriceInput[];
  readonly runs: readonly NewCourseRunInput[];
  readonly reason?: string | null;
  readonly override?: boolean | null;
  readonly idempotencyKey?: string | null;
}

/** Makes the course. Throws ALREADY_EXISTS where there is one of that key. */
export function createCourse(deps: ChangeDeps, viewer: Viewer, input: CreateCourseInput): Promise<Outcome> {
  return applyChange(deps, viewer, createCourseCommand(input));
}

/** What `createCourse` would answer, with nothing saved. */
export function previewCreateCourse(
  deps: ChangeDeps,
  viewer: Viewer,
  input: CreateCourseInput,
): Promise<Outcome> {
  return previewChange(deps, viewer, createCourseCommand(input));
}

function createCourseCommand(given: CreateCourseInput): Command {
  const { organization } = readCourseKey(given.key, 'key');
  const input = { ...given, title: readText(given.title, 'title') };
  requireDistinctKeys(input.runs, 'runs', foldKey);
  return {
    ...commandOf('createCourse', input, readReason(input.reason)),
    target: { course: input.key },
    isCreation: true,
    newKeys: [
      ...keyForReruns(input.keyForReruns),
      ...input.runs.map(({ key }, index) => ({ key, field: `runs.${index}.key` })),
    ],
    expectedVersion: null,
    authorize: (viewer) => {
      authorize(viewer, 'createCourse', organization);
      if (input.override) authorize(viewer, 'override', organization);
    },
    propose: (_before, context) => ({
      after: proposedState(input, organization, context),
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
  const { key, title, prices } = input;
  const type = requireSlug(context.catalogue.courseTypes, input.type, 'type').slug;
  const bare: Course = {
    id: '',
    uuid: context.newId(),
    key,
    organization,
    title,
    type,
    version: 0,
    keyForReruns: null,
    prices: {},
    skus: {},
  };
  const course = changedCourse(bare, { prices, keyForReruns: input.keyForReruns }, context.catalogue);
  return stateOf(
    course,
    input.runs.map((run, index) => newRun(course, { at: `runs.${index}`, run }, context)),
  );
}
