import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Mode as ModeModel, SeatType as SeatTypeModel, TrackType as TrackTypeModel, CourseRunType as CourseRunTypeModel, CourseType as CourseTypeModel } from '../model/catalogue';
import type { CourseParent, ChangePage, BulkChangePage, BulkChangeItemPage, CoursePage, CourseRunPage, MemberPage, ProvisioningPage } from './parents';
import type { CourseRun as CourseRunModel, Seat as SeatModel, Entitlement as EntitlementModel } from '../model/courses';
import type { Provisioning as ProvisioningModel, ProvisioningBlock as ProvisioningBlockModel, Drift as DriftModel, ProvisioningPlan as ProvisioningPlanModel } from '../model/provisioning';
import type { SystemState } from '../store/systems';
import type { CourseTypeOption as CourseTypeOptionModel, CourseRunTypeOption as CourseRunTypeOptionModel } from '../changes/type-options';
import type { Change as ChangeModel } from '../model/history';
import type { BulkChange as BulkChangeModel, BulkChangeItem as BulkChangeItemModel } from '../model/bulk-change';
import type { Member as MemberModel } from '../model/viewer';
import type { DefinitionOutcome } from '../changes/catalogue/save-definition';
import type { Context } from './context';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An RFC 3339 timestamp, returned in UTC, for example "2026-09-01T00:00:00.000Z". */
  DateTime: { input: string; output: Date | string; }
  /** An amount or price as a decimal string with two digits after the point, for example "49.00". Inputs may have 0 to 2 decimals. */
  Decimal: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A UUID in its canonical form, for example "6f1b9f4e-0a3c-5d1e-9a55-2f6f0c0c7f10". */
  UUID: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** A run to add, and changes of the course in the same step. */
export type AddCourseRunInput = {
  /** The course's key. */
  readonly courseKey: Scalars['ID']['input'];
  /** The slug of the course type that the course moves to in the same step. */
  readonly courseType?: InputMaybe<Scalars['String']['input']>;
  /** The version that the caller has seen. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Waives the waivable rules; needs OVERRIDE, and is recorded. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** Merged into the course's prices by seat type. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** The run. */
  readonly run: NewCourseRunInput;
};

/** Course and run after the change; or every violation, and nothing is saved. */
export type AddCourseRunPayload = {
  readonly __typename?: 'AddCourseRunPayload';
  /** Null if refused. */
  readonly course?: Maybe<Course>;
  /** The new run; null if refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey; the course is the current one. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing about the change; notices refuse nothing. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will change in other systems. */
  readonly plan: ProvisioningPlan;
  /** The provisionings that this command queued; empty for a preview. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/**
 * One change of many courses. The list of courses is fixed when it starts. The service then changes them one after the other,
 * each in its own transaction, by the same rules as any change, and none of them twice.
 */
export type BulkChange = {
  readonly __typename?: 'BulkChange';
  /** Who started it; also the actor of its entries in history. */
  readonly actor: Scalars['String']['output'];
  /** Who cancelled it. */
  readonly cancelledBy?: Maybe<Scalars['String']['output']>;
  /** The requested change of each course. */
  readonly change: Scalars['JSON']['output'];
  /** The number of courses by outcome. */
  readonly counts: BulkChangeCounts;
  /** When its last course was processed, or when it was cancelled. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The filter that selected the courses; null if they were listed. */
  readonly filter?: Maybe<Scalars['JSON']['output']>;
  /** Its history entries refer to it. */
  readonly id: Scalars['ID']['output'];
  /** Whether nothing is saved: the outcomes say what would happen to the courses. */
  readonly isDryRun: Scalars['Boolean']['output'];
  /** Whether waivable rules are waived. */
  readonly isOverride: Scalars['Boolean']['output'];
  /** Its courses, in the order of their keys. */
  readonly items: BulkChangeItemConnection;
  /** The name given when it was started. */
  readonly name: Scalars['String']['output'];
  /** The fraction of its courses that were processed, from 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** How many courses may be changed in a minute. Unchanged courses do not count. */
  readonly ratePerMinute: Scalars['Int']['output'];
  /** Why; also the reason of its entries in history. */
  readonly reason: Scalars['String']['output'];
  /** Why courses are refused, in the order of the rules. A course that breaks several rules counts for each. */
  readonly refusals: ReadonlyArray<BulkChangeRefusals>;
  /** When it was started. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When its first course was processed. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The state of progress. */
  readonly state: BulkChangeState;
  /** The combined plans of all changed courses, by system and action. */
  readonly steps: ReadonlyArray<BulkChangeSteps>;
};


/**
 * One change of many courses. The list of courses is fixed when it starts. The service then changes them one after the other,
 * each in its own transaction, by the same rules as any change, and none of them twice.
 */
export type BulkChangeItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  outcome?: InputMaybe<BulkChangeOutcome>;
};

