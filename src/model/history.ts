// What history keeps of each change. Entries are only ever added.
import type { RuleCode } from './rule-codes';

export type ChangeKind =
  | 'COURSE_CREATED'
  | 'COURSE_CHANGED'
  | 'COURSE_RUN_ADDED'
  | 'COURSE_RUN_CHANGED'
  | 'COURSE_RUN_STATUS_SET'
  | 'COURSE_DELETED'
  | 'COURSE_RUN_DELETED'
  | 'CATALOGUE_CHANGED'
  | 'PROVISIONING_REQUESTED'
  | 'PROVISIONING_RETRIED'
  | 'PROVISIONING_DELIVERED'
  | 'PROVISIONING_FAILED'
  | 'IMPORTED';

/** One entry: one per command and course, or per catalogue row. */
export interface HistoryEntry {
  readonly kind: ChangeKind;
  /** What it is about, for example course:edX+DemoX or courseType:masters. */
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  /** Rules that were waived. */
  readonly overridden: readonly RuleCode[];
  readonly courseKey: string | null;
  /** When exactly one run is concerned. */
  readonly courseRunKey: string | null;
  /** The fields that changed, before and after. */
  readonly before: object | null;
  readonly after: object | null;
}

/** The subject of a course's entries, those of its runs and of their provisionings included: one chain per course. */
export const courseSubject = (courseKey: string): string => `course:${courseKey}`;

/** The actor of what the service does by itself: deliveries, runs that go live. */
export const SERVICE_ACTOR = 'track-types';
