// Rules on upgrade deadlines and on review status.
import { soldTracks } from '../model/catalogue';
import type { CourseRunStatus } from '../model/courses';
import { professionalDeadlines } from './definitions';
import type { Facts, RunFacts } from './facts';
import { pathOf } from './paths';
import type { Finding, Rule } from './rule';

/** The statuses that a run can move to from each status: Publisher's stages. */
export const REACHABLE: Readonly<Record<CourseRunStatus, readonly CourseRunStatus[]>> = {
  UNPUBLISHED: ['LEGAL_REVIEW'],
  LEGAL_REVIEW: ['INTERNAL_REVIEW', 'UNPUBLISHED'],
  INTERNAL_REVIEW: ['REVIEWED', 'LEGAL_REVIEW', 'UNPUBLISHED'],
  REVIEWED: ['PUBLISHED', 'UNPUBLISHED'],
  PUBLISHED: ['UNPUBLISHED'],
};

const isOverrideChanged = ({ before, after }: RunFacts): boolean =>
  after !== null &&
  (before?.upgradeDeadlineOverride?.getTime() ?? null) !== (after.upgradeDeadlineOverride?.getTime() ?? null);

const isEndChanged = ({ before, after }: RunFacts): boolean =>
  before?.end?.getTime() !== after?.end?.getTime();

function deadlineFindings(
  facts: Facts,
  isWrong: (run: RunFacts) => boolean,
  detail: (key: string) => string,
): Finding[] {
  return facts.runFacts.filter(isWrong).map((run) => ({
    detail: detail(run.key),
    path: pathOf(facts, run, 'upgradeDeadlineOverride'),
    courseRunKey: run.key,
  }));
}

export const deadlineIsForASeatThatHasOne: Rule = {
  code: 'DEADLINE_NOT_APPLICABLE',
  says: 'An upgrade deadline is only for runs that sell a seat with a deadline, never for professional seats.',
  because:
    "A deadline would have no effect, and the LMS refuses a professional mode with one. Of Open edX's seat types only Verified has a deadline.",
  isWaivable: false,
  check: (facts) => [
    ...professionalDeadlines(facts),
    ...deadlineFindings(
      facts,
      (run) =>
        isOverrideChanged(run) &&
        run.after?.upgradeDeadlineOverride != null &&
        run.typeAfter !== null &&
        !soldTracks(run.typeAfter).some((track) => track.seatType.hasUpgradeDeadline),
      (key) => `No seat of ${key} has a deadline.`,
    ),
  ],
};

export const deadlineIsSetByAReviewer: Rule = {
  code: 'DEADLINE_NOT_PERMITTED',
  says: 'Only somebody with the permission REVIEW may set or clear an upgrade deadline.',
  because:
    "It departs from what learners are generally promised. In course-discovery any editor's save clears it by accident.",
  isWaivable: false,
  check: (facts) =>
    deadlineFindings(
      facts,
      (run) => isOverrideChanged(run) && !facts.mayReview,
      (key) => `Ask a project coordinator about ${key}.`,
    ),
};

export const deadlineIsBeforeTheEnd: Rule = {
  code: 'DEADLINE_AFTER_END',
  says: "An upgrade deadline cannot be after the run's end.",
  because:
    'Nobody can earn a certificate in a run that has ended, and the LMS refuses such a verification deadline.',
  isWaivable: false,
  check: (facts) =>
    facts.runFacts
      .filter((run) => (isOverrideChanged(run) || isEndChanged(run)) && isAfterEnd(run))
      .map((run) => ({
        detail: `${run.key}: ${run.after?.upgradeDeadlineOverride?.toISOString()} is after ${run.after?.end?.toISOString()}.${
          isOverrideChanged(run) ? '' : ' Somebody with the permission REVIEW may clear it or set it anew.'
        }`,
        path: pathOf(facts, run, isOverrideChanged(run) ? 'upgradeDeadlineOverride' : 'end'),
        courseRunKey: run.key,
      })),
};

function isAfterEnd({ after }: RunFacts): boolean {
  if (!after?.upgradeDeadlineOverride || !after.end) return false;
  return after.upgradeDeadlineOverride > after.end;
}

export const statusFollowsTheReview: Rule = {
  code: 'STATUS_NOT_REACHABLE',
  says: 'A run goes from UNPUBLISHED through legal and internal review to REVIEWED and PUBLISHED, or back.',
  because: 'Those responsible must approve everything before it is sold.',
  isWaivable: true,
  check: (facts) => [
    ...facts.runFacts
      .filter(({ before, after }) => before && after && !isReachable(before.status, after.status))
      .map((run) => ({
        detail: `${run.key}: ${run.after?.status} cannot be reached from ${run.before?.status}.`,
        path: pathOf(facts, run, 'status'),
        courseRunKey: run.key,
      })),
    ...facts.runFacts
      .filter((run) => facts.publishes === run.key && !isReviewed(run))
      .map((run) => ({
        detail: `${run.key} is ${run.after?.status}, and only what was reviewed is provisioned.`,
        path: ['courseRunKey'],
        courseRunKey: run.key,
      })),
  ],
};

const isReachable = (from: CourseRunStatus, to: CourseRunStatus): boolean =>
  from === to || REACHABLE[from].includes(to);

const isReviewed = ({ after }: RunFacts): boolean =>
  after?.status === 'REVIEWED' || after?.status === 'PUBLISHED';