/** A page of bulk changes, newest first. */
export type BulkChangeConnection = {
  readonly __typename?: 'BulkChangeConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<BulkChangeEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<BulkChange>;
  /** The position of the page. */
  readonly pageInfo: PageInfo;
  /** The total number, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** The courses of a bulk change, counted by outcome. */
export type BulkChangeCounts = {
  readonly __typename?: 'BulkChangeCounts';
  /** Courses changed; in a dry run, that would be changed. */
  readonly changed: Scalars['Int']['output'];
  /** Courses that failed for another reason. */
  readonly failed: Scalars['Int']['output'];
  /** Courses not processed yet. */
  readonly pending: Scalars['Int']['output'];
  /** Courses refused by the rules. */
  readonly refused: Scalars['Int']['output'];
  /** All courses. */
  readonly total: Scalars['Int']['output'];
  /** Courses that already had these values. */
  readonly unchanged: Scalars['Int']['output'];
};

/** One entry of a page. */
export type BulkChangeEdge = {
  readonly __typename?: 'BulkChangeEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: BulkChange;
};

/** What stood in the way of changing a course. */
export type BulkChangeError = {
  readonly __typename?: 'BulkChangeError';
  /** As of a top-level error, for example NOT_FOUND or DOWNSTREAM_UNAVAILABLE. */
  readonly code: Scalars['String']['output'];
  /** In a sentence. */
  readonly message: Scalars['String']['output'];
};

/** The change of each course; omitted fields stay as they are. Give at least one. */
export type BulkChangeInput = {
  /** Merged into the course's prices by seat type. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** New run types, depending on the current one. Ended runs keep theirs. */
  readonly runTypes?: InputMaybe<ReadonlyArray<RunTypeMoveInput>>;
  /** The course type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** One course of a bulk change. */
export type BulkChangeItem = {
  readonly __typename?: 'BulkChangeItem';
  /** When it had its turn. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Null where there is none of that key any more. */
  readonly course?: Maybe<Course>;
  /** The course's key. */
  readonly courseKey: Scalars['ID']['output'];
  /** What stood in the way, last time it was tried. */
  readonly error?: Maybe<BulkChangeError>;
  /** What became of it. */
  readonly outcome: BulkChangeOutcome;
  /** Every reason why it was refused. A path is relative to the input of startBulkChange. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A page of courses of a bulk change. */
export type BulkChangeItemConnection = {
  readonly __typename?: 'BulkChangeItemConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<BulkChangeItemEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<BulkChangeItem>;
  /** The position of the page. */
  readonly pageInfo: PageInfo;
  /** The total number, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type BulkChangeItemEdge = {
  readonly __typename?: 'BulkChangeItemEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: BulkChangeItem;
};

/** The outcome of one course; in a dry run, the expected outcome. */
export type BulkChangeOutcome =
  /** It was changed. */
  | 'CHANGED'
  /** Failed for another reason: see error. */
  | 'FAILED'
  /** Not processed yet; never, after a cancellation. */
  | 'PENDING'
  /** Refused by the rules: see violations. */
  | 'REFUSED'
  /** It already had these values. */
  | 'UNCHANGED';

/** How many courses one rule refuses. */
export type BulkChangeRefusals = {
  readonly __typename?: 'BulkChangeRefusals';
  /** The rule. */
  readonly code: RuleCode;
  /** How many courses. */
  readonly courses: Scalars['Int']['output'];
};

/** The progress of a bulk change. */
export type BulkChangeState =
  /** Cancelled before all courses were processed. Courses already changed stay changed. */
  | 'CANCELLED'
  /** All courses have been processed, whatever their outcome. */
  | 'DONE'
  /** No course has been processed. */
  | 'QUEUED'
  /** Some courses have been processed. */
  | 'RUNNING';

/** The number of equal steps in one system. */
export type BulkChangeSteps = {
  readonly __typename?: 'BulkChangeSteps';
  /** What happens to a seat, entitlement or mode. */
  readonly action: StepAction;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** How many of them wait until their run is REVIEWED or PUBLISHED. */
  readonly deferred: Scalars['Int']['output'];
  /** The system. */
  readonly target: ProvisioningTarget;
};

/** The bulk change to cancel. */
export type CancelBulkChangeInput = {
  /** The bulk change's id. */
  readonly id: Scalars['ID']['input'];
};

/** The bulk change after the command. */
export type CancelBulkChangePayload = {
  readonly __typename?: 'CancelBulkChangePayload';
  /** CANCELLED, unless it was already DONE. */
  readonly bulkChange?: Maybe<BulkChange>;
};

/** One entry of the append-only history: one per command and course, catalogue row, or member. */
export type Change = {
  readonly __typename?: 'Change';
  /** Who did it; "track-types" is the service itself. */
  readonly actor: Scalars['String']['output'];
  /** The new values of the changed fields; null if nothing is left. Runs are in courseRuns, by key. */
  readonly after?: Maybe<Scalars['JSON']['output']>;
  /** When it happened, by the database's clock. */
  readonly at: Scalars['DateTime']['output'];
  /** The previous values of the changed fields; null if there was nothing before. Runs are in courseRuns, by key. */
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** The bulk change it was part of; only for viewers who may read the courses of all organizations. */
  readonly bulkChange?: Maybe<BulkChange>;
  /** The id of the bulk change it was part of, or null. */
  readonly bulkChangeId?: Maybe<Scalars['ID']['output']>;
  /** The course; null for changes of the catalogue and for deleted courses. */
  readonly course?: Maybe<Course>;
  /** The run, if the change is about exactly one. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Never changes; use it for joins. */
  readonly id: Scalars['ID']['output'];
  /** The kind of change. */
  readonly kind: ChangeKind;
  /** Rules that were waived; for an import, rules that the imported state breaks. */
  readonly overridden: ReadonlyArray<RuleCode>;
  /** Why, in the actor's words. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The subject, for example "course:edX+DemoX", "courseType:masters", "membership:edX/ann". */
  readonly subject: Scalars['String']['output'];
};

/** A page of changes. */
export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<ChangeEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Change>;
  /** The position of the page. An empty page returns the cursors that were passed. */
  readonly pageInfo: PageInfo;
  /** The total number for a course or run; null for the feed of all changes, which is not counted. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** Changes of a course; omitted fields stay as they are. */
export type ChangeCourseInput = {
  /** The version that the caller has seen. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The course's key. */
  readonly key: Scalars['ID']['input'];
  /** The course key that names the next runs. Omitted: unchanged. Null: the course's own key. */
  readonly keyForReruns?: InputMaybe<Scalars['ID']['input']>;
  /** Waives the waivable rules; needs OVERRIDE, and is recorded. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** Merged into the course's prices by seat type. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** Changes of its runs. */
  readonly runs?: InputMaybe<ReadonlyArray<ChangeCourseRunInput>>;
  /** 1 to 255 characters. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The course type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
  /** The product variant that its entitlements sell. Omitted: unchanged. Null: cleared; E-Commerce keeps the one it has. */
  readonly variantId?: InputMaybe<Scalars['UUID']['input']>;
};

/** The course after the change; or every violation, and nothing is saved. */
export type ChangeCoursePayload = {
  readonly __typename?: 'ChangeCoursePayload';
  /** Null if refused. */
  readonly course?: Maybe<Course>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey; the course is the current one. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing about the change; notices refuse nothing. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will change in other systems. */
  readonly plan: ProvisioningPlan;
  /** The provisionings that this command queued; empty for a preview. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** Changes of one run; omitted fields stay as they are, null clears. */
export type ChangeCourseRunInput = {
  /** How many hours of credit. */
  readonly creditHours?: InputMaybe<Scalars['Int']['input']>;
  /** Who gives the credit. */
  readonly creditProvider?: InputMaybe<Scalars['String']['input']>;
  /** When the run ends; after its start. */
  readonly end?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until when learners can enroll; null: until the run ends. */
  readonly enrollmentEnd?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the run becomes PUBLISHED automatically, once REVIEWED. */
  readonly goLiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The run's key. */
  readonly key: Scalars['ID']['input'];
  /** Prices of this run alone; they replace its earlier ones. An empty list restores the course's prices. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** When the run starts. */
  readonly start?: InputMaybe<Scalars['DateTime']['input']>;
  /** Null: the course's. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The run type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
  /** Needs REVIEW. Omitted: unchanged. Null: cleared. */
  readonly upgradeDeadlineOverride?: InputMaybe<Scalars['DateTime']['input']>;
  /** The product variant that its seats sell. */
  readonly variantId?: InputMaybe<Scalars['UUID']['input']>;
};

/** One entry of a page. */
export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Change;
};

/** Selects changes; all conditions must hold. */
export type ChangeFilter = {
  /** Those of one course and its runs, even if deleted. */
  readonly courseKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those about one run, even if deleted. */
  readonly courseRunKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those of any of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<ChangeKind>>;
  /** Those from this time on. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Those about it, for example "courseType:masters", "course:edX+DemoX" or "membership:edX/ann". */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
};

/** The kind of change. */
export type ChangeKind =
  /** A mode, seat type, track type, run type or course type was saved. */
  | 'CATALOGUE_CHANGED'
  /** A course, or several of its runs, were changed. */
  | 'COURSE_CHANGED'
  /** A course was created, with its runs if they were known. */
  | 'COURSE_CREATED'
  /** A course was deleted, with its runs. */
  | 'COURSE_DELETED'
  /** A run was added to a course. */
  | 'COURSE_RUN_ADDED'
  /** One run was changed. */
  | 'COURSE_RUN_CHANGED'
  /** A run was deleted. */
  | 'COURSE_RUN_DELETED'
  /** A run was moved through review, or back. */
  | 'COURSE_RUN_STATUS_SET'
  /** A course was imported or updated from another system. */
  | 'IMPORTED'
  /** Somebody received or lost a role in an organization. */
  | 'MEMBERSHIP_CHANGED'
  /** A downstream system accepted a provisioning. */
  | 'PROVISIONING_DELIVERED'
  /** A downstream system refused a provisioning, or did not accept it in time. */
  | 'PROVISIONING_FAILED'
  /** Somebody requested a run to be provisioned again. */
  | 'PROVISIONING_REQUESTED'
  /** Somebody retried a FAILED provisioning. */
  | 'PROVISIONING_RETRIED'
  /** Somebody resumed selling a run. */
  | 'SELLING_RESUMED'
  /** Somebody stopped selling a run. */
  | 'SELLING_STOPPED';

/** A course, and what is sold for it as a whole. */
export type Course = {
  readonly __typename?: 'Course';
  /** The course at that time; null before it existed. */
  readonly asOf?: Maybe<CourseSnapshot>;
  /** Changes of the course and its runs, oldest first. */
  readonly changes: ChangeConnection;
  /** Ordered by key. */
  readonly courseRuns: ReadonlyArray<CourseRun>;
  /** One for each entitlement type of the course's type. */
  readonly entitlements: ReadonlyArray<Entitlement>;
  /** Organization and number, for example "edX+DemoX". */
  readonly key: Scalars['ID']['output'];
  /**
   * The course key that names the next runs if their number differs from the course's, for example "edX+DemoX2".
   * Runs of both numbers belong to the course.
   */
  readonly keyForReruns?: Maybe<Scalars['ID']['output']>;
  /** The organization in the key, for example "edX". */
  readonly organization: Scalars['String']['output'];
  /** The prices set for the course; runs without their own price use them. In the order of seatTypes. */
  readonly prices: ReadonlyArray<SeatTypePrice>;
  /** 1 to 255 characters. */
  readonly title: Scalars['String']['output'];
  /** What the course is meant for. */
  readonly type: CourseType;
  /** Every course type, in display order, with what choosing it would do or why it is refused. */
  readonly typeOptions: ReadonlyArray<CourseTypeOption>;
  /** Never changes; use it for joins. */
  readonly uuid: Scalars['UUID']['output'];
  /** 1 when created; grows by one with every saved command on the course or its runs. Pass it as expectedVersion. */
  readonly version: Scalars['Int']['output'];
};


/** A course, and what is sold for it as a whole. */
export type CourseAsOfArgs = {
  at: Scalars['DateTime']['input'];
};


/** A course, and what is sold for it as a whole. */
export type CourseChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  sinceVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of courses. */
export type CourseConnection = {
  readonly __typename?: 'CourseConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<CourseEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Course>;
  /** The position of the page. */
  readonly pageInfo: PageInfo;
  /** The total number, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type CourseEdge = {
  readonly __typename?: 'CourseEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Course;
};

/** Selects courses; all conditions must hold. */
export type CourseFilter = {
  /** Those with, or without, a run whose type is not among those of the course's type. */
  readonly hasMismatchedRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those of one organization. */
  readonly organization?: InputMaybe<Scalars['String']['input']>;
  /** Those with a run that is kept for these. */
  readonly restriction?: InputMaybe<RestrictionFilter>;
  /** Those whose key or title contains this, in upper or lower case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Those with a run that starts at this time or later. */
  readonly startsAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Those with a run that starts before this time. */
  readonly startsBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Those with a run in one of these statuses. All conditions on runs hold for one run together. */
  readonly statuses?: InputMaybe<ReadonlyArray<CourseRunStatus>>;
  /** Those of one course type, by slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** One run of a course: its tracks are those of its type. */
export type CourseRun = {
  readonly __typename?: 'CourseRun';
  /** The run at that time; null before it existed. */
  readonly asOf?: Maybe<CourseRunSnapshot>;
  /** Changes of the run, oldest first; without those of its course alone. */
  readonly changes: ChangeConnection;
  /** Titles and dates of the LMS that a rule refuses here, by field, while the LMS is followed. */
  readonly conflicts: ReadonlyArray<CourseRunConflict>;
  /** The course of the run. */
  readonly course?: Maybe<Course>;
  /** When the run ends; null while unknown. */
  readonly end?: Maybe<Scalars['DateTime']['output']>;
  /** Until when learners can enroll; null: until the run ends. Seats are not sold after it. */
  readonly enrollmentEnd?: Maybe<Scalars['DateTime']['output']>;
  /** When a REVIEWED run becomes PUBLISHED automatically. */
  readonly goLiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the run's type is not among the run types of its course's type. Tolerated for old runs. */
  readonly isMismatched: Scalars['Boolean']['output'];
  /** Whether somebody stopped its sale: see stopSelling. */
  readonly isSellingStopped: Scalars['Boolean']['output'];
  /** For example "course-v1:edX+DemoX+1T2026". */
  readonly key: Scalars['ID']['output'];
  /** Whether learners of any of its tracks pay the partner. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether learners of any of its tracks pay the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** The prices set for this run alone; empty if it uses the course's. In the order of seatTypes. */
  readonly prices: ReadonlyArray<SeatTypePrice>;
  /** The latest provisioning of the run for each target. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Whom the run is kept for, as course-discovery says; null: it is for everybody. */
  readonly restriction?: Maybe<CourseRunRestriction>;
  /** One for each track whose seat type creates a product. */
  readonly seats: ReadonlyArray<Seat>;
  /** When the run starts; null while unknown. */
  readonly start?: Maybe<Scalars['DateTime']['output']>;
  /** The status between draft and published. */
  readonly status: CourseRunStatus;
  /** The next possible statuses, each judged as by setCourseRunStatus. */
  readonly statusOptions: ReadonlyArray<CourseRunStatusOption>;
  /** The run's own title, or the course's. */
  readonly title: Scalars['String']['output'];
  /** The set of tracks that it offers. */
  readonly type: CourseRunType;
  /** Every run type of the course's type, in display order, with what choosing it would do or why it is refused. */
  readonly typeOptions: ReadonlyArray<CourseRunTypeOption>;
  /** Never changes; use it for joins. */
  readonly uuid: Scalars['UUID']['output'];
};


/** One run of a course: its tracks are those of its type. */
export type CourseRunAsOfArgs = {
  at: Scalars['DateTime']['input'];
};


/** One run of a course: its tracks are those of its type. */
export type CourseRunChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** One run of a course: its tracks are those of its type. */
export type CourseRunTypeOptionsArgs = {
  courseType?: InputMaybe<Scalars['String']['input']>;
};

/** A title or date of a run that differs in the LMS. The LMS's value is taken over as soon as the rules allow it. */
export type CourseRunConflict = {
  readonly __typename?: 'CourseRunConflict';
  /** The field of the run: title, start, end or enrollmentEnd. */
  readonly field: Scalars['String']['output'];
  /** Why it is refused, and how to resolve it. */
  readonly problem: Scalars['String']['output'];
  /** When it was first found. */
  readonly since: Scalars['DateTime']['output'];
  /** The LMS's value as text; null if it has none. */
  readonly there?: Maybe<Scalars['String']['output']>;
};

/** A page of runs. */
export type CourseRunConnection = {
  readonly __typename?: 'CourseRunConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<CourseRunEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<CourseRun>;
  /** The position of the page. */
  readonly pageInfo: PageInfo;
  /** The total number, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type CourseRunEdge = {
  readonly __typename?: 'CourseRunEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: CourseRun;
};

/** Selects runs; all conditions must hold. */
export type CourseRunFilter = {
  /** Those of one course. */
  readonly courseKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those with, or without, a title or date of the LMS that a rule refuses here. */
  readonly hasConflict?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those whose type is not, or is, among those of the course's type. */
  readonly isMismatched?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * True: runs with a seat or entitlement whose price is unknown, so that it is held back; without those that have ended. False:
   * all other runs.
   */
  readonly isUnpriced?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those of one organization. */
  readonly organization?: InputMaybe<Scalars['String']['input']>;
  /** Those that are kept for these. */
  readonly restriction?: InputMaybe<RestrictionFilter>;
  /** Those whose key or title contains this, in upper or lower case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Those that start at this time or later. */
  readonly startsAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Those that start before this time. */
  readonly startsBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Those of one status.
   * @deprecated Use `statuses` instead; stays until 2027-06-30.
   */
  readonly status?: InputMaybe<CourseRunStatus>;
  /** Those in one of these statuses. */
  readonly statuses?: InputMaybe<ReadonlyArray<CourseRunStatus>>;
  /** Those that offer this track type, by slug. */
  readonly trackType?: InputMaybe<Scalars['String']['input']>;
  /** Those of one run type, by slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** Whom a restricted run is kept for. Its prices say nothing of the course's. */
export type CourseRunRestriction =
  /** Learners of an enterprise: custom-b2b-enterprise in course-discovery. */
  | 'CUSTOM_B2B_ENTERPRISE'
  /** Some learners: custom-b2c in course-discovery. */
  | 'CUSTOM_B2C';

/** A past state of a run, rebuilt from history with the types as they were defined then. */
export type CourseRunSnapshot = {
  readonly __typename?: 'CourseRunSnapshot';
  /** The requested time. */
  readonly at: Scalars['DateTime']['output'];
  /** For example "course-v1:edX+DemoX+1T2026". */
  readonly key: Scalars['ID']['output'];
  /** Whether learners of any of these tracks paid the partner. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether learners of any of these tracks paid the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** One for each of these tracks whose seat type created a product then. */
  readonly seats: ReadonlyArray<SeatSnapshot>;
  /** Its status then. */
  readonly status: CourseRunStatus;
  /** The slugs of its type's track types then. */
  readonly trackTypes: ReadonlyArray<Scalars['String']['output']>;
  /** The same tracks with their definitions then, including who was paid. */
  readonly tracks: ReadonlyArray<TrackSnapshot>;
  /** The slug of its run type then. */
  readonly type: Scalars['String']['output'];
};

/** How far a run has come from draft to published. */
export type CourseRunStatus =
  /** With project coordinators; nothing that is sold may change. */
  | 'INTERNAL_REVIEW'
  /** With the legal team; nothing that is sold may change. */
  | 'LEGAL_REVIEW'
  /** Visible to learners. */
  | 'PUBLISHED'
  /** Products exist from here on: tracks may be added, not removed. */
  | 'REVIEWED'
  /** A draft. */
  | 'UNPUBLISHED';

/** A status that a run can move to next. */
export type CourseRunStatusOption = {
  readonly __typename?: 'CourseRunStatusOption';
  /** Whether the rules allow it. */
  readonly isAllowed: Scalars['Boolean']['output'];
  /** The permission that the viewer needs in the course's organization. */
  readonly permission: Permission;
  /** The status. */
  readonly status: CourseRunStatus;
  /** Every reason why it is refused. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** The set of tracks that a course run offers. */
export type CourseRunType = {
  readonly __typename?: 'CourseRunType';
  /** Whether this is Empty, the placeholder of runs whose type is not known yet: it has no tracks and cannot be chosen. */
  readonly isEmpty: Scalars['Boolean']['output'];
  /** Whether a run of this type has a marketing page. */
  readonly isMarketable: Scalars['Boolean']['output'];
  /** Whether the type is retired: runs keep it, new runs cannot choose it. */
  readonly isRetired: Scalars['Boolean']['output'];
  /** The display name, for example "Masters, Verified, and Audit". */
  readonly name: Scalars['String']['output'];
  /** True when any of its tracks is. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** True when any of its tracks is. A Masters, Verified and Audit run is both. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** Seat types for which a creator must give a price: sold, and somebody is paid. */
  readonly pricedSeatTypes: ReadonlyArray<SeatType>;
  /** The stable name for other systems; never changes. */
  readonly slug: Scalars['String']['output'];
  /** The tracks of a run of this type. */
  readonly trackTypes: ReadonlyArray<TrackType>;
  /** The same in every installation for a type that comes with this service. */
  readonly uuid: Scalars['UUID']['output'];
};

/** One run type, and what choosing it would do. */
export type CourseRunTypeOption = {
  readonly __typename?: 'CourseRunTypeOption';
  /** Whether it may be chosen. */
  readonly isAllowed: Scalars['Boolean']['output'];
  /** Whether the run has it now. */
  readonly isCurrent: Scalars['Boolean']['output'];
  /** What would change in other systems; empty if refused. */
  readonly plan: ProvisioningPlan;
  /** Seat types that would need a price and have none: pass these prices in the same command. */
  readonly pricesNeeded: ReadonlyArray<SeatType>;
  /** The type. */
  readonly type: CourseRunType;
  /** Every reason why it is refused. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A past state of a course, rebuilt from history with the types as they were defined then. */
export type CourseSnapshot = {
  readonly __typename?: 'CourseSnapshot';
  /** The requested time. */
  readonly at: Scalars['DateTime']['output'];
  /** One for each entitlement type that its type had then. */
  readonly entitlements: ReadonlyArray<EntitlementSnapshot>;
  /** For example "edX+DemoX". */
  readonly key: Scalars['ID']['output'];
  /** The slug of its course type then. */
  readonly type: Scalars['String']['output'];
};

/** What a course is meant for: which run types its runs may have, and which entitlements are sold for it. */
export type CourseType = {
  readonly __typename?: 'CourseType';
  /** In display order; the first is the default of a new run. */
  readonly courseRunTypes: ReadonlyArray<CourseRunType>;
  /** The seat types for which the course sells an entitlement. */
  readonly entitlementTypes: ReadonlyArray<SeatType>;
  /** Whether this is Empty, the placeholder of courses whose type is not known yet; it cannot be chosen. */
  readonly isEmpty: Scalars['Boolean']['output'];
  /** Whether the type is retired: courses keep it, new courses cannot choose it. */
  readonly isRetired: Scalars['Boolean']['output'];
  /** The display name, for example "Masters Only". */
  readonly name: Scalars['String']['output'];
  /** Organizations that may choose it; empty means all. */
  readonly organizations: ReadonlyArray<Scalars['String']['output']>;
  /** Every seat type that may need a price, depending on the run types used. */
  readonly pricedSeatTypes: ReadonlyArray<SeatType>;
  /** The stable name for other systems; never changes. */
  readonly slug: Scalars['String']['output'];
  /** The same in every installation for a type that comes with this service. */
  readonly uuid: Scalars['UUID']['output'];
};

/** One course type, and what choosing it would do. */
export type CourseTypeOption = {
  readonly __typename?: 'CourseTypeOption';
  /** Whether it may be chosen. */
  readonly isAllowed: Scalars['Boolean']['output'];
  /** Whether the course has it now. */
  readonly isCurrent: Scalars['Boolean']['output'];
  /** What would change in other systems; empty if refused. */
  readonly plan: ProvisioningPlan;
  /** Seat types that would need a price and have none: pass these prices in the same command. */
  readonly pricesNeeded: ReadonlyArray<SeatType>;
  /** The type. */
  readonly type: CourseType;
  /** Every reason why it is refused. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A new course. */
export type CreateCourseInput = {
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Organization and number, for example "edX+DemoX". */
  readonly key: Scalars['ID']['input'];
  /** The course key that names its runs if they have another number: of the same organization. */
  readonly keyForReruns?: InputMaybe<Scalars['ID']['input']>;
  /** Waives the waivable rules; needs OVERRIDE and a reason. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** The prices of the course; a run may have its own. */
  readonly prices: ReadonlyArray<PriceInput>;
  /** Why; recorded in the history. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Its runs, if they are known. */
  readonly runs: ReadonlyArray<NewCourseRunInput>;
  /** 1 to 255 characters. */
  readonly title: Scalars['String']['input'];
  /** The course type's slug. */
  readonly type: Scalars['String']['input'];
  /** The product variant that its entitlements sell. */
  readonly variantId?: InputMaybe<Scalars['UUID']['input']>;
};

/** The course after the change; or every violation, and nothing is saved. */
export type CreateCoursePayload = {
  readonly __typename?: 'CreateCoursePayload';
  /** Null if refused. */
  readonly course?: Maybe<Course>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey; the course is the current one. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing about the change; notices refuse nothing. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will change in other systems. */
  readonly plan: ProvisioningPlan;
  /** The provisionings that this command queued; empty for a preview. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** The course to delete. */
export type DeleteCourseInput = {
  /** The version that the caller has seen. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The course's key. */
  readonly key: Scalars['ID']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
};

/** The deleted key, or why it was refused. */
export type DeleteCoursePayload = {
  readonly __typename?: 'DeleteCoursePayload';
  /** The deleted key; null if refused. */
  readonly deletedKey?: Maybe<Scalars['ID']['output']>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty if it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** The run to delete. */
export type DeleteCourseRunInput = {
  /** The version of the course that the caller has seen. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The run's key. */
  readonly key: Scalars['ID']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
};

/** The deleted key, or why it was refused. */
export type DeleteCourseRunPayload = {
  readonly __typename?: 'DeleteCourseRunPayload';
  /** The course without the run; null if refused. */
  readonly course?: Maybe<Course>;
  /** The deleted key; null if refused. */
  readonly deletedKey?: Maybe<Scalars['ID']['output']>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty if it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A comparison of what a downstream system has with what it should have. */
export type Drift = {
  readonly __typename?: 'Drift';
  /** When the system answered. */
  readonly checkedAt: Scalars['DateTime']['output'];
  /** The run. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Every difference; empty if in sync or if the system could not be queried. */
  readonly differences: ReadonlyArray<DriftDifference>;
  /** Why the system could not be queried, in its own words if it gave any; if too much was asked of it, when to try again. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Null if the system could not be queried: see error. */
  readonly isInSync?: Maybe<Scalars['Boolean']['output']>;
  /** What is not compared, in a sentence: a shop cannot sell entitlements. Null if everything is. */
  readonly leftOut?: Maybe<Scalars['String']['output']>;
  /** The system; E-Commerce only if the run has or had seats. */
  readonly target: ProvisioningTarget;
};

/** One difference between what a system has and what it should have. */
export type DriftDifference = {
  readonly __typename?: 'DriftDifference';
  /** The actual value; for something UNEXPECTED its SKU. */
  readonly actual?: Maybe<Scalars['String']['output']>;
  /** The expected value; for something MISSING its SKU, if known. */
  readonly expected?: Maybe<Scalars['String']['output']>;
  /** The field that differs; null unless DIFFERENT. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /**
   * For example "mode:masters", "seat:verified" or "entitlement:verified"; "revision" or "courseRevision" if the system
   * received a later one than is known here, as after a restored backup.
   */
  readonly item: Scalars['String']['output'];
  /** The kind of difference. */
  readonly kind: DriftKind;
};

/** The kind of a difference. */
export type DriftKind =
  /** It exists, with another value in a field. */
  | 'DIFFERENT'
  /** It should exist and does not. */
  | 'MISSING'
  /** It exists, on sale or open, and should not. */
  | 'UNEXPECTED';

/** The right to take any run of the course, sold for the course as a whole. */
export type Entitlement = {
  readonly __typename?: 'Entitlement';
  /** The course's price of that seat type. Null while nobody knows it: it is not offered then. */
  readonly price?: Maybe<Money>;
  /** What is sold. */
  readonly seatType: SeatType;
  /** Assigned by E-Commerce when provisioned. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /**
   * The product variant that it sells, as its provider numbers them. E-Commerce cannot fulfil an order of Executive Education
   * without one.
   */
  readonly variantId?: Maybe<Scalars['UUID']['output']>;
};

/** What was sold for a course as a whole. */
export type EntitlementSnapshot = {
  readonly __typename?: 'EntitlementSnapshot';
  /** The course's price of that seat type; null where nobody knew it. */
  readonly price?: Maybe<Money>;
  /** The seat type's slug. */
  readonly seatType: Scalars['String']['output'];
};

/** What happens to one entitlement in E-Commerce. */
export type EntitlementStep = {
  readonly __typename?: 'EntitlementStep';
  /** The action. */
  readonly action: StepAction;
  /** The course of the entitlement. */
  readonly courseKey: Scalars['ID']['output'];
  /** Waits until a run with a seat is REVIEWED or PUBLISHED. */
  readonly isDeferred: Scalars['Boolean']['output'];
  /** Null while unknown. */
  readonly price?: Maybe<Money>;
  /** The entitlement's seat type. */
  readonly seatType: SeatType;
};

/** How a list of courses or runs is sorted; entries that are alike in this are sorted by their keys. */
export type ListOrder = {
  /** What it is sorted by. */
  readonly field: ListOrderField;
  /** Whether the last comes first. */
  readonly isDescending?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What a list of courses or runs can be sorted by. */
export type ListOrderField =
  /** The key, character by character. */
  | 'KEY'
  /** When the course or one of its runs was last changed. */
  | 'LAST_CHANGE'
  /** When the run starts, of a course its latest run; a start that is not known comes last, or first when descending. */
  | 'START'
  /** The title of the course, in upper or lower case. */
  | 'TITLE';

/** A role of a person in an organization. LMS tokens carry no such roles, so they are stored here. */
export type Member = {
  readonly __typename?: 'Member';
  /** For example "edX". */
  readonly organization: Scalars['String']['output'];
  /** The role. */
  readonly role: MemberRole;
  /** When they received it. */
  readonly since: Scalars['DateTime']['output'];
  /** The LMS username. */
  readonly username: Scalars['String']['output'];
};

/** A page of members. */
export type MemberConnection = {
  readonly __typename?: 'MemberConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<MemberEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Member>;
  /** The position of the page. */
  readonly pageInfo: PageInfo;
  /** The total number, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type MemberEdge = {
  readonly __typename?: 'MemberEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Member;
};

/** Selects members; all conditions must hold. */
export type MemberFilter = {
  /** Those of one organization. */
  readonly organization?: InputMaybe<Scalars['String']['input']>;
  /** Those of one person. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
};

/** A role in an organization; the permissions of several roles add up. */
export type MemberRole =
  /** READ, EDIT, REVIEW and OVERRIDE. */
  | 'COORDINATOR'
  /** READ and EDIT. */
  | 'EDITOR'
  /** READ. */
  | 'READER'
  /** READ and REVIEW. */
  | 'REVIEWER';

/** What a viewer may do in one organization. */
export type Membership = {
  readonly __typename?: 'Membership';
  /** For example "edX". */
  readonly organization: Scalars['String']['output'];
  /** What may be done there. */
  readonly permissions: ReadonlyArray<Permission>;
};

/** How a learner is enrolled in a run: the LMS side of a track. */
export type Mode = {
  readonly __typename?: 'Mode';
  /** Null when completing the run in this mode grants no certificate. */
  readonly certificateType?: Maybe<Scalars['String']['output']>;
  /** Whether completing the run in this mode grants a certificate. */
  readonly isCertificateEligible: Scalars['Boolean']['output'];
  /** Whether learners in this mode can earn credit. */
  readonly isCreditEligible: Scalars['Boolean']['output'];
  /** Whether learners in this mode verify their identity. */
  readonly isIdVerified: Scalars['Boolean']['output'];
  /** The lowest price that the LMS accepts for this mode. */
  readonly minimumPrice: Scalars['Decimal']['output'];
  /** The display name, for example "Verified". */
  readonly name: Scalars['String']['output'];
  /** The LMS's own name of the mode, for example "verified". */
  readonly slug: Scalars['String']['output'];
};

/** What happens to one mode in the LMS. */
export type ModeStep = {
  readonly __typename?: 'ModeStep';
  /** The action. */
  readonly action: StepAction;
  /** The run of the mode. */
  readonly courseRunKey: Scalars['ID']['output'];
  /** Waits until the run is REVIEWED or PUBLISHED. */
  readonly isDeferred: Scalars['Boolean']['output'];
  /** The mode. */
  readonly mode: Mode;
  /** The minimum price as sent to the LMS, in whole units; null while unknown. */
  readonly price?: Maybe<Money>;
};

/** An amount of money. */
export type Money = {
  readonly __typename?: 'Money';
  /** With two digits after the point. */
  readonly amount: Scalars['Decimal']['output'];
  /** An ISO 4217 code, for example "USD". */
  readonly currency: Scalars['String']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds a run; with courseType, moves the course to that type in the same step (an MVA run to a Masters-only course). */
  readonly addCourseRun?: Maybe<AddCourseRunPayload>;
  /**
   * Cancels a bulk change: after the response no further course is changed. Changed courses stay changed. Safe to repeat.
   * Needs ADMINISTER in all organizations.
   */
  readonly cancelBulkChange?: Maybe<CancelBulkChangePayload>;
  /** Changes a course and its runs in one atomic step: everything is saved, or nothing. */
  readonly changeCourse?: Maybe<ChangeCoursePayload>;
  /** Creates a course, with its runs if they are known. */
  readonly createCourse?: Maybe<CreateCoursePayload>;
  /** Deletes what has a mistyped key; possible only while nothing was ever provisioned (HAS_PRODUCTS otherwise). */
  readonly deleteCourse?: Maybe<DeleteCoursePayload>;
  /** Deletes what has a mistyped key; possible only while nothing was ever provisioned (HAS_PRODUCTS otherwise). */
  readonly deleteCourseRun?: Maybe<DeleteCourseRunPayload>;
  /** Sends the run's complete desired state again, whatever was sent before. Safe to repeat. */
  readonly publishProvisioning?: Maybe<PublishProvisioningPayload>;
  /** Removes one or all roles of a person in an organization. It applies from their next request. */
  readonly removeMembership?: Maybe<RemoveMembershipPayload>;
  /** Puts the run's seats back on sale, as far as type, prices and dates allow. Needs REVIEW. */
  readonly resumeSelling?: Maybe<StopSellingPayload>;
  /** Gives a FAILED provisioning a new set of attempts. */
  readonly retryProvisioning?: Maybe<RetryProvisioningPayload>;
  /**
   * Gives all FAILED provisionings that match a new set of attempts, the oldest first, at most 100 per call. Needs ADMINISTER:
   * without a course, it retries those of all organizations where you have it. Repeat it until remainingCount is 0.
   */
  readonly retryProvisionings?: Maybe<RetryProvisioningsPayload>;
  /** Creates or changes a run type. A type in use may gain tracks but never lose one. */
  readonly saveCourseRunType?: Maybe<SaveCourseRunTypePayload>;
  /** Creates or changes a course type. */
  readonly saveCourseType?: Maybe<SaveCourseTypePayload>;
  /** Gives a person another role in an organization. It applies from their next request. */
  readonly saveMembership?: Maybe<SaveMembershipPayload>;
  /** Creates or changes a mode. Runs are provisioned again if the message would differ. */
  readonly saveMode?: Maybe<SaveModePayload>;
  /** Creates or changes a seat type. Runs are provisioned again if the message would differ. */
  readonly saveSeatType?: Maybe<SaveSeatTypePayload>;
  /** Creates or changes a track type. Runs are provisioned again if the message would differ. */
  readonly saveTrackType?: Maybe<SaveTrackTypePayload>;
  /** Moves a run through review to PUBLISHED, or back. */
  readonly setCourseRunStatus?: Maybe<SetCourseRunStatusPayload>;
  /**
   * Changes type, prices and run types of many courses in the background. Start a dry run first: it has the outcomes of the
   * real one. Needs ADMINISTER in all organizations, which is checked only at the start.
   */
  readonly startBulkChange?: Maybe<StartBulkChangePayload>;
  /**
   * Takes all seats of the run off sale; modes and learners stay. Lasts until resumeSelling, whatever else changes.
   * Needs REVIEW.
   */
  readonly stopSelling?: Maybe<StopSellingPayload>;
};


export type MutationAddCourseRunArgs = {
  input: AddCourseRunInput;
};


export type MutationCancelBulkChangeArgs = {
  input: CancelBulkChangeInput;
};


export type MutationChangeCourseArgs = {
  input: ChangeCourseInput;
};


export type MutationCreateCourseArgs = {
  input: CreateCourseInput;
};


export type MutationDeleteCourseArgs = {
  input: DeleteCourseInput;
};


export type MutationDeleteCourseRunArgs = {
  input: DeleteCourseRunInput;
};


export type MutationPublishProvisioningArgs = {
  input: PublishProvisioningInput;
};


export type MutationRemoveMembershipArgs = {
  input: RemoveMembershipInput;
};


export type MutationResumeSellingArgs = {
  input: StopSellingInput;
};


export type MutationRetryProvisioningArgs = {
  input: RetryProvisioningInput;
};


export type MutationRetryProvisioningsArgs = {
  input: RetryProvisioningsInput;
};


export type MutationSaveCourseRunTypeArgs = {
  input: SaveCourseRunTypeInput;
};


export type MutationSaveCourseTypeArgs = {
  input: SaveCourseTypeInput;
};


export type MutationSaveMembershipArgs = {
  input: SaveMembershipInput;
};


export type MutationSaveModeArgs = {
  input: SaveModeInput;
};


export type MutationSaveSeatTypeArgs = {
  input: SaveSeatTypeInput;
};


export type MutationSaveTrackTypeArgs = {
  input: SaveTrackTypeInput;
};


export type MutationSetCourseRunStatusArgs = {
  input: SetCourseRunStatusInput;
};


export type MutationStartBulkChangeArgs = {
  input: StartBulkChangeInput;
};


export type MutationStopSellingArgs = {
  input: StopSellingInput;
};

/** A new run. Default type: the first of the course type. */
export type NewCourseRunInput = {
  /** How many hours of credit. */
  readonly creditHours?: InputMaybe<Scalars['Int']['input']>;
  /** Who gives the credit. */
  readonly creditProvider?: InputMaybe<Scalars['String']['input']>;
  /** When the run ends; after its start. */
  readonly end?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until when learners can enroll; null: until the run ends. */
  readonly enrollmentEnd?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the run becomes PUBLISHED automatically, once REVIEWED. */
  readonly goLiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** For example "course-v1:edX+DemoX+1T2026"; with the organization and number of the course, or of its keyForReruns. */
  readonly key: Scalars['ID']['input'];
  /** Prices of this run alone. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** When the run starts. */
  readonly start?: InputMaybe<Scalars['DateTime']['input']>;
  /** Default: the course's. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The run type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
  /** The product variant that its seats sell. */
  readonly variantId?: InputMaybe<Scalars['UUID']['input']>;
};

/** Something worth knowing about an accepted change. */
export type Notice = {
  readonly __typename?: 'Notice';
  /** What it is about. */
  readonly code: NoticeCode;
  /** The run concerned, if it is one. */
  readonly courseRunKey?: Maybe<Scalars['ID']['output']>;
  /** The message for the course team. */
  readonly message: Scalars['String']['output'];
  /** The path in the input; empty if nothing in it is the cause. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** The kinds of notices, in the order in which they are returned. */
export type NoticeCode =
  /** A run's end moves, but its upgrade deadline stays where a reviewer set it, until it is set to null. */
  | 'DEADLINE_OVERRIDE_KEPT'
  /** Something has no price and is not offered until it has one. */
  | 'NOT_SENT_UNPRICED'
  /** A price has cents, but the LMS receives whole units. */
  | 'PRICE_CENTS_CUT'
  /** A run's type is still not among those of its course's type. */
  | 'RUN_STILL_MISMATCHED';

/** The position of a page in the whole list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last entry, to pass as `after`; null for an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follow after endCursor. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are entries before startCursor. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first entry; null for an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** What somebody may do. */
export type Permission =
  /** Change the catalogue; retry and reconcile provisioning. */
  | 'ADMINISTER'
  /** Create and change courses. */
  | 'EDIT'
  /** Override a waivable rule, giving a reason. */
  | 'OVERRIDE'
  /** Read courses and runs. Every viewer may read the catalogue. */
  | 'READ'
  /** Move runs through review, set deadline overrides. */
  | 'REVIEW';

/** The parameters of the rules in this installation. */
export type Policy = {
  readonly __typename?: 'Policy';
  /** The currency of all prices, an ISO 4217 code, for example "USD". */
  readonly currency: Scalars['String']['output'];
  /** The highest allowed price; a higher one is PRICE_ABOVE_MAXIMUM. */
  readonly maximumPrice: Scalars['Decimal']['output'];
  /** How many days before the end of a run its upgrade deadline is. */
  readonly upgradeDeadlineDays: Scalars['Int']['output'];
  /** Whether a price with cents is refused (PRICE_NOT_WHOLE). */
  readonly wholePrices: Scalars['Boolean']['output'];
};

/** A price for a seat type of the course; it also prices the entitlement of that seat type. */
export type PriceInput = {
  /** With up to two decimals, for example "49.00". Null removes the price. */
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** The seat type's slug. */
  readonly seatType: Scalars['String']['input'];
};

/** One revision of the desired state of one run, for one target. */
export type Provisioning = {
  readonly __typename?: 'Provisioning';
  /** How often it was sent, in the current set of attempts. */
  readonly attempts: Scalars['Int']['output'];
  /**
   * Why it is not sent yet. Null if it only waits for a relay, or for nextAttemptAt, and once it is DELIVERED, FAILED or
   * SUPERSEDED. A run whose price is missing asks for none until the price is known: the filter
   * `isUnpriced` finds it.
   */
  readonly blockedBy?: Maybe<ProvisioningBlock>;
  /** The run. */
  readonly courseRun?: Maybe<CourseRun>;
  /** When the system confirmed it. */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The desired state. It has no SKUs; a delivery adds those known at that time. */
  readonly desiredState: Scalars['JSON']['output'];
  /** Also the idempotency key sent to the downstream system. */
  readonly id: Scalars['ID']['output'];
  /** The last error, in the downstream system's words; null after success. */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** When the next attempt is due; null unless RETRYING. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was queued. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** Grows by one with each change of the run's desired state; a downstream system ignores older revisions. */
  readonly revision: Scalars['Int']['output'];
  /** The state of progress. */
  readonly state: ProvisioningState;
  /** The receiving system. */
  readonly target: ProvisioningTarget;
};

/** What keeps a provisioning from being sent. */
export type ProvisioningBlock = {
  readonly __typename?: 'ProvisioningBlock';
  /** The reason in a sentence. */
  readonly message: Scalars['String']['output'];
  /** The provisioning that must be delivered first; it may be blocked itself. Null if the system is the reason. */
  readonly provisioning?: Maybe<Provisioning>;
  /** The reason, for programs. */
  readonly reason: ProvisioningBlockReason;
};

/** Why a provisioning is not sent. */
export type ProvisioningBlockReason =
  /** An earlier one of the same course (E-Commerce) or run (LMS) FAILED. A person must act: retryProvisioning. */
  | 'EARLIER_FAILED'
  /** An earlier one of the same course (E-Commerce) or run (LMS) is not delivered yet. */
  | 'EARLIER_OPEN'
  /** E-Commerce has not accepted the same revision yet, so its SKUs are not known. */
  | 'SKUS'
  /** The system limits our requests (429) and asked for a pause, until `System.pausedUntil`. */
  | 'SYSTEM_PAUSED'
  /** A person must fix something in the system, or confirm the shop; `System.problem` says what. */
  | 'SYSTEM_PROBLEM';

/** A page of provisionings, newest first. */
export type ProvisioningConnection = {
  readonly __typename?: 'ProvisioningConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<ProvisioningEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Provisioning>;
  /** The position of the page. */
  readonly pageInfo: PageInfo;
  /** The total number, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type ProvisioningEdge = {
  readonly __typename?: 'ProvisioningEdge';
  /** Pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Provisioning;
};

/** Selects provisionings; all conditions must hold. */
export type ProvisioningFilter = {
  /** Those of one run. */
  readonly courseRunKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those in one of these states. */
  readonly states?: InputMaybe<ReadonlyArray<ProvisioningState>>;
  /** Those for one system. */
  readonly target?: InputMaybe<ProvisioningTarget>;
};

/**
 * What will change in other systems: the state after the change compared with the last requested state, including what
 * still waits for review. The same function computes it for previews, options and real changes. Empty if the change is refused.
 */
export type ProvisioningPlan = {
  readonly __typename?: 'ProvisioningPlan';
  /** Steps for the entitlements of the course in E-Commerce. */
  readonly entitlements: ReadonlyArray<EntitlementStep>;
  /** Whether nothing will change in other systems. */
  readonly isEmpty: Scalars['Boolean']['output'];
  /** What is not in the plan, in a sentence: a shop cannot sell entitlements. Null if nothing is left out. */
  readonly leftOut?: Maybe<Scalars['String']['output']>;
  /** Steps for the modes of runs in the LMS. */
  readonly modes: ReadonlyArray<ModeStep>;
  /** Steps for the products of runs in E-Commerce. */
  readonly seats: ReadonlyArray<SeatStep>;
};

/** The state of a provisioning. */
export type ProvisioningState =
  /** The system has confirmed it. */
  | 'DELIVERED'
  /** Refused by the downstream system, or out of time: somebody must act. */
  | 'FAILED'
  /** Waiting for its turn, or for E-Commerce's SKUs. */
  | 'PENDING'
  /** Failed at least once; the next attempt is at nextAttemptAt. */
  | 'RETRYING'
  /** Replaced by a newer revision of the same run before it was delivered. */
  | 'SUPERSEDED';

/** A system that receives what a run offers. */
export type ProvisioningTarget =
  /** E-Commerce or the shop: seats and entitlements. Receives every change first. */
  | 'ECOMMERCE'
  /** The Open edX LMS: course modes, with the SKUs from E-Commerce. */
  | 'LMS';

/** The run to send again. */
export type PublishProvisioningInput = {
  /** The run's key. */
  readonly courseRunKey: Scalars['ID']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
};

/** The queued provisionings, or why it was refused. */
export type PublishProvisioningPayload = {
  readonly __typename?: 'PublishProvisioningPayload';
  /** The run; null if refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** The queued provisionings. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty if it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** The bulk change with this id, or null. Visible to viewers who may read the courses of all organizations. */
  readonly bulkChange?: Maybe<BulkChange>;
  /** Bulk changes, newest first. Visible to viewers who may read the courses of all organizations. */
  readonly bulkChanges?: Maybe<BulkChangeConnection>;
  /**
   * Every change, oldest first, in one fixed order. Continuing from the last cursor never skips a change,
   * whatever was being committed while the page was read. An empty page returns the cursor that was passed.
   * A cursor of a change that this database does not have, because it was restored from an older backup, is refused
   * with STALE_CURSOR: read everything again.
   */
  readonly changes?: Maybe<ChangeConnection>;
  /** The course with this key, or null. */
  readonly course?: Maybe<Course>;
  /**
   * A course at a past time, even if it was deleted since; null if there was none that the viewer may read.
   * A time in the future is BAD_USER_INPUT.
   */
  readonly courseAsOf?: Maybe<CourseSnapshot>;
  /** The run with this key, or null. */
  readonly courseRun?: Maybe<CourseRun>;
  /**
   * A run at a past time, even if it was deleted since; null if there was none that the viewer may read.
   * A time in the future is BAD_USER_INPUT.
   */
  readonly courseRunAsOf?: Maybe<CourseRunSnapshot>;
  /** The run type with this slug, or null. */
  readonly courseRunType?: Maybe<CourseRunType>;
  /** Run types in display order, without Empty and retired ones. */
  readonly courseRunTypes?: Maybe<ReadonlyArray<CourseRunType>>;
  /** Runs, ordered by key by default. */
  readonly courseRuns?: Maybe<CourseRunConnection>;
  /** The course type with this slug, or null. */
  readonly courseType?: Maybe<CourseType>;
  /** Course types to choose from, in display order, without Empty and retired ones. */
  readonly courseTypes?: Maybe<ReadonlyArray<CourseType>>;
  /** Courses, ordered by key by default. */
  readonly courses?: Maybe<CourseConnection>;
  /** Queries the downstream systems now and compares them with a run's desired state; null if there is no such run. */
  readonly drift?: Maybe<ReadonlyArray<Drift>>;
  /** Who has which role, by organization, username and role. Needs READ there. */
  readonly members?: Maybe<MemberConnection>;
  /** Every mode. */
  readonly modes?: Maybe<ReadonlyArray<Mode>>;
  /** The organizations that the viewer may see: those that have courses, and those of the viewer's memberships, by name. */
  readonly organizations?: Maybe<ReadonlyArray<VisibleOrganization>>;
  /** The parameters of the rules in this installation. */
  readonly policy?: Maybe<Policy>;
  /** What the mutation of the same name would return; saves nothing. */
  readonly previewAddCourseRun?: Maybe<AddCourseRunPayload>;
  /** What the mutation of the same name would return; saves nothing. */
  readonly previewChangeCourse?: Maybe<ChangeCoursePayload>;
  /** What the mutation of the same name would return; saves nothing. */
  readonly previewCreateCourse?: Maybe<CreateCoursePayload>;
  /** What the mutation of the same name would return; saves nothing. */
  readonly previewSetCourseRunStatus?: Maybe<SetCourseRunStatusPayload>;
  /** The provisioning with this id, or null. */
  readonly provisioning?: Maybe<Provisioning>;
  /** Provisionings, newest first by default. With states [FAILED]: those that need somebody to act. */
  readonly provisionings?: Maybe<ProvisioningConnection>;
  /** Every rule, in the order in which violations are returned. */
  readonly rules?: Maybe<ReadonlyArray<Rule>>;
  /** Every seat type. */
  readonly seatTypes?: Maybe<ReadonlyArray<SeatType>>;
  /** Every downstream system, in the order in which they receive a change. */
  readonly systems?: Maybe<ReadonlyArray<System>>;
  /** The track type with this slug, or null. */
  readonly trackType?: Maybe<TrackType>;
  /** Every track type. */
  readonly trackTypes?: Maybe<ReadonlyArray<TrackType>>;
  /** The caller and their permissions. */
  readonly viewer?: Maybe<Viewer>;
};


export type QueryBulkChangeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryBulkChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChangeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCourseArgs = {
  key: Scalars['ID']['input'];
};


export type QueryCourseAsOfArgs = {
  at: Scalars['DateTime']['input'];
  key: Scalars['ID']['input'];
};


export type QueryCourseRunArgs = {
  key: Scalars['ID']['input'];
};


export type QueryCourseRunAsOfArgs = {
  at: Scalars['DateTime']['input'];
  key: Scalars['ID']['input'];
};


export type QueryCourseRunTypeArgs = {
  slug: Scalars['String']['input'];
};


export type QueryCourseRunTypesArgs = {
  includeRetired?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryCourseRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CourseRunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ListOrder>;
};


export type QueryCourseTypeArgs = {
  slug: Scalars['String']['input'];
};


export type QueryCourseTypesArgs = {
  includeRetired?: InputMaybe<Scalars['Boolean']['input']>;
  organization?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCoursesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CourseFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ListOrder>;
};


export type QueryDriftArgs = {
  courseRunKey: Scalars['ID']['input'];
};


export type QueryMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MemberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPreviewAddCourseRunArgs = {
  input: AddCourseRunInput;
};


export type QueryPreviewChangeCourseArgs = {
  input: ChangeCourseInput;
};


export type QueryPreviewCreateCourseArgs = {
  input: CreateCourseInput;
};


export type QueryPreviewSetCourseRunStatusArgs = {
  input: SetCourseRunStatusInput;
};


export type QueryProvisioningArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProvisioningsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProvisioningFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  oldestFirst?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryTrackTypeArgs = {
  slug: Scalars['String']['input'];
};

/** A role to remove. */
export type RemoveMembershipInput = {
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** For example "edX". */
  readonly organization: Scalars['String']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** Default: every role of the person there. */
  readonly role?: InputMaybe<MemberRole>;
  /** The LMS username. */
  readonly username: Scalars['String']['input'];
};

/** The removed roles. */
export type RemoveMembershipPayload = {
  readonly __typename?: 'RemoveMembershipPayload';
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Empty if there was none to remove. */
  readonly removed: ReadonlyArray<Member>;
};

/** Which runs, by whom they are kept for. */
export type RestrictionFilter =
  /** Those with any restriction. */
  | 'ANY'
  /** Those for learners of an enterprise. */
  | 'CUSTOM_B2B_ENTERPRISE'
  /** Those for some learners. */
  | 'CUSTOM_B2C'
  /** Those for everybody. */
  | 'NONE';

/** Which of the FAILED provisionings; all conditions must hold. */
export type RetryFilter = {
  /** Those of one course. */
  readonly courseKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those for one system. */
  readonly target?: InputMaybe<ProvisioningTarget>;
};

/** The provisioning to retry. */
export type RetryProvisioningInput = {
  /** The provisioning's id. */
  readonly id: Scalars['ID']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
};

/** The provisioning after the command. */
export type RetryProvisioningPayload = {
  readonly __typename?: 'RetryProvisioningPayload';
  /** PENDING again; unchanged if it was not FAILED. */
  readonly provisioning?: Maybe<Provisioning>;
};

/** Which FAILED provisionings are tried again. */
export type RetryProvisioningsInput = {
  /** All conditions must hold; an empty filter matches all. */
  readonly filter: RetryFilter;
  /** Why; stays on the history entries. */
  readonly reason: Scalars['String']['input'];
};

/** The provisionings that are tried again. */
export type RetryProvisioningsPayload = {
  readonly __typename?: 'RetryProvisioningsPayload';
  /** The provisionings that this call retries; they are PENDING. */
  readonly provisionings: ReadonlyArray<Provisioning>;
  /** How many that match are still FAILED. */
  readonly remainingCount: Scalars['Int']['output'];
  /** How many this call retries. */
  readonly retriedCount: Scalars['Int']['output'];
};

/** A rule on what may be changed. Every mutation is judged by this list. */
export type Rule = {
  readonly __typename?: 'Rule';
  /** Why the rule exists. */
  readonly because: Scalars['String']['output'];
  /** The stable name of the rule. */
  readonly code: RuleCode;
  /** Whether a coordinator may override it, giving a reason. */
  readonly isWaivable: Scalars['Boolean']['output'];
  /** The message for the course team. */
  readonly says: Scalars['String']['output'];
};

/** The stable names of the rules, in the order in which violations are returned. */
export type RuleCode =
  /** A run type has a credit mode without an ID-verified one. */
  | 'CREDIT_NEEDS_VERIFIED'
  /** An upgrade deadline lies after the run's end. */
  | 'DEADLINE_AFTER_END'
  /** An upgrade deadline is set where no seat has one. */
  | 'DEADLINE_NOT_APPLICABLE'
  /** An upgrade deadline is set or cleared without the permission REVIEW. */
  | 'DEADLINE_NOT_PERMITTED'
  /** A run type has two tracks of one mode. */
  | 'DUPLICATE_MODE'
  /** A course type sells an entitlement that none of its run types sells. */
  | 'ENTITLEMENT_NOT_SOLD_IN_RUNS'
  /** A course with products would lose an entitlement. */
  | 'ENTITLEMENT_REMOVED'
  /** Something with products would be deleted. */
  | 'HAS_PRODUCTS'
  /** Learners are enrolled in a mode that would be removed. */
  | 'LEARNERS_ENROLLED'
  /** A price is above the maximum. */
  | 'PRICE_ABOVE_MAXIMUM'
  /** A price is below the minimum of the LMS. */
  | 'PRICE_BELOW_MINIMUM'
  /** A price is given for something that is not sold here. */
  | 'PRICE_NOT_APPLICABLE'
  /** A price has cents. */
  | 'PRICE_NOT_WHOLE'
  /** A price is missing. */
  | 'PRICE_REQUIRED'
  /** A run type has a professional mode beside another track. */
  | 'PROFESSIONAL_STANDS_ALONE'
  /** The tracks of an ended run would change. */
  | 'RUN_ENDED'
  /** A run in review would change. */
  | 'RUN_IN_REVIEW'
  /** A run's type is not among those of its course's type. */
  | 'RUN_TYPE_NOT_IN_COURSE_TYPE'
  /** The status cannot be reached from the current one. */
  | 'STATUS_NOT_REACHABLE'
  /** A run with products would lose a track. */
  | 'TRACK_REMOVED'
  /** Type Empty was chosen, or a run of type Empty would be submitted for review. */
  | 'TYPE_EMPTY'
  /** The course type is not offered to the course's organization. */
  | 'TYPE_NOT_OFFERED'
  /** A retired type was chosen. */
  | 'TYPE_RETIRED';

/** One reason why a change is refused. */
export type RuleViolation = {
  readonly __typename?: 'RuleViolation';
  /** The rule that refuses. */
  readonly code: RuleCode;
  /** The run concerned, if it is one. */
  readonly courseRunKey?: Maybe<Scalars['ID']['output']>;
  /** Whether a coordinator may override it here, giving a reason. */
  readonly isWaivable: Scalars['Boolean']['output'];
  /** The message for the course team: the rule, and what it applies to here. */
  readonly message: Scalars['String']['output'];
  /** The path in the input, for example ["runs", "0", "type"]. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The slug of the seat type that a price is given or missing for, if it is about one. */
  readonly seatType?: Maybe<Scalars['String']['output']>;
};

/** A new run type for runs with a certain run type. */
export type RunTypeMoveInput = {
  /** The slug of the current run type; without duplicates. */
  readonly from: Scalars['String']['input'];
  /** The slug of the new run type. */
  readonly to: Scalars['String']['input'];
};

/** A complete run type. */
export type SaveCourseRunTypeInput = {
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether a run of this type has a marketing page. */
  readonly isMarketable: Scalars['Boolean']['input'];
  /** Retires the type: no new run can choose it. */
  readonly isRetired?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; identifies the row. */
  readonly slug: Scalars['String']['input'];
  /** The slugs of its track types. */
  readonly trackTypes: ReadonlyArray<Scalars['String']['input']>;
};

/** The run type, or the violations that refused it. */
export type SaveCourseRunTypePayload = {
  readonly __typename?: 'SaveCourseRunTypePayload';
  /** The current state; null if refused. */
  readonly courseRunType?: Maybe<CourseRunType>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A complete course type. */
export type SaveCourseTypeInput = {
  /** The slugs of its run types in display order. */
  readonly courseRunTypes: ReadonlyArray<Scalars['String']['input']>;
  /** The slugs of the seat types for which an entitlement is sold. */
  readonly entitlementTypes: ReadonlyArray<Scalars['String']['input']>;
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Retires the type: no new course can choose it. */
  readonly isRetired?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Organizations that may choose it; empty means all. */
  readonly organizations: ReadonlyArray<Scalars['String']['input']>;
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; identifies the row. */
  readonly slug: Scalars['String']['input'];
};

/** The course type, or the violations that refused it. */
export type SaveCourseTypePayload = {
  readonly __typename?: 'SaveCourseTypePayload';
  /** The current state; null if refused. */
  readonly courseType?: Maybe<CourseType>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A role to give. */
export type SaveMembershipInput = {
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Any organization, even without courses; for example "edX". */
  readonly organization: Scalars['String']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** The role to give. */
  readonly role: MemberRole;
  /** The LMS username; not checked against the LMS. */
  readonly username: Scalars['String']['input'];
};

/** The role after the command. */
export type SaveMembershipPayload = {
  readonly __typename?: 'SaveMembershipPayload';
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** The stored role. */
  readonly member?: Maybe<Member>;
};

/** A complete mode. */
export type SaveModeInput = {
  /** Null when completing the run in this mode grants no certificate. */
  readonly certificateType?: InputMaybe<Scalars['String']['input']>;
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether learners in this mode can earn credit. */
  readonly isCreditEligible: Scalars['Boolean']['input'];
  /** Whether learners in this mode verify their identity. */
  readonly isIdVerified: Scalars['Boolean']['input'];
  /** The lowest price that the LMS accepts for this mode. */
  readonly minimumPrice: Scalars['Decimal']['input'];
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; identifies the row. */
  readonly slug: Scalars['String']['input'];
};

/** The mode, or the violations that refused it. */
export type SaveModePayload = {
  readonly __typename?: 'SaveModePayload';
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** The current state; null if refused. */
  readonly mode?: Maybe<Mode>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A complete seat type. */
export type SaveSeatTypeInput = {
  /** Whether a product is created for it. */
  readonly createsProduct: Scalars['Boolean']['input'];
  /** Whether a seat of this type can be bought only until an upgrade deadline. */
  readonly hasUpgradeDeadline?: InputMaybe<Scalars['Boolean']['input']>;
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; identifies the row. */
  readonly slug: Scalars['String']['input'];
};

/** The seat type, or the violations that refused it. */
export type SaveSeatTypePayload = {
  readonly __typename?: 'SaveSeatTypePayload';
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** The current state; null if refused. */
  readonly seatType?: Maybe<SeatType>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A complete track type. */
export type SaveTrackTypeInput = {
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The slug of its mode. */
  readonly mode: Scalars['String']['input'];
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Whether the learner pays the partner. */
  readonly paidToPartner: Scalars['Boolean']['input'];
  /** Whether the learner pays the platform. */
  readonly paidToPlatform: Scalars['Boolean']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
  /** The slug of its seat type; null when nothing is sold. */
  readonly seatType?: InputMaybe<Scalars['String']['input']>;
  /** Lower-case letters, digits, hyphens and underscores; identifies the row. */
  readonly slug: Scalars['String']['input'];
};

/** The track type, or the violations that refused it. */
export type SaveTrackTypePayload = {
  readonly __typename?: 'SaveTrackTypePayload';
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** The current state; null if refused. */
  readonly trackType?: Maybe<TrackType>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** What a run sells for one of its tracks. */
export type Seat = {
  readonly __typename?: 'Seat';
  /** The SKU of the bulk enrollment code; assigned by E-Commerce when provisioned. */
  readonly bulkSku?: Maybe<Scalars['String']['output']>;
  /** How many hours of credit, for a seat with a credit mode. */
  readonly creditHours?: Maybe<Scalars['Int']['output']>;
  /** Who gives the credit, for a seat with a credit mode. */
  readonly creditProvider?: Maybe<Scalars['String']['output']>;
  /** The run's own price, or the course's; 0.00 if nobody is paid. Null while nobody knows it: it is not offered then. */
  readonly price?: Maybe<Money>;
  /** What is sold. */
  readonly seatType: SeatType;
  /** Assigned by E-Commerce when provisioned. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** The track that the buyer enters. */
  readonly trackType: TrackType;
  /** The override if there is one, otherwise the computed deadline. */
  readonly upgradeDeadline?: Maybe<Scalars['DateTime']['output']>;
  /** The deadline that a reviewer set by hand. */
  readonly upgradeDeadlineOverride?: Maybe<Scalars['DateTime']['output']>;
  /** The product variant that it sells, as its provider numbers them: for Executive Education. */
  readonly variantId?: Maybe<Scalars['UUID']['output']>;
};

/** What a run sold for one of its tracks. */
export type SeatSnapshot = {
  readonly __typename?: 'SeatSnapshot';
  /** The run's own price, or the course's; 0.00 where nobody was paid; null where nobody knew it. */
  readonly price?: Maybe<Money>;
  /** The seat type's slug. */
  readonly seatType: Scalars['String']['output'];
};

/** What happens to one seat in E-Commerce. */
export type SeatStep = {
  readonly __typename?: 'SeatStep';
  /** The action. */
  readonly action: StepAction;
  /** The run of the seat. */
  readonly courseRunKey: Scalars['ID']['output'];
  /** Waits until the run is REVIEWED or PUBLISHED. */
  readonly isDeferred: Scalars['Boolean']['output'];
  /** Null while unknown. */
  readonly price?: Maybe<Money>;
  /** The seat's type. */
  readonly seatType: SeatType;
};

/** What is sold: the E-Commerce side of a track. */
export type SeatType = {
  readonly __typename?: 'SeatType';
  /** Whether a product is created for it. For example, this decides whether audit seats exist. */
  readonly createsProduct: Scalars['Boolean']['output'];
  /** Whether a seat of this type can be bought only until an upgrade deadline (verified). */
  readonly hasUpgradeDeadline: Scalars['Boolean']['output'];
  /** The display name, for example "Verified". */
  readonly name: Scalars['String']['output'];
  /** E-Commerce's name of the seat type, for example "verified". */
  readonly slug: Scalars['String']['output'];
};

/** A price set for a seat type, whether or not anything is sold for it now. */
export type SeatTypePrice = {
  readonly __typename?: 'SeatTypePrice';
  /** The price as it was set. */
  readonly price: Money;
  /** The seat type it applies to. */
  readonly seatType: SeatType;
};

/** The run and its new status. */
export type SetCourseRunStatusInput = {
  /** The version of the course that the caller has seen. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The run's key. */
  readonly key: Scalars['ID']['input'];
  /** Waives the waivable rules; needs OVERRIDE and a reason. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why; recorded in the history. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The new status. */
  readonly status: CourseRunStatus;
};

/** The run after the change; or every violation, and nothing is saved. */
export type SetCourseRunStatusPayload = {
  readonly __typename?: 'SetCourseRunStatusPayload';
  /** The course with its new version; null if refused. */
  readonly course?: Maybe<Course>;
  /** Null if refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey; the course is the current one. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing about the change; notices refuse nothing. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will change in other systems. */
  readonly plan: ProvisioningPlan;
  /** The provisionings that this command queued. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty if it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** The courses and their change. Give either filter or keys. */
export type StartBulkChangeInput = {
  /** The change of each course. */
  readonly change: BulkChangeInput;
  /** Saves nothing; the outcomes say what would happen to the courses. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The courses that match now; at least one condition. */
  readonly filter?: InputMaybe<CourseFilter>;
  /** A repeated request with the same key gets the first result instead of being executed twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The keys of the courses: 1 to 10,000, without duplicates. All must exist. */
  readonly keys?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** A name: 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Waives the waivable rules; needs OVERRIDE in all organizations, and is recorded. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** How many courses may be changed in a minute: 1 to 6,000. Default: the setting BULK_CHANGES_PER_MINUTE. */
  readonly ratePerMinute?: InputMaybe<Scalars['Int']['input']>;
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
};

/** The bulk change that was started. */
export type StartBulkChangePayload = {
  readonly __typename?: 'StartBulkChangePayload';
  /** QUEUED; DONE if the filter matches no course. */
  readonly bulkChange?: Maybe<BulkChange>;
  /** Whether this is the stored result of an earlier request with the same idempotencyKey. */
  readonly isReplay: Scalars['Boolean']['output'];
};

/** What happens to one seat, entitlement or mode. */
export type StepAction =
  /** It is created. */
  | 'CREATE'
  /** It is no longer sold (seat, entitlement) or is removed (mode). */
  | 'RETIRE'
  /** It exists and is changed. */
  | 'UPDATE';

/** The run to stop or resume selling. */
export type StopSellingInput = {
  /** The run's key. */
  readonly courseRunKey: Scalars['ID']['input'];
  /** Why; recorded in the history. */
  readonly reason: Scalars['String']['input'];
};

/** The run after the command, and the queued provisionings. */
export type StopSellingPayload = {
  readonly __typename?: 'StopSellingPayload';
  /** The run; null if refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** The queued provisionings; empty if nothing changed. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty if it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A downstream system and its condition. */
export type System = {
  readonly __typename?: 'System';
  /** Whether there is such a system; false if the protocol is none. */
  readonly isConfigured: Scalars['Boolean']['output'];
  /** Whether deliveries are paused: somebody must act, or the system asked for a pause. */
  readonly isPaused: Scalars['Boolean']['output'];
  /** The end of the pause; the system is probed then. */
  readonly pausedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The problem, in a sentence; null if none is known. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** The protocol: the setting ECOMMERCE_PROTOCOL or LMS_PROTOCOL. */
  readonly protocol: Scalars['String']['output'];
  /** The system. */
  readonly target: ProvisioningTarget;
};

/** One way into a run, as it was defined at that time. */
export type TrackSnapshot = {
  readonly __typename?: 'TrackSnapshot';
  /** The slug of the mode that learners were enrolled in. */
  readonly mode: Scalars['String']['output'];
  /** Whether learners of this track paid the partner. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether learners of this track paid the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** The slug of the seat type that was sold; null where nothing was sold. */
  readonly seatType?: Maybe<Scalars['String']['output']>;
  /** The track type's slug. */
  readonly trackType: Scalars['String']['output'];
};

/** One way into a run: a Mode, the SeatType sold for it (none for Masters), and who is paid. */
export type TrackType = {
  readonly __typename?: 'TrackType';
  /** How a learner of this track is enrolled. */
  readonly mode: Mode;
  /** The display name. */
  readonly name: Scalars['String']['output'];
  /** Whether the learner pays the partner (the university). */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether the learner pays the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** What is sold for it; null when nothing is, as for Masters. */
  readonly seatType?: Maybe<SeatType>;
  /** The stable name for other systems; never changes. */
  readonly slug: Scalars['String']['output'];
  /** The same in every installation for a type that comes with this service. */
  readonly uuid: Scalars['UUID']['output'];
};

/** The caller and their permissions. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Whether they are staff of the platform. */
  readonly isStaff: Scalars['Boolean']['output'];
  /** Permissions in single organizations. */
  readonly memberships: ReadonlyArray<Membership>;
  /** What the viewer may do in every organization. */
  readonly permissions: ReadonlyArray<Permission>;
  /** The LMS username. */
  readonly username: Scalars['String']['output'];
};

/** An organization that the viewer may see. */
export type VisibleOrganization = {
  readonly __typename?: 'VisibleOrganization';
  /** How many courses it has. */
  readonly courseCount: Scalars['Int']['output'];
  /** For example "edX". */
  readonly organization: Scalars['String']['output'];
  /** What the viewer may do there. */
  readonly permissions: ReadonlyArray<Permission>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  BulkChange: BulkChange;
  Change: Change;
  Course: Course;
  CourseRun: CourseRun;
  CourseRunType: CourseRunType;
  CourseType: CourseType;
  Mode: Mode;
  Provisioning: Provisioning;
  SeatType: SeatType;
  TrackType: TrackType;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  BulkChange:
    ( { __typename: 'BulkChange' }
    & GraphQLRecursivePick<FederationTypes['BulkChange'], {"id":true}> );
  Change:
    ( { __typename: 'Change' }
    & GraphQLRecursivePick<FederationTypes['Change'], {"id":true}> );
  Course:
    ( { __typename: 'Course' }
    & ( GraphQLRecursivePick<FederationTypes['Course'], {"key":true}>
        | GraphQLRecursivePick<FederationTypes['Course'], {"uuid":true}> ) );
  CourseRun:
    ( { __typename: 'CourseRun' }
    & ( GraphQLRecursivePick<FederationTypes['CourseRun'], {"key":true}>
        | GraphQLRecursivePick<FederationTypes['CourseRun'], {"uuid":true}> ) );
  CourseRunType:
    ( { __typename: 'CourseRunType' }
    & ( GraphQLRecursivePick<FederationTypes['CourseRunType'], {"slug":true}>
        | GraphQLRecursivePick<FederationTypes['CourseRunType'], {"uuid":true}> ) );
  CourseType:
    ( { __typename: 'CourseType' }
    & ( GraphQLRecursivePick<FederationTypes['CourseType'], {"slug":true}>
        | GraphQLRecursivePick<FederationTypes['CourseType'], {"uuid":true}> ) );
  Mode:
    ( { __typename: 'Mode' }
    & GraphQLRecursivePick<FederationTypes['Mode'], {"slug":true}> );
  Provisioning:
    ( { __typename: 'Provisioning' }
    & GraphQLRecursivePick<FederationTypes['Provisioning'], {"id":true}> );
  SeatType:
    ( { __typename: 'SeatType' }
    & GraphQLRecursivePick<FederationTypes['SeatType'], {"slug":true}> );
  TrackType:
    ( { __typename: 'TrackType' }
    & ( GraphQLRecursivePick<FederationTypes['TrackType'], {"slug":true}>
        | GraphQLRecursivePick<FederationTypes['TrackType'], {"uuid":true}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddCourseRunInput: AddCourseRunInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AddCourseRunPayload: ResolverTypeWrapper<Omit<AddCourseRunPayload, 'course' | 'courseRun' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversTypes['Course']>, courseRun?: Maybe<ResolversTypes['CourseRun']>, plan: ResolversTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  BulkChange: ResolverTypeWrapper<BulkChangeModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  BulkChangeConnection: ResolverTypeWrapper<BulkChangePage>;
  BulkChangeCounts: ResolverTypeWrapper<BulkChangeCounts>;
  BulkChangeEdge: ResolverTypeWrapper<Omit<BulkChangeEdge, 'node'> & { node: ResolversTypes['BulkChange'] }>;
  BulkChangeError: ResolverTypeWrapper<BulkChangeError>;
  BulkChangeInput: BulkChangeInput;
  BulkChangeItem: ResolverTypeWrapper<BulkChangeItemModel>;
  BulkChangeItemConnection: ResolverTypeWrapper<BulkChangeItemPage>;
  BulkChangeItemEdge: ResolverTypeWrapper<Omit<BulkChangeItemEdge, 'node'> & { node: ResolversTypes['BulkChangeItem'] }>;
  BulkChangeOutcome: BulkChangeOutcome;
  BulkChangeRefusals: ResolverTypeWrapper<BulkChangeRefusals>;
  BulkChangeState: BulkChangeState;
  BulkChangeSteps: ResolverTypeWrapper<BulkChangeSteps>;
  CancelBulkChangeInput: CancelBulkChangeInput;
  CancelBulkChangePayload: ResolverTypeWrapper<Omit<CancelBulkChangePayload, 'bulkChange'> & { bulkChange?: Maybe<ResolversTypes['BulkChange']> }>;
  Change: ResolverTypeWrapper<ChangeModel>;
  ChangeConnection: ResolverTypeWrapper<ChangePage>;
  ChangeCourseInput: ChangeCourseInput;
  ChangeCoursePayload: ResolverTypeWrapper<Omit<ChangeCoursePayload, 'course' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversTypes['Course']>, plan: ResolversTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  ChangeCourseRunInput: ChangeCourseRunInput;
  ChangeEdge: ResolverTypeWrapper<Omit<ChangeEdge, 'node'> & { node: ResolversTypes['Change'] }>;
  ChangeFilter: ChangeFilter;
  ChangeKind: ChangeKind;
  Course: ResolverTypeWrapper<CourseParent>;
  CourseConnection: ResolverTypeWrapper<CoursePage>;
  CourseEdge: ResolverTypeWrapper<Omit<CourseEdge, 'node'> & { node: ResolversTypes['Course'] }>;
  CourseFilter: CourseFilter;
  CourseRun: ResolverTypeWrapper<CourseRunModel>;
  CourseRunConflict: ResolverTypeWrapper<CourseRunConflict>;
  CourseRunConnection: ResolverTypeWrapper<CourseRunPage>;
  CourseRunEdge: ResolverTypeWrapper<Omit<CourseRunEdge, 'node'> & { node: ResolversTypes['CourseRun'] }>;
  CourseRunFilter: CourseRunFilter;
  CourseRunRestriction: CourseRunRestriction;
  CourseRunSnapshot: ResolverTypeWrapper<CourseRunSnapshot>;
  CourseRunStatus: CourseRunStatus;
  CourseRunStatusOption: ResolverTypeWrapper<CourseRunStatusOption>;
  CourseRunType: ResolverTypeWrapper<CourseRunTypeModel>;
  CourseRunTypeOption: ResolverTypeWrapper<CourseRunTypeOptionModel>;
  CourseSnapshot: ResolverTypeWrapper<CourseSnapshot>;
  CourseType: ResolverTypeWrapper<CourseTypeModel>;
  CourseTypeOption: ResolverTypeWrapper<CourseTypeOptionModel>;
  CreateCourseInput: CreateCourseInput;
  CreateCoursePayload: ResolverTypeWrapper<Omit<CreateCoursePayload, 'course' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversTypes['Course']>, plan: ResolversTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeleteCourseInput: DeleteCourseInput;
  DeleteCoursePayload: ResolverTypeWrapper<DeleteCoursePayload>;
  DeleteCourseRunInput: DeleteCourseRunInput;
  DeleteCourseRunPayload: ResolverTypeWrapper<Omit<DeleteCourseRunPayload, 'course'> & { course?: Maybe<ResolversTypes['Course']> }>;
  Drift: ResolverTypeWrapper<DriftModel>;
  DriftDifference: ResolverTypeWrapper<DriftDifference>;
  DriftKind: DriftKind;
  Entitlement: ResolverTypeWrapper<EntitlementModel>;
  EntitlementSnapshot: ResolverTypeWrapper<EntitlementSnapshot>;
  EntitlementStep: ResolverTypeWrapper<Omit<EntitlementStep, 'seatType'> & { seatType: ResolversTypes['SeatType'] }>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  ListOrder: ListOrder;
  ListOrderField: ListOrderField;
  Member: ResolverTypeWrapper<MemberModel>;
  MemberConnection: ResolverTypeWrapper<MemberPage>;
  MemberEdge: ResolverTypeWrapper<Omit<MemberEdge, 'node'> & { node: ResolversTypes['Member'] }>;
  MemberFilter: MemberFilter;
  MemberRole: MemberRole;
  Membership: ResolverTypeWrapper<Membership>;
  Mode: ResolverTypeWrapper<ModeModel>;
  ModeStep: ResolverTypeWrapper<Omit<ModeStep, 'mode'> & { mode: ResolversTypes['Mode'] }>;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewCourseRunInput: NewCourseRunInput;
  Notice: ResolverTypeWrapper<Notice>;
  NoticeCode: NoticeCode;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Permission: Permission;
  Policy: ResolverTypeWrapper<Policy>;
  PriceInput: PriceInput;
  Provisioning: ResolverTypeWrapper<ProvisioningModel>;
  ProvisioningBlock: ResolverTypeWrapper<ProvisioningBlockModel>;
  ProvisioningBlockReason: ProvisioningBlockReason;
  ProvisioningConnection: ResolverTypeWrapper<ProvisioningPage>;
  ProvisioningEdge: ResolverTypeWrapper<Omit<ProvisioningEdge, 'node'> & { node: ResolversTypes['Provisioning'] }>;
  ProvisioningFilter: ProvisioningFilter;
  ProvisioningPlan: ResolverTypeWrapper<ProvisioningPlanModel>;
  ProvisioningState: ProvisioningState;
  ProvisioningTarget: ProvisioningTarget;
  PublishProvisioningInput: PublishProvisioningInput;
  PublishProvisioningPayload: ResolverTypeWrapper<Omit<PublishProvisioningPayload, 'courseRun' | 'provisioning'> & { courseRun?: Maybe<ResolversTypes['CourseRun']>, provisioning: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemoveMembershipInput: RemoveMembershipInput;
  RemoveMembershipPayload: ResolverTypeWrapper<Omit<RemoveMembershipPayload, 'removed'> & { removed: ReadonlyArray<ResolversTypes['Member']> }>;
  RestrictionFilter: RestrictionFilter;
  RetryFilter: RetryFilter;
  RetryProvisioningInput: RetryProvisioningInput;
  RetryProvisioningPayload: ResolverTypeWrapper<Omit<RetryProvisioningPayload, 'provisioning'> & { provisioning?: Maybe<ResolversTypes['Provisioning']> }>;
  RetryProvisioningsInput: RetryProvisioningsInput;
  RetryProvisioningsPayload: ResolverTypeWrapper<Omit<RetryProvisioningsPayload, 'provisionings'> & { provisionings: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  Rule: ResolverTypeWrapper<Rule>;
  RuleCode: RuleCode;
  RuleViolation: ResolverTypeWrapper<RuleViolation>;
  RunTypeMoveInput: RunTypeMoveInput;
  SaveCourseRunTypeInput: SaveCourseRunTypeInput;
  SaveCourseRunTypePayload: ResolverTypeWrapper<DefinitionOutcome>;
  SaveCourseTypeInput: SaveCourseTypeInput;
  SaveCourseTypePayload: ResolverTypeWrapper<DefinitionOutcome>;
  SaveMembershipInput: SaveMembershipInput;
  SaveMembershipPayload: ResolverTypeWrapper<Omit<SaveMembershipPayload, 'member'> & { member?: Maybe<ResolversTypes['Member']> }>;
  SaveModeInput: SaveModeInput;
  SaveModePayload: ResolverTypeWrapper<DefinitionOutcome>;
  SaveSeatTypeInput: SaveSeatTypeInput;
  SaveSeatTypePayload: ResolverTypeWrapper<DefinitionOutcome>;
  SaveTrackTypeInput: SaveTrackTypeInput;
  SaveTrackTypePayload: ResolverTypeWrapper<DefinitionOutcome>;
  Seat: ResolverTypeWrapper<SeatModel>;
  SeatSnapshot: ResolverTypeWrapper<SeatSnapshot>;
  SeatStep: ResolverTypeWrapper<Omit<SeatStep, 'seatType'> & { seatType: ResolversTypes['SeatType'] }>;
  SeatType: ResolverTypeWrapper<SeatTypeModel>;
  SeatTypePrice: ResolverTypeWrapper<Omit<SeatTypePrice, 'seatType'> & { seatType: ResolversTypes['SeatType'] }>;
  SetCourseRunStatusInput: SetCourseRunStatusInput;
  SetCourseRunStatusPayload: ResolverTypeWrapper<Omit<SetCourseRunStatusPayload, 'course' | 'courseRun' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversTypes['Course']>, courseRun?: Maybe<ResolversTypes['CourseRun']>, plan: ResolversTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  StartBulkChangeInput: StartBulkChangeInput;
  StartBulkChangePayload: ResolverTypeWrapper<Omit<StartBulkChangePayload, 'bulkChange'> & { bulkChange?: Maybe<ResolversTypes['BulkChange']> }>;
  StepAction: StepAction;
  StopSellingInput: StopSellingInput;
  StopSellingPayload: ResolverTypeWrapper<Omit<StopSellingPayload, 'courseRun' | 'provisioning'> & { courseRun?: Maybe<ResolversTypes['CourseRun']>, provisioning: ReadonlyArray<ResolversTypes['Provisioning']> }>;
  System: ResolverTypeWrapper<SystemState>;
  TrackSnapshot: ResolverTypeWrapper<TrackSnapshot>;
  TrackType: ResolverTypeWrapper<TrackTypeModel>;
  UUID: ResolverTypeWrapper<Scalars['UUID']['output']>;
  Viewer: ResolverTypeWrapper<Viewer>;
  VisibleOrganization: ResolverTypeWrapper<VisibleOrganization>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddCourseRunInput: AddCourseRunInput;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Boolean: Scalars['Boolean']['output'];
  AddCourseRunPayload: Omit<AddCourseRunPayload, 'course' | 'courseRun' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversParentTypes['Course']>, courseRun?: Maybe<ResolversParentTypes['CourseRun']>, plan: ResolversParentTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  BulkChange: BulkChangeModel;
  Float: Scalars['Float']['output'];
  BulkChangeConnection: BulkChangePage;
  BulkChangeCounts: BulkChangeCounts;
  BulkChangeEdge: Omit<BulkChangeEdge, 'node'> & { node: ResolversParentTypes['BulkChange'] };
  BulkChangeError: BulkChangeError;
  BulkChangeInput: BulkChangeInput;
  BulkChangeItem: BulkChangeItemModel;
  BulkChangeItemConnection: BulkChangeItemPage;
  BulkChangeItemEdge: Omit<BulkChangeItemEdge, 'node'> & { node: ResolversParentTypes['BulkChangeItem'] };
  BulkChangeRefusals: BulkChangeRefusals;
  BulkChangeSteps: BulkChangeSteps;
  CancelBulkChangeInput: CancelBulkChangeInput;
  CancelBulkChangePayload: Omit<CancelBulkChangePayload, 'bulkChange'> & { bulkChange?: Maybe<ResolversParentTypes['BulkChange']> };
  Change: ChangeModel;
  ChangeConnection: ChangePage;
  ChangeCourseInput: ChangeCourseInput;
  ChangeCoursePayload: Omit<ChangeCoursePayload, 'course' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversParentTypes['Course']>, plan: ResolversParentTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  ChangeCourseRunInput: ChangeCourseRunInput;
  ChangeEdge: Omit<ChangeEdge, 'node'> & { node: ResolversParentTypes['Change'] };
  ChangeFilter: ChangeFilter;
  Course: CourseParent;
  CourseConnection: CoursePage;
  CourseEdge: Omit<CourseEdge, 'node'> & { node: ResolversParentTypes['Course'] };
  CourseFilter: CourseFilter;
  CourseRun: CourseRunModel;
  CourseRunConflict: CourseRunConflict;
  CourseRunConnection: CourseRunPage;
  CourseRunEdge: Omit<CourseRunEdge, 'node'> & { node: ResolversParentTypes['CourseRun'] };
  CourseRunFilter: CourseRunFilter;
  CourseRunSnapshot: CourseRunSnapshot;
  CourseRunStatusOption: CourseRunStatusOption;
  CourseRunType: CourseRunTypeModel;
  CourseRunTypeOption: CourseRunTypeOptionModel;
  CourseSnapshot: CourseSnapshot;
  CourseType: CourseTypeModel;
  CourseTypeOption: CourseTypeOptionModel;
  CreateCourseInput: CreateCourseInput;
  CreateCoursePayload: Omit<CreateCoursePayload, 'course' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversParentTypes['Course']>, plan: ResolversParentTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DeleteCourseInput: DeleteCourseInput;
  DeleteCoursePayload: DeleteCoursePayload;
  DeleteCourseRunInput: DeleteCourseRunInput;
  DeleteCourseRunPayload: Omit<DeleteCourseRunPayload, 'course'> & { course?: Maybe<ResolversParentTypes['Course']> };
  Drift: DriftModel;
  DriftDifference: DriftDifference;
  Entitlement: EntitlementModel;
  EntitlementSnapshot: EntitlementSnapshot;
  EntitlementStep: Omit<EntitlementStep, 'seatType'> & { seatType: ResolversParentTypes['SeatType'] };
  JSON: Scalars['JSON']['output'];
  ListOrder: ListOrder;
  Member: MemberModel;
  MemberConnection: MemberPage;
  MemberEdge: Omit<MemberEdge, 'node'> & { node: ResolversParentTypes['Member'] };
  MemberFilter: MemberFilter;
  Membership: Membership;
  Mode: ModeModel;
  ModeStep: Omit<ModeStep, 'mode'> & { mode: ResolversParentTypes['Mode'] };
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  NewCourseRunInput: NewCourseRunInput;
  Notice: Notice;
  PageInfo: PageInfo;
  Policy: Policy;
  PriceInput: PriceInput;
  Provisioning: ProvisioningModel;
  ProvisioningBlock: ProvisioningBlockModel;
  ProvisioningConnection: ProvisioningPage;
  ProvisioningEdge: Omit<ProvisioningEdge, 'node'> & { node: ResolversParentTypes['Provisioning'] };
  ProvisioningFilter: ProvisioningFilter;
  ProvisioningPlan: ProvisioningPlanModel;
  PublishProvisioningInput: PublishProvisioningInput;
  PublishProvisioningPayload: Omit<PublishProvisioningPayload, 'courseRun' | 'provisioning'> & { courseRun?: Maybe<ResolversParentTypes['CourseRun']>, provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  Query: Record<PropertyKey, never>;
  RemoveMembershipInput: RemoveMembershipInput;
  RemoveMembershipPayload: Omit<RemoveMembershipPayload, 'removed'> & { removed: ReadonlyArray<ResolversParentTypes['Member']> };
  RetryFilter: RetryFilter;
  RetryProvisioningInput: RetryProvisioningInput;
  RetryProvisioningPayload: Omit<RetryProvisioningPayload, 'provisioning'> & { provisioning?: Maybe<ResolversParentTypes['Provisioning']> };
  RetryProvisioningsInput: RetryProvisioningsInput;
  RetryProvisioningsPayload: Omit<RetryProvisioningsPayload, 'provisionings'> & { provisionings: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  Rule: Rule;
  RuleViolation: RuleViolation;
  RunTypeMoveInput: RunTypeMoveInput;
  SaveCourseRunTypeInput: SaveCourseRunTypeInput;
  SaveCourseRunTypePayload: DefinitionOutcome;
  SaveCourseTypeInput: SaveCourseTypeInput;
  SaveCourseTypePayload: DefinitionOutcome;
  SaveMembershipInput: SaveMembershipInput;
  SaveMembershipPayload: Omit<SaveMembershipPayload, 'member'> & { member?: Maybe<ResolversParentTypes['Member']> };
  SaveModeInput: SaveModeInput;
  SaveModePayload: DefinitionOutcome;
  SaveSeatTypeInput: SaveSeatTypeInput;
  SaveSeatTypePayload: DefinitionOutcome;
  SaveTrackTypeInput: SaveTrackTypeInput;
  SaveTrackTypePayload: DefinitionOutcome;
  Seat: SeatModel;
  SeatSnapshot: SeatSnapshot;
  SeatStep: Omit<SeatStep, 'seatType'> & { seatType: ResolversParentTypes['SeatType'] };
  SeatType: SeatTypeModel;
  SeatTypePrice: Omit<SeatTypePrice, 'seatType'> & { seatType: ResolversParentTypes['SeatType'] };
  SetCourseRunStatusInput: SetCourseRunStatusInput;
  SetCourseRunStatusPayload: Omit<SetCourseRunStatusPayload, 'course' | 'courseRun' | 'plan' | 'provisioning'> & { course?: Maybe<ResolversParentTypes['Course']>, courseRun?: Maybe<ResolversParentTypes['CourseRun']>, plan: ResolversParentTypes['ProvisioningPlan'], provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  StartBulkChangeInput: StartBulkChangeInput;
  StartBulkChangePayload: Omit<StartBulkChangePayload, 'bulkChange'> & { bulkChange?: Maybe<ResolversParentTypes['BulkChange']> };
  StopSellingInput: StopSellingInput;
  StopSellingPayload: Omit<StopSellingPayload, 'courseRun' | 'provisioning'> & { courseRun?: Maybe<ResolversParentTypes['CourseRun']>, provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  System: SystemState;
  TrackSnapshot: TrackSnapshot;
  TrackType: TrackTypeModel;
  UUID: Scalars['UUID']['output'];
  Viewer: Viewer;
  VisibleOrganization: VisibleOrganization;
};

export type SameForAllDirectiveArgs = { };

export type SameForAllDirectiveResolver<Result, Parent, ContextType = Context, Args = SameForAllDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AddCourseRunPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddCourseRunPayload'] = ResolversParentTypes['AddCourseRunPayload']> = {
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ProvisioningPlan'], ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type BulkChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChange'] = ResolversParentTypes['BulkChange'], FederationReferenceType extends FederationReferenceTypes['BulkChange'] = FederationReferenceTypes['BulkChange']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BulkChange']> | FederationReferenceType, FederationReferenceType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cancelledBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  change?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['BulkChangeCounts'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  filter?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOverride?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['BulkChangeItemConnection'], ParentType, ContextType, RequireFields<BulkChangeItemsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  ratePerMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refusals?: Resolver<ReadonlyArray<ResolversTypes['BulkChangeRefusals']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['BulkChangeState'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['BulkChangeSteps']>, ParentType, ContextType>;
};

export type BulkChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeConnection'] = ResolversParentTypes['BulkChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BulkChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['BulkChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BulkChangeCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeCounts'] = ResolversParentTypes['BulkChangeCounts']> = {
  changed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BulkChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeEdge'] = ResolversParentTypes['BulkChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BulkChange'], ParentType, ContextType>;
};

export type BulkChangeErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeError'] = ResolversParentTypes['BulkChangeError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BulkChangeItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeItem'] = ResolversParentTypes['BulkChangeItem']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  courseKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BulkChangeError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['BulkChangeOutcome'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type BulkChangeItemConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeItemConnection'] = ResolversParentTypes['BulkChangeItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BulkChangeItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['BulkChangeItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BulkChangeItemEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeItemEdge'] = ResolversParentTypes['BulkChangeItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BulkChangeItem'], ParentType, ContextType>;
};

export type BulkChangeRefusalsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeRefusals'] = ResolversParentTypes['BulkChangeRefusals']> = {
  code?: Resolver<ResolversTypes['RuleCode'], ParentType, ContextType>;
  courses?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BulkChangeStepsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkChangeSteps'] = ResolversParentTypes['BulkChangeSteps']> = {
  action?: Resolver<ResolversTypes['StepAction'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deferred?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ProvisioningTarget'], ParentType, ContextType>;
};

export type CancelBulkChangePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelBulkChangePayload'] = ResolversParentTypes['CancelBulkChangePayload']> = {
  bulkChange?: Resolver<Maybe<ResolversTypes['BulkChange']>, ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change'], FederationReferenceType extends FederationReferenceTypes['Change'] = FederationReferenceTypes['Change']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Change']> | FederationReferenceType, FederationReferenceType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  bulkChange?: Resolver<Maybe<ResolversTypes['BulkChange']>, ParentType, ContextType>;
  bulkChangeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  overridden?: Resolver<ReadonlyArray<ResolversTypes['RuleCode']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeConnection'] = ResolversParentTypes['ChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ChangeCoursePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeCoursePayload'] = ResolversParentTypes['ChangeCoursePayload']> = {
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ProvisioningPlan'], ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type ChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeEdge'] = ResolversParentTypes['ChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Change'], ParentType, ContextType>;
};

export type CourseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Course'] = ResolversParentTypes['Course'], FederationReferenceType extends FederationReferenceTypes['Course'] = FederationReferenceTypes['Course']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Course']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['CourseSnapshot']>, ParentType, ContextType, RequireFields<CourseAsOfArgs, 'at'>>;
  changes?: Resolver<ResolversTypes['ChangeConnection'], ParentType, ContextType, RequireFields<CourseChangesArgs, 'first'>>;
  courseRuns?: Resolver<ReadonlyArray<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  entitlements?: Resolver<ReadonlyArray<ResolversTypes['Entitlement']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyForReruns?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  organization?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prices?: Resolver<ReadonlyArray<ResolversTypes['SeatTypePrice']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CourseType'], ParentType, ContextType>;
  typeOptions?: Resolver<ReadonlyArray<ResolversTypes['CourseTypeOption']>, ParentType, ContextType>;
  uuid?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CourseConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseConnection'] = ResolversParentTypes['CourseConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CourseEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Course']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CourseEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseEdge'] = ResolversParentTypes['CourseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Course'], ParentType, ContextType>;
};

export type CourseRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRun'] = ResolversParentTypes['CourseRun'], FederationReferenceType extends FederationReferenceTypes['CourseRun'] = FederationReferenceTypes['CourseRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CourseRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['CourseRunSnapshot']>, ParentType, ContextType, RequireFields<CourseRunAsOfArgs, 'at'>>;
  changes?: Resolver<ResolversTypes['ChangeConnection'], ParentType, ContextType, RequireFields<CourseRunChangesArgs, 'first'>>;
  conflicts?: Resolver<ReadonlyArray<ResolversTypes['CourseRunConflict']>, ParentType, ContextType>;
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  enrollmentEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  goLiveAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  isMismatched?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSellingStopped?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paidToPartner?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paidToPlatform?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  prices?: Resolver<ReadonlyArray<ResolversTypes['SeatTypePrice']>, ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  restriction?: Resolver<Maybe<ResolversTypes['CourseRunRestriction']>, ParentType, ContextType>;
  seats?: Resolver<ReadonlyArray<ResolversTypes['Seat']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CourseRunStatus'], ParentType, ContextType>;
  statusOptions?: Resolver<ReadonlyArray<ResolversTypes['CourseRunStatusOption']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CourseRunType'], ParentType, ContextType>;
  typeOptions?: Resolver<ReadonlyArray<ResolversTypes['CourseRunTypeOption']>, ParentType, ContextType, Partial<CourseRunTypeOptionsArgs>>;
  uuid?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export type CourseRunConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunConflict'] = ResolversParentTypes['CourseRunConflict']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  there?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CourseRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunConnection'] = ResolversParentTypes['CourseRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CourseRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CourseRunEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunEdge'] = ResolversParentTypes['CourseRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CourseRun'], ParentType, ContextType>;
};

export type CourseRunSnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunSnapshot'] = ResolversParentTypes['CourseRunSnapshot']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paidToPartner?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paidToPlatform?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seats?: Resolver<ReadonlyArray<ResolversTypes['SeatSnapshot']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CourseRunStatus'], ParentType, ContextType>;
  trackTypes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  tracks?: Resolver<ReadonlyArray<ResolversTypes['TrackSnapshot']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CourseRunStatusOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunStatusOption'] = ResolversParentTypes['CourseRunStatusOption']> = {
  isAllowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CourseRunStatus'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type CourseRunTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunType'] = ResolversParentTypes['CourseRunType'], FederationReferenceType extends FederationReferenceTypes['CourseRunType'] = FederationReferenceTypes['CourseRunType']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CourseRunType']> | FederationReferenceType, FederationReferenceType, ContextType>;
  isEmpty?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isMarketable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRetired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paidToPartner?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paidToPlatform?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pricedSeatTypes?: Resolver<ReadonlyArray<ResolversTypes['SeatType']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trackTypes?: Resolver<ReadonlyArray<ResolversTypes['TrackType']>, ParentType, ContextType>;
  uuid?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export type CourseRunTypeOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseRunTypeOption'] = ResolversParentTypes['CourseRunTypeOption']> = {
  isAllowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ProvisioningPlan'], ParentType, ContextType>;
  pricesNeeded?: Resolver<ReadonlyArray<ResolversTypes['SeatType']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CourseRunType'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type CourseSnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseSnapshot'] = ResolversParentTypes['CourseSnapshot']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  entitlements?: Resolver<ReadonlyArray<ResolversTypes['EntitlementSnapshot']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CourseTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseType'] = ResolversParentTypes['CourseType'], FederationReferenceType extends FederationReferenceTypes['CourseType'] = FederationReferenceTypes['CourseType']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CourseType']> | FederationReferenceType, FederationReferenceType, ContextType>;
  courseRunTypes?: Resolver<ReadonlyArray<ResolversTypes['CourseRunType']>, ParentType, ContextType>;
  entitlementTypes?: Resolver<ReadonlyArray<ResolversTypes['SeatType']>, ParentType, ContextType>;
  isEmpty?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRetired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organizations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  pricedSeatTypes?: Resolver<ReadonlyArray<ResolversTypes['SeatType']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uuid?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export type CourseTypeOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CourseTypeOption'] = ResolversParentTypes['CourseTypeOption']> = {
  isAllowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ProvisioningPlan'], ParentType, ContextType>;
  pricesNeeded?: Resolver<ReadonlyArray<ResolversTypes['SeatType']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CourseType'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type CreateCoursePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCoursePayload'] = ResolversParentTypes['CreateCoursePayload']> = {
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ProvisioningPlan'], ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeleteCoursePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCoursePayload'] = ResolversParentTypes['DeleteCoursePayload']> = {
  deletedKey?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type DeleteCourseRunPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCourseRunPayload'] = ResolversParentTypes['DeleteCourseRunPayload']> = {
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  deletedKey?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type DriftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Drift'] = ResolversParentTypes['Drift']> = {
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['DriftDifference']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isInSync?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  leftOut?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ProvisioningTarget'], ParentType, ContextType>;
};

export type DriftDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DriftDifference'] = ResolversParentTypes['DriftDifference']> = {
  actual?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  item?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DriftKind'], ParentType, ContextType>;
};

export type EntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entitlement'] = ResolversParentTypes['Entitlement']> = {
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['SeatType'], ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variantId?: Resolver<Maybe<ResolversTypes['UUID']>, ParentType, ContextType>;
};

export type EntitlementSnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementSnapshot'] = ResolversParentTypes['EntitlementSnapshot']> = {
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EntitlementStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementStep'] = ResolversParentTypes['EntitlementStep']> = {
  action?: Resolver<ResolversTypes['StepAction'], ParentType, ContextType>;
  courseKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDeferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['SeatType'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member']> = {
  organization?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MemberRole'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MemberConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberConnection'] = ResolversParentTypes['MemberConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MemberEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Member']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MemberEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberEdge'] = ResolversParentTypes['MemberEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Member'], ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership']> = {
  organization?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['Permission']>, ParentType, ContextType>;
};

export type ModeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mode'] = ResolversParentTypes['Mode'], FederationReferenceType extends FederationReferenceTypes['Mode'] = FederationReferenceTypes['Mode']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Mode']> | FederationReferenceType, FederationReferenceType, ContextType>;
  certificateType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isCertificateEligible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isCreditEligible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isIdVerified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  minimumPrice?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModeStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModeStep'] = ResolversParentTypes['ModeStep']> = {
  action?: Resolver<ResolversTypes['StepAction'], ParentType, ContextType>;
  courseRunKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDeferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['Mode'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addCourseRun?: Resolver<Maybe<ResolversTypes['AddCourseRunPayload']>, ParentType, ContextType, RequireFields<MutationAddCourseRunArgs, 'input'>>;
  cancelBulkChange?: Resolver<Maybe<ResolversTypes['CancelBulkChangePayload']>, ParentType, ContextType, RequireFields<MutationCancelBulkChangeArgs, 'input'>>;
  changeCourse?: Resolver<Maybe<ResolversTypes['ChangeCoursePayload']>, ParentType, ContextType, RequireFields<MutationChangeCourseArgs, 'input'>>;
  createCourse?: Resolver<Maybe<ResolversTypes['CreateCoursePayload']>, ParentType, ContextType, RequireFields<MutationCreateCourseArgs, 'input'>>;
  deleteCourse?: Resolver<Maybe<ResolversTypes['DeleteCoursePayload']>, ParentType, ContextType, RequireFields<MutationDeleteCourseArgs, 'input'>>;
  deleteCourseRun?: Resolver<Maybe<ResolversTypes['DeleteCourseRunPayload']>, ParentType, ContextType, RequireFields<MutationDeleteCourseRunArgs, 'input'>>;
  publishProvisioning?: Resolver<Maybe<ResolversTypes['PublishProvisioningPayload']>, ParentType, ContextType, RequireFields<MutationPublishProvisioningArgs, 'input'>>;
  removeMembership?: Resolver<Maybe<ResolversTypes['RemoveMembershipPayload']>, ParentType, ContextType, RequireFields<MutationRemoveMembershipArgs, 'input'>>;
  resumeSelling?: Resolver<Maybe<ResolversTypes['StopSellingPayload']>, ParentType, ContextType, RequireFields<MutationResumeSellingArgs, 'input'>>;
  retryProvisioning?: Resolver<Maybe<ResolversTypes['RetryProvisioningPayload']>, ParentType, ContextType, RequireFields<MutationRetryProvisioningArgs, 'input'>>;
  retryProvisionings?: Resolver<Maybe<ResolversTypes['RetryProvisioningsPayload']>, ParentType, ContextType, RequireFields<MutationRetryProvisioningsArgs, 'input'>>;
  saveCourseRunType?: Resolver<Maybe<ResolversTypes['SaveCourseRunTypePayload']>, ParentType, ContextType, RequireFields<MutationSaveCourseRunTypeArgs, 'input'>>;
  saveCourseType?: Resolver<Maybe<ResolversTypes['SaveCourseTypePayload']>, ParentType, ContextType, RequireFields<MutationSaveCourseTypeArgs, 'input'>>;
  saveMembership?: Resolver<Maybe<ResolversTypes['SaveMembershipPayload']>, ParentType, ContextType, RequireFields<MutationSaveMembershipArgs, 'input'>>;
  saveMode?: Resolver<Maybe<ResolversTypes['SaveModePayload']>, ParentType, ContextType, RequireFields<MutationSaveModeArgs, 'input'>>;
  saveSeatType?: Resolver<Maybe<ResolversTypes['SaveSeatTypePayload']>, ParentType, ContextType, RequireFields<MutationSaveSeatTypeArgs, 'input'>>;
  saveTrackType?: Resolver<Maybe<ResolversTypes['SaveTrackTypePayload']>, ParentType, ContextType, RequireFields<MutationSaveTrackTypeArgs, 'input'>>;
  setCourseRunStatus?: Resolver<Maybe<ResolversTypes['SetCourseRunStatusPayload']>, ParentType, ContextType, RequireFields<MutationSetCourseRunStatusArgs, 'input'>>;
  startBulkChange?: Resolver<Maybe<ResolversTypes['StartBulkChangePayload']>, ParentType, ContextType, RequireFields<MutationStartBulkChangeArgs, 'input'>>;
  stopSelling?: Resolver<Maybe<ResolversTypes['StopSellingPayload']>, ParentType, ContextType, RequireFields<MutationStopSellingArgs, 'input'>>;
};

export type NoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Notice'] = ResolversParentTypes['Notice']> = {
  code?: Resolver<ResolversTypes['NoticeCode'], ParentType, ContextType>;
  courseRunKey?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Policy'] = ResolversParentTypes['Policy']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maximumPrice?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  upgradeDeadlineDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  wholePrices?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ProvisioningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Provisioning'] = ResolversParentTypes['Provisioning'], FederationReferenceType extends FederationReferenceTypes['Provisioning'] = FederationReferenceTypes['Provisioning']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Provisioning']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blockedBy?: Resolver<Maybe<ResolversTypes['ProvisioningBlock']>, ParentType, ContextType>;
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  desiredState?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ProvisioningState'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ProvisioningTarget'], ParentType, ContextType>;
};

export type ProvisioningBlockResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProvisioningBlock'] = ResolversParentTypes['ProvisioningBlock']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provisioning?: Resolver<Maybe<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ProvisioningBlockReason'], ParentType, ContextType>;
};

export type ProvisioningConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProvisioningConnection'] = ResolversParentTypes['ProvisioningConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProvisioningEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProvisioningEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProvisioningEdge'] = ResolversParentTypes['ProvisioningEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Provisioning'], ParentType, ContextType>;
};

export type ProvisioningPlanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProvisioningPlan'] = ResolversParentTypes['ProvisioningPlan']> = {
  entitlements?: Resolver<ReadonlyArray<ResolversTypes['EntitlementStep']>, ParentType, ContextType>;
  isEmpty?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leftOut?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modes?: Resolver<ReadonlyArray<ResolversTypes['ModeStep']>, ParentType, ContextType>;
  seats?: Resolver<ReadonlyArray<ResolversTypes['SeatStep']>, ParentType, ContextType>;
};

export type PublishProvisioningPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PublishProvisioningPayload'] = ResolversParentTypes['PublishProvisioningPayload']> = {
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  bulkChange?: Resolver<Maybe<ResolversTypes['BulkChange']>, ParentType, ContextType, RequireFields<QueryBulkChangeArgs, 'id'>>;
  bulkChanges?: Resolver<Maybe<ResolversTypes['BulkChangeConnection']>, ParentType, ContextType, RequireFields<QueryBulkChangesArgs, 'first'>>;
  changes?: Resolver<Maybe<ResolversTypes['ChangeConnection']>, ParentType, ContextType, RequireFields<QueryChangesArgs, 'first'>>;
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType, RequireFields<QueryCourseArgs, 'key'>>;
  courseAsOf?: Resolver<Maybe<ResolversTypes['CourseSnapshot']>, ParentType, ContextType, RequireFields<QueryCourseAsOfArgs, 'at' | 'key'>>;
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType, RequireFields<QueryCourseRunArgs, 'key'>>;
  courseRunAsOf?: Resolver<Maybe<ResolversTypes['CourseRunSnapshot']>, ParentType, ContextType, RequireFields<QueryCourseRunAsOfArgs, 'at' | 'key'>>;
  courseRunType?: Resolver<Maybe<ResolversTypes['CourseRunType']>, ParentType, ContextType, RequireFields<QueryCourseRunTypeArgs, 'slug'>>;
  courseRunTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CourseRunType']>>, ParentType, ContextType, RequireFields<QueryCourseRunTypesArgs, 'includeRetired'>>;
  courseRuns?: Resolver<Maybe<ResolversTypes['CourseRunConnection']>, ParentType, ContextType, RequireFields<QueryCourseRunsArgs, 'first'>>;
  courseType?: Resolver<Maybe<ResolversTypes['CourseType']>, ParentType, ContextType, RequireFields<QueryCourseTypeArgs, 'slug'>>;
  courseTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CourseType']>>, ParentType, ContextType, RequireFields<QueryCourseTypesArgs, 'includeRetired'>>;
  courses?: Resolver<Maybe<ResolversTypes['CourseConnection']>, ParentType, ContextType, RequireFields<QueryCoursesArgs, 'first'>>;
  drift?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Drift']>>, ParentType, ContextType, RequireFields<QueryDriftArgs, 'courseRunKey'>>;
  members?: Resolver<Maybe<ResolversTypes['MemberConnection']>, ParentType, ContextType, RequireFields<QueryMembersArgs, 'first'>>;
  modes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Mode']>>, ParentType, ContextType>;
  organizations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['VisibleOrganization']>>, ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  previewAddCourseRun?: Resolver<Maybe<ResolversTypes['AddCourseRunPayload']>, ParentType, ContextType, RequireFields<QueryPreviewAddCourseRunArgs, 'input'>>;
  previewChangeCourse?: Resolver<Maybe<ResolversTypes['ChangeCoursePayload']>, ParentType, ContextType, RequireFields<QueryPreviewChangeCourseArgs, 'input'>>;
  previewCreateCourse?: Resolver<Maybe<ResolversTypes['CreateCoursePayload']>, ParentType, ContextType, RequireFields<QueryPreviewCreateCourseArgs, 'input'>>;
  previewSetCourseRunStatus?: Resolver<Maybe<ResolversTypes['SetCourseRunStatusPayload']>, ParentType, ContextType, RequireFields<QueryPreviewSetCourseRunStatusArgs, 'input'>>;
  provisioning?: Resolver<Maybe<ResolversTypes['Provisioning']>, ParentType, ContextType, RequireFields<QueryProvisioningArgs, 'id'>>;
  provisionings?: Resolver<Maybe<ResolversTypes['ProvisioningConnection']>, ParentType, ContextType, RequireFields<QueryProvisioningsArgs, 'first' | 'oldestFirst'>>;
  rules?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Rule']>>, ParentType, ContextType>;
  seatTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SeatType']>>, ParentType, ContextType>;
  systems?: Resolver<Maybe<ReadonlyArray<ResolversTypes['System']>>, ParentType, ContextType>;
  trackType?: Resolver<Maybe<ResolversTypes['TrackType']>, ParentType, ContextType, RequireFields<QueryTrackTypeArgs, 'slug'>>;
  trackTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TrackType']>>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RemoveMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveMembershipPayload'] = ResolversParentTypes['RemoveMembershipPayload']> = {
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removed?: Resolver<ReadonlyArray<ResolversTypes['Member']>, ParentType, ContextType>;
};

export type RetryProvisioningPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RetryProvisioningPayload'] = ResolversParentTypes['RetryProvisioningPayload']> = {
  provisioning?: Resolver<Maybe<ResolversTypes['Provisioning']>, ParentType, ContextType>;
};

export type RetryProvisioningsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RetryProvisioningsPayload'] = ResolversParentTypes['RetryProvisioningsPayload']> = {
  provisionings?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  remainingCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retriedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rule'] = ResolversParentTypes['Rule']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['RuleCode'], ParentType, ContextType>;
  isWaivable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  says?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RuleViolationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RuleViolation'] = ResolversParentTypes['RuleViolation']> = {
  code?: Resolver<ResolversTypes['RuleCode'], ParentType, ContextType>;
  courseRunKey?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  isWaivable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  seatType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SaveCourseRunTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveCourseRunTypePayload'] = ResolversParentTypes['SaveCourseRunTypePayload']> = {
  courseRunType?: Resolver<Maybe<ResolversTypes['CourseRunType']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type SaveCourseTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveCourseTypePayload'] = ResolversParentTypes['SaveCourseTypePayload']> = {
  courseType?: Resolver<Maybe<ResolversTypes['CourseType']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type SaveMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveMembershipPayload'] = ResolversParentTypes['SaveMembershipPayload']> = {
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  member?: Resolver<Maybe<ResolversTypes['Member']>, ParentType, ContextType>;
};

export type SaveModePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveModePayload'] = ResolversParentTypes['SaveModePayload']> = {
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['Mode']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type SaveSeatTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveSeatTypePayload'] = ResolversParentTypes['SaveSeatTypePayload']> = {
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seatType?: Resolver<Maybe<ResolversTypes['SeatType']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type SaveTrackTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveTrackTypePayload'] = ResolversParentTypes['SaveTrackTypePayload']> = {
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  trackType?: Resolver<Maybe<ResolversTypes['TrackType']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type SeatResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Seat'] = ResolversParentTypes['Seat']> = {
  bulkSku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  creditHours?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  creditProvider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['SeatType'], ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trackType?: Resolver<ResolversTypes['TrackType'], ParentType, ContextType>;
  upgradeDeadline?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  upgradeDeadlineOverride?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  variantId?: Resolver<Maybe<ResolversTypes['UUID']>, ParentType, ContextType>;
};

export type SeatSnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeatSnapshot'] = ResolversParentTypes['SeatSnapshot']> = {
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SeatStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeatStep'] = ResolversParentTypes['SeatStep']> = {
  action?: Resolver<ResolversTypes['StepAction'], ParentType, ContextType>;
  courseRunKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDeferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['SeatType'], ParentType, ContextType>;
};

export type SeatTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeatType'] = ResolversParentTypes['SeatType'], FederationReferenceType extends FederationReferenceTypes['SeatType'] = FederationReferenceTypes['SeatType']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SeatType']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createsProduct?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasUpgradeDeadline?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SeatTypePriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeatTypePrice'] = ResolversParentTypes['SeatTypePrice']> = {
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  seatType?: Resolver<ResolversTypes['SeatType'], ParentType, ContextType>;
};

