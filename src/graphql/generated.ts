import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Mode as ModeModel, SeatType as SeatTypeModel, TrackType as TrackTypeModel, CourseRunType as CourseRunTypeModel, CourseType as CourseTypeModel } from '../model/catalogue';
import type { CourseParent, ChangePage, BulkChangePage, BulkChangeItemPage, CoursePage, CourseRunPage, MemberPage, ProvisioningPage } from './parents';
import type { CourseRun as CourseRunModel, Seat as SeatModel, Entitlement as EntitlementModel } from '../model/courses';
import type { Provisioning as ProvisioningModel, Drift as DriftModel, ProvisioningPlan as ProvisioningPlanModel } from '../model/provisioning';
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
  /** An RFC 3339 timestamp, answered in UTC, for example "2026-09-01T00:00:00.000Z". */
  DateTime: { input: string; output: Date | string; }
  /** An amount or price as a decimal string with two digits after the point, for example "49.00". Given with 0 to 2 decimals. */
  Decimal: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A UUID in its canonical form, for example "6f1b9f4e-0a3c-5d1e-9a55-2f6f0c0c7f10". */
  UUID: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** A run to be added, and what changes with it. */
export type AddCourseRunInput = {
  /** The course's key. */
  readonly courseKey: Scalars['ID']['input'];
  /** The slug of the course type that the course moves to in the same step. */
  readonly courseType?: InputMaybe<Scalars['String']['input']>;
  /** The version that the change was made for. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Waive the waivable rules; needs OVERRIDE and stays on record. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** The course's, merged by seat type. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** The run. */
  readonly run: NewCourseRunInput;
};