export type SetCourseRunStatusPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetCourseRunStatusPayload'] = ResolversParentTypes['SetCourseRunStatusPayload']> = {
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ProvisioningPlan'], ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type StartBulkChangePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartBulkChangePayload'] = ResolversParentTypes['StartBulkChangePayload']> = {
  bulkChange?: Resolver<Maybe<ResolversTypes['BulkChange']>, ParentType, ContextType>;
  isReplay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type StopSellingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StopSellingPayload'] = ResolversParentTypes['StopSellingPayload']> = {
  courseRun?: Resolver<Maybe<ResolversTypes['CourseRun']>, ParentType, ContextType>;
  provisioning?: Resolver<ReadonlyArray<ResolversTypes['Provisioning']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['RuleViolation']>, ParentType, ContextType>;
};

export type SystemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['System'] = ResolversParentTypes['System']> = {
  isConfigured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isPaused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pausedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ProvisioningTarget'], ParentType, ContextType>;
};

export type TrackSnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrackSnapshot'] = ResolversParentTypes['TrackSnapshot']> = {
  mode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paidToPartner?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paidToPlatform?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seatType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trackType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TrackTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrackType'] = ResolversParentTypes['TrackType'], FederationReferenceType extends FederationReferenceTypes['TrackType'] = FederationReferenceTypes['TrackType']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['TrackType']> | FederationReferenceType, FederationReferenceType, ContextType>;
  mode?: Resolver<ResolversTypes['Mode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paidToPartner?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paidToPlatform?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seatType?: Resolver<Maybe<ResolversTypes['SeatType']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uuid?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export interface UuidScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UUID'], any> {
  name: 'UUID';
}

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  isStaff?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  memberships?: Resolver<ReadonlyArray<ResolversTypes['Membership']>, ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['Permission']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type VisibleOrganizationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VisibleOrganization'] = ResolversParentTypes['VisibleOrganization']> = {
  courseCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  organization?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['Permission']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AddCourseRunPayload?: AddCourseRunPayloadResolvers<ContextType>;
  BulkChange?: BulkChangeResolvers<ContextType>;
  BulkChangeConnection?: BulkChangeConnectionResolvers<ContextType>;
  BulkChangeCounts?: BulkChangeCountsResolvers<ContextType>;
  BulkChangeEdge?: BulkChangeEdgeResolvers<ContextType>;
  BulkChangeError?: BulkChangeErrorResolvers<ContextType>;
  BulkChangeItem?: BulkChangeItemResolvers<ContextType>;
  BulkChangeItemConnection?: BulkChangeItemConnectionResolvers<ContextType>;
  BulkChangeItemEdge?: BulkChangeItemEdgeResolvers<ContextType>;
  BulkChangeRefusals?: BulkChangeRefusalsResolvers<ContextType>;
  BulkChangeSteps?: BulkChangeStepsResolvers<ContextType>;
  CancelBulkChangePayload?: CancelBulkChangePayloadResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  ChangeConnection?: ChangeConnectionResolvers<ContextType>;
  ChangeCoursePayload?: ChangeCoursePayloadResolvers<ContextType>;
  ChangeEdge?: ChangeEdgeResolvers<ContextType>;
  Course?: CourseResolvers<ContextType>;
  CourseConnection?: CourseConnectionResolvers<ContextType>;
  CourseEdge?: CourseEdgeResolvers<ContextType>;
  CourseRun?: CourseRunResolvers<ContextType>;
  CourseRunConflict?: CourseRunConflictResolvers<ContextType>;
  CourseRunConnection?: CourseRunConnectionResolvers<ContextType>;
  CourseRunEdge?: CourseRunEdgeResolvers<ContextType>;
  CourseRunSnapshot?: CourseRunSnapshotResolvers<ContextType>;
  CourseRunStatusOption?: CourseRunStatusOptionResolvers<ContextType>;
  CourseRunType?: CourseRunTypeResolvers<ContextType>;
  CourseRunTypeOption?: CourseRunTypeOptionResolvers<ContextType>;
  CourseSnapshot?: CourseSnapshotResolvers<ContextType>;
  CourseType?: CourseTypeResolvers<ContextType>;
  CourseTypeOption?: CourseTypeOptionResolvers<ContextType>;
  CreateCoursePayload?: CreateCoursePayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DeleteCoursePayload?: DeleteCoursePayloadResolvers<ContextType>;
  DeleteCourseRunPayload?: DeleteCourseRunPayloadResolvers<ContextType>;
  Drift?: DriftResolvers<ContextType>;
  DriftDifference?: DriftDifferenceResolvers<ContextType>;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementSnapshot?: EntitlementSnapshotResolvers<ContextType>;
  EntitlementStep?: EntitlementStepResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Member?: MemberResolvers<ContextType>;
  MemberConnection?: MemberConnectionResolvers<ContextType>;
  MemberEdge?: MemberEdgeResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  Mode?: ModeResolvers<ContextType>;
  ModeStep?: ModeStepResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Notice?: NoticeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Policy?: PolicyResolvers<ContextType>;
  Provisioning?: ProvisioningResolvers<ContextType>;
  ProvisioningBlock?: ProvisioningBlockResolvers<ContextType>;
  ProvisioningConnection?: ProvisioningConnectionResolvers<ContextType>;
  ProvisioningEdge?: ProvisioningEdgeResolvers<ContextType>;
  ProvisioningPlan?: ProvisioningPlanResolvers<ContextType>;
  PublishProvisioningPayload?: PublishProvisioningPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveMembershipPayload?: RemoveMembershipPayloadResolvers<ContextType>;
  RetryProvisioningPayload?: RetryProvisioningPayloadResolvers<ContextType>;
  RetryProvisioningsPayload?: RetryProvisioningsPayloadResolvers<ContextType>;
  Rule?: RuleResolvers<ContextType>;
  RuleViolation?: RuleViolationResolvers<ContextType>;
  SaveCourseRunTypePayload?: SaveCourseRunTypePayloadResolvers<ContextType>;
  SaveCourseTypePayload?: SaveCourseTypePayloadResolvers<ContextType>;
  SaveMembershipPayload?: SaveMembershipPayloadResolvers<ContextType>;
  SaveModePayload?: SaveModePayloadResolvers<ContextType>;
  SaveSeatTypePayload?: SaveSeatTypePayloadResolvers<ContextType>;
  SaveTrackTypePayload?: SaveTrackTypePayloadResolvers<ContextType>;
  Seat?: SeatResolvers<ContextType>;
  SeatSnapshot?: SeatSnapshotResolvers<ContextType>;
  SeatStep?: SeatStepResolvers<ContextType>;
  SeatType?: SeatTypeResolvers<ContextType>;
  SeatTypePrice?: SeatTypePriceResolvers<ContextType>;
  SetCourseRunStatusPayload?: SetCourseRunStatusPayloadResolvers<ContextType>;
  StartBulkChangePayload?: StartBulkChangePayloadResolvers<ContextType>;
  StopSellingPayload?: StopSellingPayloadResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  TrackSnapshot?: TrackSnapshotResolvers<ContextType>;
  TrackType?: TrackTypeResolvers<ContextType>;
  UUID?: GraphQLScalarType;
  Viewer?: ViewerResolvers<ContextType>;
  VisibleOrganization?: VisibleOrganizationResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  sameForAll?: SameForAllDirectiveResolver<any, any, ContextType>;
};