/** Course and run after the change, or every violation, nothing being saved. */
export type AddCourseRunPayload = {
  readonly __typename?: 'AddCourseRunPayload';
  /** Null when refused. */
  readonly course?: Maybe<Course>;
  /** The new run; null when refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got; the course is as it is now. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing of it; nothing is refused for it. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will differ downstream. */
  readonly plan: ProvisioningPlan;
  /** What this command asked for now; empty for a preview. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/**
 * One change of many courses. Which ones is settled when it is started; the service then changes them one after the other,
 * each in a transaction of its own, under the same rules as any change, and none of them twice.
 */
export type BulkChange = {
  readonly __typename?: 'BulkChange';
  /** Who started it; also the actor of its entries in history. */
  readonly actor: Scalars['String']['output'];
  /** Who cancelled it. */
  readonly cancelledBy?: Maybe<Scalars['String']['output']>;
  /** What is done to each course, as it was asked for. */
  readonly change: Scalars['JSON']['output'];
  /** What became of its courses, counted. */
  readonly counts: BulkChangeCounts;
  /** When its last course had its turn, or when it was cancelled. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The filter that chose the courses, as it was given; null where they were listed. */
  readonly filter?: Maybe<Scalars['JSON']['output']>;
  /** Also what its entries in history name. */
  readonly id: Scalars['ID']['output'];
  /** Whether nothing is saved: the outcomes are what would become of the courses. */
  readonly isDryRun: Scalars['Boolean']['output'];
  /** Whether waivable rules are waived. */
  readonly isOverride: Scalars['Boolean']['output'];
  /** Its courses, in the order of their keys. */
  readonly items: BulkChangeItemConnection;
  /** What it is called, in the words of whoever started it. */
  readonly name: Scalars['String']['output'];
  /** From 0 to 1: the part of its courses that have had their turn. */
  readonly progress: Scalars['Float']['output'];
  /** How many courses may be changed in a minute. Those that stay as they are don't count. */
  readonly ratePerMinute: Scalars['Int']['output'];
  /** Why; also the reason of its entries in history. */
  readonly reason: Scalars['String']['output'];
  /** Why courses are refused, in the order of the rules. A course that breaks several is counted with each. */
  readonly refusals: ReadonlyArray<BulkChangeRefusals>;
  /** When it was started. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When its first course had its turn. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it has come. */
  readonly state: BulkChangeState;
  /** What differs downstream, or would: the plans of all its changed courses, by system and action. */
  readonly steps: ReadonlyArray<BulkChangeSteps>;
};


/**
 * One change of many courses. Which ones is settled when it is started; the service then changes them one after the other,
 * each in a transaction of its own, under the same rules as any change, and none of them twice.
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
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What became of the courses of a bulk change. */
export type BulkChangeCounts = {
  readonly __typename?: 'BulkChangeCounts';
  /** Those that were changed; of a dry run, that would be. */
  readonly changed: Scalars['Int']['output'];
  /** Those that something else stood in the way of. */
  readonly failed: Scalars['Int']['output'];
  /** Those whose turn has not come. */
  readonly pending: Scalars['Int']['output'];
  /** Those that the rules refuse. */
  readonly refused: Scalars['Int']['output'];
  /** All of them. */
  readonly total: Scalars['Int']['output'];
  /** Those that were so already. */
  readonly unchanged: Scalars['Int']['output'];
};

/** One entry of a page. */
export type BulkChangeEdge = {
  readonly __typename?: 'BulkChangeEdge';
  /** To be given as `after`. */
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

/** What shall change in each course; what is left out stays as it is. Give one at least. */
export type BulkChangeInput = {
  /** Merged into the course's prices by seat type. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** What runs get, by the run type that they have. Runs that have ended keep theirs. */
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
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type BulkChangeItemEdge = {
  readonly __typename?: 'BulkChangeItemEdge';
  /** To be given as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: BulkChangeItem;
};

/** What became of one course; of a dry run, what would become of it. */
export type BulkChangeOutcome =
  /** It was changed. */
  | 'CHANGED'
  /** Something else stood in the way: see error. */
  | 'FAILED'
  /** Its turn has not come. After a cancellation it never will. */
  | 'PENDING'
  /** The rules refuse it: see violations. */
  | 'REFUSED'
  /** It was so already. */
  | 'UNCHANGED';

/** How many courses one rule refuses. */
export type BulkChangeRefusals = {
  readonly __typename?: 'BulkChangeRefusals';
  /** The rule. */
  readonly code: RuleCode;
  /** How many courses. */
  readonly courses: Scalars['Int']['output'];
};

/** How far a bulk change has come. */
export type BulkChangeState =
  /** Ended before all of its courses had their turn. Those that had are not changed back. */
  | 'CANCELLED'
  /** All of its courses have had their turn, whatever became of them. */
  | 'DONE'
  /** None of its courses has had its turn. */
  | 'QUEUED'
  /** Some of its courses have had their turn. */
  | 'RUNNING';

/** How often one system does one thing. */
export type BulkChangeSteps = {
  readonly __typename?: 'BulkChangeSteps';
  /** What is done with a seat, entitlement or mode. */
  readonly action: StepAction;
  /** With how many. */
  readonly count: Scalars['Int']['output'];
  /** How many of them wait until their run is REVIEWED or PUBLISHED. */
  readonly deferred: Scalars['Int']['output'];
  /** The system. */
  readonly target: ProvisioningTarget;
};

/** Which bulk change is cancelled. */
export type CancelBulkChangeInput = {
  /** The bulk change's id. */
  readonly id: Scalars['ID']['input'];
};

/** The bulk change after the command. */
export type CancelBulkChangePayload = {
  readonly __typename?: 'CancelBulkChangePayload';
  /** CANCELLED, unless it was DONE before. */
  readonly bulkChange?: Maybe<BulkChange>;
};

/** One entry of the append-only history: one per command and course, per catalogue row, or per member. */
export type Change = {
  readonly __typename?: 'Change';
  /** Who did it; "track-types" is the service itself. */
  readonly actor: Scalars['String']['output'];
  /** The fields that changed, as they are since; null where nothing is left. Runs are in courseRuns, by key. */
  readonly after?: Maybe<Scalars['JSON']['output']>;
  /** When it was done, by the database's clock. */
  readonly at: Scalars['DateTime']['output'];
  /** The fields that changed, as they were; null where there was nothing before. Runs are in courseRuns, by key. */
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** The same, for those who may read the courses of all organizations. */
  readonly bulkChange?: Maybe<BulkChange>;
  /** The bulk change that it was part of; null for any other. */
  readonly bulkChangeId?: Maybe<Scalars['ID']['output']>;
  /** The course it is about; null for the catalogue's, and where the course is gone. */
  readonly course?: Maybe<Course>;
  /** When exactly one run is concerned. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Stays the same for ever; join on it. */
  readonly id: Scalars['ID']['output'];
  /** What was done. */
  readonly kind: ChangeKind;
  /** Rules that were waived; of an import, those that what was imported breaks. */
  readonly overridden: ReadonlyArray<RuleCode>;
  /** Why, in the actor's words. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What it is about, for example "course:edX+DemoX", "courseType:masters", "membership:edX/ann". */
  readonly subject: Scalars['String']['output'];
};

/** A page of changes. */
export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<ChangeEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Change>;
  /** Where the page stands. An empty page's cursors are those that were given. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, of a course or run; null for the feed of all changes, which is not counted. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** What shall change; what is left out stays as it is. */
export type ChangeCourseInput = {
  /** The version that the change was made for. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The course's key. */
  readonly key: Scalars['ID']['input'];
  /** By which the next runs are named. Left out: kept as it is. Null: by the course's own key. */
  readonly keyForReruns?: InputMaybe<Scalars['ID']['input']>;
  /** Waive the waivable rules; needs the OVERRIDE permission and stays on record. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** Merged into the course's prices by seat type. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** What shall change in its runs. */
  readonly runs?: InputMaybe<ReadonlyArray<ChangeCourseRunInput>>;
  /** 1 to 255 characters. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The course type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** The course after the change, or every violation, nothing being saved. */
export type ChangeCoursePayload = {
  readonly __typename?: 'ChangeCoursePayload';
  /** Null when refused. */
  readonly course?: Maybe<Course>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got; the course is as it is now. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing of it; nothing is refused for it. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will differ downstream. */
  readonly plan: ProvisioningPlan;
  /** What this command asked for now; empty for a preview. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** What shall change in one run. What is left out stays as it is; null clears. */
export type ChangeCourseRunInput = {
  /** How many hours of credit. */
  readonly creditHours?: InputMaybe<Scalars['Int']['input']>;
  /** Who gives the credit. */
  readonly creditProvider?: InputMaybe<Scalars['String']['input']>;
  /** When the run ends; after its start. */
  readonly end?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until when learners can enrol; null: until it ends. */
  readonly enrollmentEnd?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the run becomes PUBLISHED by itself, once REVIEWED. */
  readonly goLiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The run's key. */
  readonly key: Scalars['ID']['input'];
  /** Prices of this run alone; they replace its own. An empty list goes back to the course's. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** When the run starts. */
  readonly start?: InputMaybe<Scalars['DateTime']['input']>;
  /** Null: the course's. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The run type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
  /** Needs REVIEW. Left out: kept as it is. Null: cleared. */
  readonly upgradeDeadlineOverride?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One entry of a page. */
export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  /** To be given as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Change;
};

/** Which changes; all conditions must hold. */
export type ChangeFilter = {
  /** Those of one course and its runs, also where it is gone. */
  readonly courseKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those that concern one run, also where it is gone. */
  readonly courseRunKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those of any of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<ChangeKind>>;
  /** Those from this time on. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Those about it, for example "courseType:masters". */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
};

/** What was done. */
export type ChangeKind =
  /** A mode, seat type, track type, run type or course type was defined anew. */
  | 'CATALOGUE_CHANGED'
  /** Something of a course or of several of its runs was changed. */
  | 'COURSE_CHANGED'
  /** A course was made, with its runs if they were known. */
  | 'COURSE_CREATED'
  /** A course was deleted, with its runs. */
  | 'COURSE_DELETED'
  /** A course got another run. */
  | 'COURSE_RUN_ADDED'
  /** Something of one run was changed. */
  | 'COURSE_RUN_CHANGED'
  /** A run was deleted. */
  | 'COURSE_RUN_DELETED'
  /** A run was moved through review, or back. */
  | 'COURSE_RUN_STATUS_SET'
  /** A course came from another system, or was brought up to date from there. */
  | 'IMPORTED'
  /** Somebody got a role in an organization, or lost one. */
  | 'MEMBERSHIP_CHANGED'
  /** A downstream system took a provisioning. */
  | 'PROVISIONING_DELIVERED'
  /** A downstream system refused a provisioning, or did not take it in time. */
  | 'PROVISIONING_FAILED'
  /** Somebody asked for all that a run consists of to be provisioned again. */
  | 'PROVISIONING_REQUESTED'
  /** Somebody had a FAILED provisioning tried again. */
  | 'PROVISIONING_RETRIED'
  /** Somebody had a run sold again. */
  | 'SELLING_RESUMED'
  /** Somebody stopped selling a run. */
  | 'SELLING_STOPPED';

/** A course, and what is sold for it as a whole. */
export type Course = {
  readonly __typename?: 'Course';
  /** The course as it was at that time; null before it existed. */
  readonly asOf?: Maybe<CourseSnapshot>;
  /** What was done to it and its runs, oldest first. */
  readonly changes: ChangeConnection;
  /** In the order of their keys. */
  readonly courseRuns: ReadonlyArray<CourseRun>;
  /** One for each entitlement type of the course's type. */
  readonly entitlements: ReadonlyArray<Entitlement>;
  /** Organization and number, for example "edX+DemoX". */
  readonly key: Scalars['ID']['output'];
  /**
   * By which the next runs are named where that is another number than the course's own, for example "edX+DemoX2".
   * Runs of both numbers belong to the course.
   */
  readonly keyForReruns?: Maybe<Scalars['ID']['output']>;
  /** The organization in the key, for example "edX". */
  readonly organization: Scalars['String']['output'];
  /** The prices that were given for the course; a run without one of its own has them. In the order of seatTypes. */
  readonly prices: ReadonlyArray<SeatTypePrice>;
  /** 1 to 255 characters. */
  readonly title: Scalars['String']['output'];
  /** What the course is meant for. */
  readonly type: CourseType;
  /** Every course type, in display order, with what choosing it would do or why it is refused. */
  readonly typeOptions: ReadonlyArray<CourseTypeOption>;
  /** Stays the same for ever; join on it. */
  readonly uuid: Scalars['UUID']['output'];
  /** 1 when created, and one more with every saved command on the course or its runs; give it back as expectedVersion. */
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
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type CourseEdge = {
  readonly __typename?: 'CourseEdge';
  /** To be given as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Course;
};

/** Which courses; all conditions must hold. */
export type CourseFilter = {
  /** Those that have, or have not, a run whose type the course's type does not list. */
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
  /** The run as it was at that time; null before it existed. */
  readonly asOf?: Maybe<CourseRunSnapshot>;
  /** What was done to it, oldest first; what was done to its course alone is not in it. */
  readonly changes: ChangeConnection;
  /** What the LMS has of it and a rule refuses here, while the LMS is followed; by field. */
  readonly conflicts: ReadonlyArray<CourseRunConflict>;
  /** The course it is a run of. */
  readonly course?: Maybe<Course>;
  /** When the run ends; null while not known. */
  readonly end?: Maybe<Scalars['DateTime']['output']>;
  /** Until when learners can enrol; null: until it ends. A seat is not sold after it. */
  readonly enrollmentEnd?: Maybe<Scalars['DateTime']['output']>;
  /** When a REVIEWED run becomes PUBLISHED by itself. */
  readonly goLiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** True when the course's type does not list the run's: a historical oddity that is kept, not encouraged. */
  readonly isMismatched: Scalars['Boolean']['output'];
  /** Somebody stopped selling it: see stopSelling. */
  readonly isSellingStopped: Scalars['Boolean']['output'];
  /** For example "course-v1:edX+DemoX+1T2026". */
  readonly key: Scalars['ID']['output'];
  /** Whether learners of any of its tracks pay the partner. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether learners of any of its tracks pay the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** The prices that were given for this run alone; empty where it has the course's. In the order of seatTypes. */
  readonly prices: ReadonlyArray<SeatTypePrice>;
  /** The newest provisioning of the run for each target. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Whom the run is kept for, as course-discovery says; null: it is for everybody. */
  readonly restriction?: Maybe<CourseRunRestriction>;
  /** One for each track whose seat type creates a product. */
  readonly seats: ReadonlyArray<Seat>;
  /** When the run starts; null while not known. */
  readonly start?: Maybe<Scalars['DateTime']['output']>;
  /** How far it has come from draft to published. */
  readonly status: CourseRunStatus;
  /** The statuses that come next, each judged as setCourseRunStatus would be. */
  readonly statusOptions: ReadonlyArray<CourseRunStatusOption>;
  /** Its own, or the course's. */
  readonly title: Scalars['String']['output'];
  /** The set of tracks that it offers. */
  readonly type: CourseRunType;
  /** Every run type of the course's type, in display order, with what choosing it would do or why it is refused. */
  readonly typeOptions: ReadonlyArray<CourseRunTypeOption>;
  /** Stays the same for ever; join on it. */
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

/** A title or date of a run that the LMS has otherwise. It becomes the LMS's as soon as the rule allows it. */
export type CourseRunConflict = {
  readonly __typename?: 'CourseRunConflict';
  /** Of the run: title, start, end, enrollmentEnd. */
  readonly field: Scalars['String']['output'];
  /** Why it is refused, and the way out. */
  readonly problem: Scalars['String']['output'];
  /** When it was found first. */
  readonly since: Scalars['DateTime']['output'];
  /** What the LMS has, as text; null where it has none. */
  readonly there?: Maybe<Scalars['String']['output']>;
};

/** A page of runs. */
export type CourseRunConnection = {
  readonly __typename?: 'CourseRunConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<CourseRunEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<CourseRun>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type CourseRunEdge = {
  readonly __typename?: 'CourseRunEdge';
  /** To be given as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: CourseRun;
};

/** Which runs; all conditions must hold. */
export type CourseRunFilter = {
  /** Those of one course. */
  readonly courseKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those of which the LMS has, or has not, a title or date that a rule refuses here. */
  readonly hasConflict?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those whose type the course's type does not, or does, list. */
  readonly isMismatched?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Those that have, or have not, a seat or entitlement whose price nobody knows: it is held back until it has one. Runs that
   * are over are not among those that have.
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

/** A run as it was. Answered from history: also where the type's own definition has changed since. */
export type CourseRunSnapshot = {
  readonly __typename?: 'CourseRunSnapshot';
  /** The time that was asked about. */
  readonly at: Scalars['DateTime']['output'];
  /** For example "course-v1:edX+DemoX+1T2026". */
  readonly key: Scalars['ID']['output'];
  /** Whether learners of any of these tracks paid the partner. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether learners of any of these tracks paid the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** One for each of these tracks whose seat type created a product then. */
  readonly seats: ReadonlyArray<SeatSnapshot>;
  /** How far it had come from draft to published. */
  readonly status: CourseRunStatus;
  /** The slugs of the track types that its type had then. */
  readonly trackTypes: ReadonlyArray<Scalars['String']['output']>;
  /** The same tracks, each with who was paid for it, as they were defined then. */
  readonly tracks: ReadonlyArray<TrackSnapshot>;
  /** The slug of the run type that it had. */
  readonly type: Scalars['String']['output'];
};

/** How far a run has come from draft to published. */
export type CourseRunStatus =
  /** With project coordinators; nothing that is sold may change. */
  | 'INTERNAL_REVIEW'
  /** With the legal team; nothing that is sold may change. */
  | 'LEGAL_REVIEW'
  /** To be seen by learners. */
  | 'PUBLISHED'
  /** Products exist from here on: tracks may be added, not removed. */
  | 'REVIEWED'
  /** Being written. */
  | 'UNPUBLISHED';

/** A status that a run can move to next. */
export type CourseRunStatusOption = {
  readonly __typename?: 'CourseRunStatusOption';
  /** Whether the rules allow it. */
  readonly isAllowed: Scalars['Boolean']['output'];
  /** What the viewer needs in the course's organization to move the run there. */
  readonly permission: Permission;
  /** The status. */
  readonly status: CourseRunStatus;
  /** Every reason why it is refused. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** The set of tracks that a course run offers. */
export type CourseRunType = {
  readonly __typename?: 'CourseRunType';
  /** The placeholder of a run whose type is not known yet: no tracks, and never to be chosen. */
  readonly isEmpty: Scalars['Boolean']['output'];
  /** Whether a run of this type has a marketing page. */
  readonly isMarketable: Scalars['Boolean']['output'];
  /** Kept by runs that have it; offered to no new one. */
  readonly isRetired: Scalars['Boolean']['output'];
  /** What a person reads, for example "Masters, Verified, and Audit". */
  readonly name: Scalars['String']['output'];
  /** True when any of its tracks is. */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** True when any of its tracks is. A Masters, Verified and Audit run is both. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** Seat types for which a creator must give a price: sold, and somebody is paid. */
  readonly pricedSeatTypes: ReadonlyArray<SeatType>;
  /** The name that other systems may rely on; never changes. */
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
  /** What would differ downstream; empty when it is refused. */
  readonly plan: ProvisioningPlan;
  /** What would then need a price and has none: give these prices in the same command. */
  readonly pricesNeeded: ReadonlyArray<SeatType>;
  /** The type. */
  readonly type: CourseRunType;
  /** Every reason why it is refused. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A course as it was. Answered from history: also where the type's own definition has changed since. */
export type CourseSnapshot = {
  readonly __typename?: 'CourseSnapshot';
  /** The time that was asked about. */
  readonly at: Scalars['DateTime']['output'];
  /** One for each entitlement type that its type had then. */
  readonly entitlements: ReadonlyArray<EntitlementSnapshot>;
  /** For example "edX+DemoX". */
  readonly key: Scalars['ID']['output'];
  /** The slug of the course type that it had. */
  readonly type: Scalars['String']['output'];
};

/** What a course is meant for: which run types its runs may have, and which entitlements are sold for it. */
export type CourseType = {
  readonly __typename?: 'CourseType';
  /** In display order; the first is the default of a new run. */
  readonly courseRunTypes: ReadonlyArray<CourseRunType>;
  /** The seat types for which the course sells an entitlement. */
  readonly entitlementTypes: ReadonlyArray<SeatType>;
  /** The placeholder of a course whose type is not known yet; never to be chosen. */
  readonly isEmpty: Scalars['Boolean']['output'];
  /** Kept by courses that have it; offered to no new one. */
  readonly isRetired: Scalars['Boolean']['output'];
  /** What a person reads, for example "Masters Only". */
  readonly name: Scalars['String']['output'];
  /** Organizations that may choose it; empty means all. */
  readonly organizations: ReadonlyArray<Scalars['String']['output']>;
  /** Every seat type that may need a price, depending on the run types used. */
  readonly pricedSeatTypes: ReadonlyArray<SeatType>;
  /** The name that other systems may rely on; never changes. */
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
  /** What would differ downstream; empty when it is refused. */
  readonly plan: ProvisioningPlan;
  /** What would then need a price and has none: give these prices in the same command. */
  readonly pricesNeeded: ReadonlyArray<SeatType>;
  /** The type. */
  readonly type: CourseType;
  /** Every reason why it is refused. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A new course. */
export type CreateCourseInput = {
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Organization and number, for example "edX+DemoX". */
  readonly key: Scalars['ID']['input'];
  /** By which its runs are named where that is another number than its own: a course key of the same organization. */
  readonly keyForReruns?: InputMaybe<Scalars['ID']['input']>;
  /** Waive the waivable rules; needs OVERRIDE and a reason. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** The course's; a run may have its own. */
  readonly prices: ReadonlyArray<PriceInput>;
  /** Why; stays on the history entry. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Its runs, if they are known. */
  readonly runs: ReadonlyArray<NewCourseRunInput>;
  /** 1 to 255 characters. */
  readonly title: Scalars['String']['input'];
  /** The course type's slug. */
  readonly type: Scalars['String']['input'];
};

/** The course after the change, or every violation, nothing being saved. */
export type CreateCoursePayload = {
  readonly __typename?: 'CreateCoursePayload';
  /** Null when refused. */
  readonly course?: Maybe<Course>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got; the course is as it is now. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing of it; nothing is refused for it. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will differ downstream. */
  readonly plan: ProvisioningPlan;
  /** What this command asked for now; empty for a preview. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** Which course goes. */
export type DeleteCourseInput = {
  /** The version that the change was made for. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The course's key. */
  readonly key: Scalars['ID']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
};

/** What was deleted, or why not. */
export type DeleteCoursePayload = {
  readonly __typename?: 'DeleteCoursePayload';
  /** The key of what is gone; null when refused. */
  readonly deletedKey?: Maybe<Scalars['ID']['output']>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty when it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** Which run goes. */
export type DeleteCourseRunInput = {
  /** The course's version that the change was made for. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The run's key. */
  readonly key: Scalars['ID']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
};

/** What was deleted, or why not. */
export type DeleteCourseRunPayload = {
  readonly __typename?: 'DeleteCourseRunPayload';
  /** The course without the run; null when refused. */
  readonly course?: Maybe<Course>;
  /** The key of what is gone; null when refused. */
  readonly deletedKey?: Maybe<Scalars['ID']['output']>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty when it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** What a downstream system has, held against what it should have. */
export type Drift = {
  readonly __typename?: 'Drift';
  /** When the system answered. */
  readonly checkedAt: Scalars['DateTime']['output'];
  /** The run that was asked about. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Everything that differs; empty when in sync, and when the system could not be asked. */
  readonly differences: ReadonlyArray<DriftDifference>;
  /** Why the system could not be asked, in its own words where it said any. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Null when the system could not be asked: see error. */
  readonly isInSync?: Maybe<Scalars['Boolean']['output']>;
  /** The system that was asked; E-Commerce only where the run has or had seats. */
  readonly target: ProvisioningTarget;
};

/** One difference between what a system has and what it should have. */
export type DriftDifference = {
  readonly __typename?: 'DriftDifference';
  /** What it is; of something UNEXPECTED its SKU. */
  readonly actual?: Maybe<Scalars['String']['output']>;
  /** What it should be; of something MISSING its SKU, where one is known. */
  readonly expected?: Maybe<Scalars['String']['output']>;
  /** The field that differs; null unless DIFFERENT. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /**
   * For example "mode:masters", "seat:verified" or "entitlement:verified"; "revision" or "courseRevision" where the system
   * was told a later one than is known here, as after a restored backup.
   */
  readonly item: Scalars['String']['output'];
  /** In which way. */
  readonly kind: DriftKind;
};

/** In which way a downstream system differs. */
export type DriftKind =
  /** It is there, and a field of it is another. */
  | 'DIFFERENT'
  /** It should be there and is not. */
  | 'MISSING'
  /** It is there, sold or open, and should not be. */
  | 'UNEXPECTED';

/** The right to choose any run of the course, sold for the course as a whole. */
export type Entitlement = {
  readonly __typename?: 'Entitlement';
  /** The course's price of that seat type. Null while nobody knows it: it is not offered then. */
  readonly price?: Maybe<Money>;
  /** What is sold. */
  readonly seatType: SeatType;
  /** Given by E-Commerce once provisioned. */
  readonly sku?: Maybe<Scalars['String']['output']>;
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
  /** What is done. */
  readonly action: StepAction;
  /** The course of the entitlement. */
  readonly courseKey: Scalars['ID']['output'];
  /** Waits until a run with a seat is REVIEWED or PUBLISHED. */
  readonly isDeferred: Scalars['Boolean']['output'];
  /** Null while none is known. */
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

/** A role that somebody has in an organization. No token of the LMS says so, so it is kept here. */
export type Member = {
  readonly __typename?: 'Member';
  /** For example "edX". */
  readonly organization: Scalars['String']['output'];
  /** What they are there. */
  readonly role: MemberRole;
  /** When they became it. */
  readonly since: Scalars['DateTime']['output'];
  /** As the LMS knows them. */
  readonly username: Scalars['String']['output'];
};

/** A page of members. */
export type MemberConnection = {
  readonly __typename?: 'MemberConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<MemberEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Member>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type MemberEdge = {
  readonly __typename?: 'MemberEdge';
  /** To be given as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Member;
};

/** Which members; all conditions must hold. */
export type MemberFilter = {
  /** Those of one organization. */
  readonly organization?: InputMaybe<Scalars['String']['input']>;
  /** Those that one person is. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
};

/** What somebody can be in an organization; of several roles all permissions hold. */
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
  /** Whether learners in this mode prove who they are. */
  readonly isIdVerified: Scalars['Boolean']['output'];
  /** The lowest price that the LMS accepts for this mode. */
  readonly minimumPrice: Scalars['Decimal']['output'];
  /** What a person reads, for example "Verified". */
  readonly name: Scalars['String']['output'];
  /** The LMS's own name of the mode, for example "verified". */
  readonly slug: Scalars['String']['output'];
};

/** What happens to one mode in the LMS. */
export type ModeStep = {
  readonly __typename?: 'ModeStep';
  /** What is done. */
  readonly action: StepAction;
  /** The run of the mode. */
  readonly courseRunKey: Scalars['ID']['output'];
  /** Waits until the run is REVIEWED or PUBLISHED. */
  readonly isDeferred: Scalars['Boolean']['output'];
  /** The mode. */
  readonly mode: Mode;
  /** The minimum price as the LMS is told it, in whole units; null while none is known. */
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
   * Ends a bulk change: once this is answered, no other course is changed. Those that were changed stay so. Safe to repeat.
   * Needs ADMINISTER in all organizations.
   */
  readonly cancelBulkChange?: Maybe<CancelBulkChangePayload>;
  /** Type, prices and run types of one course in one atomic step: all of it is saved, or none. */
  readonly changeCourse?: Maybe<ChangeCoursePayload>;
  /** A new course, with its runs if they are known. */
  readonly createCourse?: Maybe<CreateCoursePayload>;
  /** For a mistyped key: only while nothing was ever provisioned (HAS_PRODUCTS otherwise). */
  readonly deleteCourse?: Maybe<DeleteCoursePayload>;
  /** For a mistyped key: only while nothing was ever provisioned (HAS_PRODUCTS otherwise). */
  readonly deleteCourseRun?: Maybe<DeleteCourseRunPayload>;
  /** Sends the run's whole desired state again, whatever was sent before. Safe to repeat. */
  readonly publishProvisioning?: Maybe<PublishProvisioningPayload>;
  /** Takes a role in an organization from somebody, or all. It is gone with their next request. */
  readonly removeMembership?: Maybe<RemoveMembershipPayload>;
  /** Sells the run's seats again, those that its type, prices and dates allow. Needs REVIEW. */
  readonly resumeSelling?: Maybe<StopSellingPayload>;
  /** Gives a FAILED provisioning a new set of attempts. */
  readonly retryProvisioning?: Maybe<RetryProvisioningPayload>;
  /** Creates or changes a run type. Runs in use may gain tracks, and never lose one. */
  readonly saveCourseRunType?: Maybe<SaveCourseRunTypePayload>;
  /** Creates or changes a course type. */
  readonly saveCourseType?: Maybe<SaveCourseTypePayload>;
  /** Gives somebody a role in an organization, beside those that they have. It holds with their next request. */
  readonly saveMembership?: Maybe<SaveMembershipPayload>;
  /** Creates or changes a mode. Runs in use are provisioned again where what is sent would differ. */
  readonly saveMode?: Maybe<SaveModePayload>;
  /** Creates or changes a seat type. Runs in use are provisioned again where what is sent would differ. */
  readonly saveSeatType?: Maybe<SaveSeatTypePayload>;
  /** Creates or changes a track type. Runs in use are provisioned again where what is sent would differ. */
  readonly saveTrackType?: Maybe<SaveTrackTypePayload>;
  /** Moves a run through review to PUBLISHED, or back. */
  readonly setCourseRunStatus?: Maybe<SetCourseRunStatusPayload>;
  /**
   * Changes type, prices and run types of many courses, in the background. Ask for a dry run first: it answers what the real
   * one would. Needs ADMINISTER in all organizations, which is not asked again when the courses have their turn.
   */
  readonly startBulkChange?: Maybe<StartBulkChangePayload>;
  /**
   * Takes all seats of the run off sale, in whatever sells them; modes and learners stay. Stays so until resumeSelling,
   * whatever else is changed. Needs REVIEW.
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

/** A new run. Without a type: the first of the course type. */
export type NewCourseRunInput = {
  /** How many hours of credit. */
  readonly creditHours?: InputMaybe<Scalars['Int']['input']>;
  /** Who gives the credit. */
  readonly creditProvider?: InputMaybe<Scalars['String']['input']>;
  /** When the run ends; after its start. */
  readonly end?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until when learners can enrol; null: until it ends. */
  readonly enrollmentEnd?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the run becomes PUBLISHED by itself, once REVIEWED. */
  readonly goLiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** For example "course-v1:edX+DemoX+1T2026"; organization and number are the course's, or those for its reruns. */
  readonly key: Scalars['ID']['input'];
  /** This run's own. */
  readonly prices?: InputMaybe<ReadonlyArray<PriceInput>>;
  /** When the run starts. */
  readonly start?: InputMaybe<Scalars['DateTime']['input']>;
  /** Left out: the course's. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The run type's slug. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** What is worth knowing of a change that was accepted. */
export type Notice = {
  readonly __typename?: 'Notice';
  /** What it is about. */
  readonly code: NoticeCode;
  /** The run concerned, if it is one. */
  readonly courseRunKey?: Maybe<Scalars['ID']['output']>;
  /** What the course team reads. */
  readonly message: Scalars['String']['output'];
  /** Where in the input, relative to it; empty where nothing in it is the cause. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** What a notice can be about, in the order in which they are answered. */
export type NoticeCode =
  /** The end of a run moves, and its upgrade deadline stays where a reviewer set it: it stays until it is set to null. */
  | 'DEADLINE_OVERRIDE_KEPT'
  /** Something that is sold has no price, and is not offered until it has one. */
  | 'NOT_SENT_UNPRICED'
  /** A price has cents, and the LMS is told whole units. */
  | 'PRICE_CENTS_CUT'
  /** A run's type is still not among those of its course's type. */
  | 'RUN_STILL_MISMATCHED';

/** Where a page stands in the whole list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last entry, to be given as `after`; null for an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follow after endCursor. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether anything stands before startCursor. */
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
  /** Read courses and runs. The catalogue is readable to every viewer. */
  | 'READ'
  /** Move runs through review, set deadline overrides. */
  | 'REVIEW';

/** The figures of the rules, as this installation has set them. */
export type Policy = {
  readonly __typename?: 'Policy';
  /** In which prices are given: an ISO 4217 code, for example "USD". */
  readonly currency: Scalars['String']['output'];
  /** The highest price; a higher one is PRICE_ABOVE_MAXIMUM. */
  readonly maximumPrice: Scalars['Decimal']['output'];
  /** How many days before the end of a run a seat with an upgrade deadline can last be bought. */
  readonly upgradeDeadlineDays: Scalars['Int']['output'];
  /** Whether a price with cents is refused (PRICE_NOT_WHOLE). */
  readonly wholePrices: Scalars['Boolean']['output'];
};

/** A price for a seat type of the course; it also prices the entitlement of that seat type. */
export type PriceInput = {
  /** With up to two decimals, for example "49.00". Null takes the price away. */
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** The seat type's slug. */
  readonly seatType: Scalars['String']['input'];
};

/** One revision of the desired state of one run, for one target. */
export type Provisioning = {
  readonly __typename?: 'Provisioning';
  /** How often it was sent, in the present set of attempts. */
  readonly attempts: Scalars['Int']['output'];
  /** The run that is told about. */
  readonly courseRun?: Maybe<CourseRun>;
  /** When the system confirmed it. */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the system shall have. SKUs are not part of it: they are sent as they are known then. */
  readonly desiredState: Scalars['JSON']['output'];
  /** Also the idempotency key that the downstream system is given. */
  readonly id: Scalars['ID']['output'];
  /** What went wrong last, in the downstream system's words; null after success. */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** When it is tried again; null unless RETRYING. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the change asked for it. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** Goes up by one with each change of the run's desired state; a downstream system ignores an older one. */
  readonly revision: Scalars['Int']['output'];
  /** How far it has come. */
  readonly state: ProvisioningState;
  /** The system that is told. */
  readonly target: ProvisioningTarget;
};

/** A page of provisionings, newest first. */
export type ProvisioningConnection = {
  readonly __typename?: 'ProvisioningConnection';
  /** With cursors. */
  readonly edges: ReadonlyArray<ProvisioningEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Provisioning>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One entry of a page. */
export type ProvisioningEdge = {
  readonly __typename?: 'ProvisioningEdge';
  /** To be given as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Provisioning;
};

/** Which provisionings; all conditions must hold. */
export type ProvisioningFilter = {
  /** Those of one run. */
  readonly courseRunKey?: InputMaybe<Scalars['ID']['input']>;
  /** Those in one of these states. */
  readonly states?: InputMaybe<ReadonlyArray<ProvisioningState>>;
  /** Those for one system. */
  readonly target?: InputMaybe<ProvisioningTarget>;
};

/**
 * What will differ downstream: the state after the change against what was last asked for, also what still waits for
 * review. Computed by the same function for previews, options and real changes. Empty when the change is refused.
 */
export type ProvisioningPlan = {
  readonly __typename?: 'ProvisioningPlan';
  /** What happens to the entitlements of the course in E-Commerce. */
  readonly entitlements: ReadonlyArray<EntitlementStep>;
  /** True when nothing will differ downstream. */
  readonly isEmpty: Scalars['Boolean']['output'];
  /** What happens to the modes of runs in the LMS. */
  readonly modes: ReadonlyArray<ModeStep>;
  /** What happens to the products of runs in E-Commerce. */
  readonly seats: ReadonlyArray<SeatStep>;
};

/** How far a provisioning has come. */
export type ProvisioningState =
  /** The system has confirmed it. */
  | 'DELIVERED'
  /** Refused by the downstream system, or out of attempts: a person must act. */
  | 'FAILED'
  /** Waiting for its turn, or for E-Commerce's SKUs. */
  | 'PENDING'
  /** Failed at least once and will be tried again at nextAttemptAt. */
  | 'RETRYING'
  /** A newer revision of the same run took its place before it was delivered. */
  | 'SUPERSEDED';

/** A system that is told what a run offers. */
export type ProvisioningTarget =
  /** Open edX E-Commerce: seats and entitlements. Told first. */
  | 'ECOMMERCE'
  /** The Open edX LMS: course modes, with the SKUs that E-Commerce answered. */
  | 'LMS';

/** Which run is sent again. */
export type PublishProvisioningInput = {
  /** The run's key. */
  readonly courseRunKey: Scalars['ID']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
};

/** What was asked for, or why not. */
export type PublishProvisioningPayload = {
  readonly __typename?: 'PublishProvisioningPayload';
  /** The run; null when refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** What was asked for now. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty when it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** One bulk change; null where there is none of that id. Seen by those who may read the courses of all organizations. */
  readonly bulkChange?: Maybe<BulkChange>;
  /** Bulk changes, newest first. Seen by those who may read the courses of all organizations. */
  readonly bulkChanges?: Maybe<BulkChangeConnection>;
  /**
   * Every change, oldest first, in one fixed order. Reading on from the last cursor never skips a change,
   * whatever was being committed while the page was read. An empty page's endCursor is the one that was given.
   * A cursor whose change this database does not have, since it was restored from an older backup, is refused
   * with STALE_CURSOR: read everything again.
   */
  readonly changes?: Maybe<ChangeConnection>;
  /** One course; null where there is none of that key. */
  readonly course?: Maybe<Course>;
  /**
   * A course as it was at some time, also where it was deleted since; null where there was none that the viewer may read.
   * A time in the future is BAD_USER_INPUT.
   */
  readonly courseAsOf?: Maybe<CourseSnapshot>;
  /** One run; null where there is none of that key. */
  readonly courseRun?: Maybe<CourseRun>;
  /**
   * A run as it was at some time, also where it was deleted since; null where there was none that the viewer may read.
   * A time in the future is BAD_USER_INPUT.
   */
  readonly courseRunAsOf?: Maybe<CourseRunSnapshot>;
  /** One run type; null where there is none of that slug. */
  readonly courseRunType?: Maybe<CourseRunType>;
  /** Run types in display order, without Empty and retired ones. */
  readonly courseRunTypes?: Maybe<ReadonlyArray<CourseRunType>>;
  /** Runs, in the order of their keys unless asked otherwise. */
  readonly courseRuns?: Maybe<CourseRunConnection>;
  /** One course type; null where there is none of that slug. */
  readonly courseType?: Maybe<CourseType>;
  /** Types a creator may choose from, in display order, without Empty and retired ones. With an organization: only those that it may use. */
  readonly courseTypes?: Maybe<ReadonlyArray<CourseType>>;
  /** Courses, in the order of their keys unless asked otherwise. */
  readonly courses?: Maybe<CourseConnection>;
  /** Asks the downstream systems now what they have of a run; null where there is no such run. */
  readonly drift?: Maybe<ReadonlyArray<Drift>>;
  /** Who has which role, by organization, username and role. Needs READ there. */
  readonly members?: Maybe<MemberConnection>;
  /** Every mode. */
  readonly modes?: Maybe<ReadonlyArray<Mode>>;
  /** The organizations that the viewer may see: those that have courses, and those of the viewer's memberships, by name. */
  readonly organizations?: Maybe<ReadonlyArray<VisibleOrganization>>;
  /** The figures of the rules, as this installation has set them. */
  readonly policy?: Maybe<Policy>;
  /** What the mutation of the same name would answer, with nothing saved. */
  readonly previewAddCourseRun?: Maybe<AddCourseRunPayload>;
  /** What the mutation of the same name would answer, with nothing saved. */
  readonly previewChangeCourse?: Maybe<ChangeCoursePayload>;
  /** What the mutation of the same name would answer, with nothing saved. */
  readonly previewCreateCourse?: Maybe<CreateCoursePayload>;
  /** What the mutation of the same name would answer, with nothing saved. */
  readonly previewSetCourseRunStatus?: Maybe<SetCourseRunStatusPayload>;
  /** One provisioning; null where there is none of that id. */
  readonly provisioning?: Maybe<Provisioning>;
  /** Provisionings, newest first unless asked otherwise. What a person must act on: states [FAILED]. */
  readonly provisionings?: Maybe<ProvisioningConnection>;
  /** Every rule, in the order in which violations are answered. */
  readonly rules?: Maybe<ReadonlyArray<Rule>>;
  /** Every seat type. */
  readonly seatTypes?: Maybe<ReadonlyArray<SeatType>>;
  /** Every downstream system, in the order in which they are told of a change. */
  readonly systems?: Maybe<ReadonlyArray<System>>;
  /** One track type; null where there is none of that slug. */
  readonly trackType?: Maybe<TrackType>;
  /** Every track type. */
  readonly trackTypes?: Maybe<ReadonlyArray<TrackType>>;
  /** Who asks, and what they may do. */
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

/** Who is what no more. */
export type RemoveMembershipInput = {
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** For example "edX". */
  readonly organization: Scalars['String']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** Left out: every role that they have there. */
  readonly role?: InputMaybe<MemberRole>;
  /** As the LMS knows them. */
  readonly username: Scalars['String']['input'];
};

/** The roles that somebody had. */
export type RemoveMembershipPayload = {
  readonly __typename?: 'RemoveMembershipPayload';
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Empty where there was none to remove. */
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

/** Which provisioning is tried again. */
export type RetryProvisioningInput = {
  /** The provisioning's id. */
  readonly id: Scalars['ID']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
};

/** The provisioning after the command. */
export type RetryProvisioningPayload = {
  readonly __typename?: 'RetryProvisioningPayload';
  /** PENDING again, unless it was not FAILED: then as it was. */
  readonly provisioning?: Maybe<Provisioning>;
};

/** A rule on what may be changed. The list is the same one that every mutation is judged by. */
export type Rule = {
  readonly __typename?: 'Rule';
  /** Why the rule exists. */
  readonly because: Scalars['String']['output'];
  /** The stable name of the rule. */
  readonly code: RuleCode;
  /** Whether a coordinator may override it, giving a reason. */
  readonly isWaivable: Scalars['Boolean']['output'];
  /** What the course team reads. */
  readonly says: Scalars['String']['output'];
};

/** The stable names of the rules, in the order in which violations are answered. */
export type RuleCode =
  /** A run type has a credit mode without an ID-verified one. */
  | 'CREDIT_NEEDS_VERIFIED'
  /** An upgrade deadline lies after the run's end. */
  | 'DEADLINE_AFTER_END'
  /** An upgrade deadline is set where no seat has one. */
  | 'DEADLINE_NOT_APPLICABLE'
  /** An upgrade deadline is set by somebody who may not. */
  | 'DEADLINE_NOT_PERMITTED'
  /** A run type has two tracks of one mode. */
  | 'DUPLICATE_MODE'
  /** A course type sells an entitlement that none of its run types sells. */
  | 'ENTITLEMENT_NOT_SOLD_IN_RUNS'
  /** A course with products would lose an entitlement. */
  | 'ENTITLEMENT_REMOVED'
  /** Something with products is to be deleted. */
  | 'HAS_PRODUCTS'
  /** Learners are enrolled in a mode that would go. */
  | 'LEARNERS_ENROLLED'
  /** A price is over the highest allowed. */
  | 'PRICE_ABOVE_MAXIMUM'
  /** A price is under the lowest that the LMS accepts. */
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
  /** The status cannot be reached from the present one. */
  | 'STATUS_NOT_REACHABLE'
  /** A run with products would lose a track. */
  | 'TRACK_REMOVED'
  /** Empty was chosen, or a run of type Empty is sent on. */
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
  /** What the course team reads: the rule, with what it is about here. */
  readonly message: Scalars['String']['output'];
  /** Where in the input, relative to it, for example ["runs", "0", "type"]. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The slug of the seat type that a price is given or missing for, if it is about one. */
  readonly seatType?: Maybe<Scalars['String']['output']>;
};

/** The run type that runs get, by the one that they have. */
export type RunTypeMoveInput = {
  /** The slug of the run type that they have; each once. */
  readonly from: Scalars['String']['input'];
  /** The slug of the run type that they get. */
  readonly to: Scalars['String']['input'];
};

/** A run type as it shall be. */
export type SaveCourseRunTypeInput = {
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether a run of this type has a marketing page. */
  readonly isMarketable: Scalars['Boolean']['input'];
  /** True: offered to no new run. */
  readonly isRetired?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; the key of the row. */
  readonly slug: Scalars['String']['input'];
  /** The slugs of its track types. */
  readonly trackTypes: ReadonlyArray<Scalars['String']['input']>;
};

/** The run type, or the violations that kept it from being saved. */
export type SaveCourseRunTypePayload = {
  readonly __typename?: 'SaveCourseRunTypePayload';
  /** As it is now; null when refused. */
  readonly courseRunType?: Maybe<CourseRunType>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A course type as it shall be. */
export type SaveCourseTypeInput = {
  /** The slugs of its run types in display order. */
  readonly courseRunTypes: ReadonlyArray<Scalars['String']['input']>;
  /** The slugs of the seat types for which an entitlement is sold. */
  readonly entitlementTypes: ReadonlyArray<Scalars['String']['input']>;
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True: offered to no new course. */
  readonly isRetired?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Organizations that may choose it; empty means all. */
  readonly organizations: ReadonlyArray<Scalars['String']['input']>;
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; the key of the row. */
  readonly slug: Scalars['String']['input'];
};

/** The course type, or the violations that kept it from being saved. */
export type SaveCourseTypePayload = {
  readonly __typename?: 'SaveCourseTypePayload';
  /** As it is now; null when refused. */
  readonly courseType?: Maybe<CourseType>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** Who becomes what. */
export type SaveMembershipInput = {
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Any, also one without a course; for example "edX". */
  readonly organization: Scalars['String']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** What they become. */
  readonly role: MemberRole;
  /** As the LMS knows them; whether it does is not asked. */
  readonly username: Scalars['String']['input'];
};

/** The role that somebody has now. */
export type SaveMembershipPayload = {
  readonly __typename?: 'SaveMembershipPayload';
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** As it is kept. */
  readonly member?: Maybe<Member>;
};

/** A mode as it shall be. */
export type SaveModeInput = {
  /** Null when completing the run in this mode grants no certificate. */
  readonly certificateType?: InputMaybe<Scalars['String']['input']>;
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether learners in this mode can earn credit. */
  readonly isCreditEligible: Scalars['Boolean']['input'];
  /** Whether learners in this mode prove who they are. */
  readonly isIdVerified: Scalars['Boolean']['input'];
  /** The lowest price that the LMS accepts for this mode. */
  readonly minimumPrice: Scalars['Decimal']['input'];
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; the key of the row. */
  readonly slug: Scalars['String']['input'];
};

/** The mode, or the violations that kept it from being saved. */
export type SaveModePayload = {
  readonly __typename?: 'SaveModePayload';
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** As it is now; null when refused. */
  readonly mode?: Maybe<Mode>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A seat type as it shall be. */
export type SaveSeatTypeInput = {
  /** Whether E-Commerce is asked for a product. */
  readonly createsProduct: Scalars['Boolean']['input'];
  /** Whether a seat of this type can be bought only until an upgrade deadline. */
  readonly hasUpgradeDeadline?: InputMaybe<Scalars['Boolean']['input']>;
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores; the key of the row. */
  readonly slug: Scalars['String']['input'];
};

/** The seat type, or the violations that kept it from being saved. */
export type SaveSeatTypePayload = {
  readonly __typename?: 'SaveSeatTypePayload';
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** As it is now; null when refused. */
  readonly seatType?: Maybe<SeatType>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** A track type as it shall be. */
export type SaveTrackTypeInput = {
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The slug of its mode. */
  readonly mode: Scalars['String']['input'];
  /** 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Whether the learner pays the partner. */
  readonly paidToPartner: Scalars['Boolean']['input'];
  /** Whether the learner pays the platform. */
  readonly paidToPlatform: Scalars['Boolean']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
  /** The slug of its seat type; null when nothing is sold. */
  readonly seatType?: InputMaybe<Scalars['String']['input']>;
  /** Lower-case letters, digits, hyphens and underscores; the key of the row. */
  readonly slug: Scalars['String']['input'];
};

/** The track type, or the violations that kept it from being saved. */
export type SaveTrackTypePayload = {
  readonly __typename?: 'SaveTrackTypePayload';
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** As it is now; null when refused. */
  readonly trackType?: Maybe<TrackType>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** What a run sells for one of its tracks. */
export type Seat = {
  readonly __typename?: 'Seat';
  /** Of the enrollment code for many learners; given by E-Commerce once provisioned. */
  readonly bulkSku?: Maybe<Scalars['String']['output']>;
  /** How many hours of credit, for a seat with a credit mode. */
  readonly creditHours?: Maybe<Scalars['Int']['output']>;
  /** Who gives the credit, for a seat with a credit mode. */
  readonly creditProvider?: Maybe<Scalars['String']['output']>;
  /** The run's own price, or the course's; 0.00 where nobody is paid. Null while nobody knows it: it is not offered then. */
  readonly price?: Maybe<Money>;
  /** What is sold. */
  readonly seatType: SeatType;
  /** Given by E-Commerce once provisioned. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** The track that the buyer gets into. */
  readonly trackType: TrackType;
  /** The override if there is one, otherwise the computed deadline. */
  readonly upgradeDeadline?: Maybe<Scalars['DateTime']['output']>;
  /** The deadline that a reviewer has set by hand. */
  readonly upgradeDeadlineOverride?: Maybe<Scalars['DateTime']['output']>;
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
  /** What is done. */
  readonly action: StepAction;
  /** The run of the seat. */
  readonly courseRunKey: Scalars['ID']['output'];
  /** Waits until the run is REVIEWED or PUBLISHED. */
  readonly isDeferred: Scalars['Boolean']['output'];
  /** Null while none is known. */
  readonly price?: Maybe<Money>;
  /** The seat's type. */
  readonly seatType: SeatType;
};

/** What is sold: the E-Commerce side of a track. */
export type SeatType = {
  readonly __typename?: 'SeatType';
  /** Whether E-Commerce is asked for a product at all. Answers 'do we need audit seats?' by data, not by code. */
  readonly createsProduct: Scalars['Boolean']['output'];
  /** Whether a seat of this type can be bought only until an upgrade deadline (verified). */
  readonly hasUpgradeDeadline: Scalars['Boolean']['output'];
  /** What a person reads, for example "Verified". */
  readonly name: Scalars['String']['output'];
  /** E-Commerce's name of the seat type, for example "verified". */
  readonly slug: Scalars['String']['output'];
};

/** A price that was given for a seat type, whether or not something is sold for it now. */
export type SeatTypePrice = {
  readonly __typename?: 'SeatTypePrice';
  /** As it was given. */
  readonly price: Money;
  /** What it is the price of. */
  readonly seatType: SeatType;
};

/** Which run, and where to. */
export type SetCourseRunStatusInput = {
  /** The course's version that the change was made for. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Answer a repeated request with the first answer instead of doing it twice: kept for seven days, for whoever gave it. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The run's key. */
  readonly key: Scalars['ID']['input'];
  /** Waive the waivable rules; needs OVERRIDE and a reason. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why; stays on the history entry. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Where to. */
  readonly status: CourseRunStatus;
};

/** The run after the change, or every violation, nothing being saved. */
export type SetCourseRunStatusPayload = {
  readonly __typename?: 'SetCourseRunStatusPayload';
  /** The course with its new version; null when refused. */
  readonly course?: Maybe<Course>;
  /** Null when refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got; the course is as it is now. */
  readonly isReplay: Scalars['Boolean']['output'];
  /** What is worth knowing of it; nothing is refused for it. */
  readonly notices: ReadonlyArray<Notice>;
  /** What will differ downstream. */
  readonly plan: ProvisioningPlan;
  /** What this command asked for now. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty when it was saved. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** Which courses, and what shall change. Give either filter or keys. */
export type StartBulkChangeInput = {
  /** What shall change in each of them. */
  readonly change: BulkChangeInput;
  /** Save nothing, and answer what would become of the courses. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The courses that match now; one condition at least. */
  readonly filter?: InputMaybe<CourseFilter>;
  /** Answer a repeated request with the first answer instead of doing it twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The keys of the courses: 1 to 10,000, each once. All must exist. */
  readonly keys?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** What to call it: 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Waive the waivable rules; needs the OVERRIDE permission in all organizations and stays on record. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** How many courses may be changed in a minute: 1 to 6,000. Left out: as the service is set. */
  readonly ratePerMinute?: InputMaybe<Scalars['Int']['input']>;
  /** Why; stays on the history entries. */
  readonly reason: Scalars['String']['input'];
};

/** The bulk change that was started. */
export type StartBulkChangePayload = {
  readonly __typename?: 'StartBulkChangePayload';
  /** QUEUED; DONE where the filter matches no course. */
  readonly bulkChange?: Maybe<BulkChange>;
  /** Whether this is the answer that an earlier request of the same idempotencyKey got. */
  readonly isReplay: Scalars['Boolean']['output'];
};

/** What is done with one seat, entitlement or mode. */
export type StepAction =
  /** It is made. */
  | 'CREATE'
  /** It is no longer sold (seat, entitlement) or is removed (mode). */
  | 'RETIRE'
  /** It is there and is changed. */
  | 'UPDATE';

/** Which run is not sold any more, or sold again. */
export type StopSellingInput = {
  /** The run's key. */
  readonly courseRunKey: Scalars['ID']['input'];
  /** Why; stays on the history entry. */
  readonly reason: Scalars['String']['input'];
};

/** The run after it, and what was asked for. */
export type StopSellingPayload = {
  readonly __typename?: 'StopSellingPayload';
  /** The run; null when refused. */
  readonly courseRun?: Maybe<CourseRun>;
  /** What was asked for now; nothing where it was so already. */
  readonly provisioning: ReadonlyArray<Provisioning>;
  /** Every reason why it was refused; empty when it was done. */
  readonly violations: ReadonlyArray<RuleViolation>;
};

/** How a downstream system is spoken to, and what stands in its way. */
export type System = {
  readonly __typename?: 'System';
  /** Whether there is one at all: not where the protocol is none. */
  readonly isConfigured: Scalars['Boolean']['output'];
  /** Whether nothing is sent to it now: a person must act, or it asked for a pause. */
  readonly isPaused: Scalars['Boolean']['output'];
  /** Until when; it is probed then. */
  readonly pausedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** What is wrong with it, in a sentence; null where nothing is known to be. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** How it is spoken to: the setting ECOMMERCE_PROTOCOL or LMS_PROTOCOL. */
  readonly protocol: Scalars['String']['output'];
  /** Which one. */
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
  /** What a person reads. */
  readonly name: Scalars['String']['output'];
  /** Whether the learner pays the partner (the university). */
  readonly paidToPartner: Scalars['Boolean']['output'];
  /** Whether the learner pays the platform. */
  readonly paidToPlatform: Scalars['Boolean']['output'];
  /** What is sold for it; null when nothing is, as for Masters. */
  readonly seatType?: Maybe<SeatType>;
  /** The name that other systems may rely on; never changes. */
  readonly slug: Scalars['String']['output'];
  /** The same in every installation for a type that comes with this service. */
  readonly uuid: Scalars['UUID']['output'];
};

/** Who asks, and what they may do. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Whether they are staff of the platform. */
  readonly isStaff: Scalars['Boolean']['output'];
  /** What it may do in some. */
  readonly memberships: ReadonlyArray<Membership>;
  /** What the viewer may do in every organization. */
  readonly permissions: ReadonlyArray<Permission>;
  /** As the LMS knows them. */
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
  RetryProvisioningInput: RetryProvisioningInput;
  RetryProvisioningPayload: ResolverTypeWrapper<Omit<RetryProvisioningPayload, 'provisioning'> & { provisioning?: Maybe<ResolversTypes['Provisioning']> }>;
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
  ProvisioningConnection: ProvisioningPage;
  ProvisioningEdge: Omit<ProvisioningEdge, 'node'> & { node: ResolversParentTypes['Provisioning'] };
  ProvisioningFilter: ProvisioningFilter;
  ProvisioningPlan: ProvisioningPlanModel;
  PublishProvisioningInput: PublishProvisioningInput;
  PublishProvisioningPayload: Omit<PublishProvisioningPayload, 'courseRun' | 'provisioning'> & { courseRun?: Maybe<ResolversParentTypes['CourseRun']>, provisioning: ReadonlyArray<ResolversParentTypes['Provisioning']> };
  Query: Record<PropertyKey, never>;
  RemoveMembershipInput: RemoveMembershipInput;
  RemoveMembershipPayload: Omit<RemoveMembershipPayload, 'removed'> & { removed: ReadonlyArray<ResolversParentTypes['Member']> };
  RetryProvisioningInput: RetryProvisioningInput;
  RetryProvisioningPayload: Omit<RetryProvisioningPayload, 'provisioning'> & { provisioning?: Maybe<ResolversParentTypes['Provisioning']> };
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
  ProvisioningConnection?: ProvisioningConnectionResolvers<ContextType>;
  ProvisioningEdge?: ProvisioningEdgeResolvers<ContextType>;
  ProvisioningPlan?: ProvisioningPlanResolvers<ContextType>;
  PublishProvisioningPayload?: PublishProvisioningPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveMembershipPayload?: RemoveMembershipPayloadResolvers<ContextType>;
  RetryProvisioningPayload?: RetryProvisioningPayloadResolvers<ContextType>;
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
