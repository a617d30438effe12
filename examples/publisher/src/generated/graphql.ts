/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A run to add, and changes of the course in the same step. */
export type AddCourseRunInput = {
  /** The course's key. */
  courseKey: string;
  /** The slug of the course type that the course moves to in the same step. */
  courseType?: string | null | undefined;
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  idempotencyKey?: string | null | undefined;
  /** Waives the waivable rules; needs OVERRIDE, and is recorded. */
  override?: boolean | null | undefined;
  /** Merged into the course's prices by seat type. */
  prices?: Array<PriceInput> | null | undefined;
  /** Why; recorded in the history. */
  reason: string;
  /** The run. */
  run: NewCourseRunInput;
};

/** Changes of a course; omitted fields stay as they are. */
export type ChangeCourseInput = {
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  idempotencyKey?: string | null | undefined;
  /** The course's key. */
  key: string;
  /** The course key that names the next runs. Omitted: unchanged. Null: the course's own key. */
  keyForReruns?: string | null | undefined;
  /** Waives the waivable rules; needs OVERRIDE, and is recorded. */
  override?: boolean | null | undefined;
  /** Merged into the course's prices by seat type. */
  prices?: Array<PriceInput> | null | undefined;
  /** Why; recorded in the history. */
  reason: string;
  /** Changes of its runs. */
  runs?: Array<ChangeCourseRunInput> | null | undefined;
  /** 1 to 255 characters. */
  title?: string | null | undefined;
  /** The course type's slug. */
  type?: string | null | undefined;
  /** The product variant that its entitlements sell. Omitted: unchanged. Null: cleared; E-Commerce keeps the one it has. */
  variantId?: string | null | undefined;
};

/** Changes of one run; omitted fields stay as they are, null clears. */
export type ChangeCourseRunInput = {
  /** How many hours of credit. */
  creditHours?: number | null | undefined;
  /** Who gives the credit. */
  creditProvider?: string | null | undefined;
  /** When the run ends; after its start. */
  end?: string | null | undefined;
  /** Until when learners can enroll; null: until the run ends. */
  enrollmentEnd?: string | null | undefined;
  /** When the run becomes PUBLISHED automatically, once REVIEWED. */
  goLiveAt?: string | null | undefined;
  /** The run's key. */
  key: string;
  /** Prices of this run alone; they replace its earlier ones. An empty list restores the course's prices. */
  prices?: Array<PriceInput> | null | undefined;
  /** When the run starts. */
  start?: string | null | undefined;
  /** Null: the course's. */
  title?: string | null | undefined;
  /** The run type's slug. */
  type?: string | null | undefined;
  /** Needs REVIEW. Omitted: unchanged. Null: cleared. */
  upgradeDeadlineOverride?: string | null | undefined;
  /** The product variant that its seats sell. */
  variantId?: string | null | undefined;
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

/** A new course. */
export type CreateCourseInput = {
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  idempotencyKey?: string | null | undefined;
  /** Organization and number, for example "edX+DemoX". */
  key: string;
  /** The course key that names its runs if they have another number: of the same organization. */
  keyForReruns?: string | null | undefined;
  /** Waives the waivable rules; needs OVERRIDE and a reason. */
  override?: boolean | null | undefined;
  /** The prices of the course; a run may have its own. */
  prices?: Array<PriceInput>;
  /** Why; recorded in the history. */
  reason?: string | null | undefined;
  /** Its runs, if they are known. */
  runs?: Array<NewCourseRunInput>;
  /** 1 to 255 characters. */
  title: string;
  /** The course type's slug. */
  type: string;
  /** The product variant that its entitlements sell. */
  variantId?: string | null | undefined;
};

/** A new run. Default type: the first of the course type. */
export type NewCourseRunInput = {
  /** How many hours of credit. */
  creditHours?: number | null | undefined;
  /** Who gives the credit. */
  creditProvider?: string | null | undefined;
  /** When the run ends; after its start. */
  end?: string | null | undefined;
  /** Until when learners can enroll; null: until the run ends. */
  enrollmentEnd?: string | null | undefined;
  /** When the run becomes PUBLISHED automatically, once REVIEWED. */
  goLiveAt?: string | null | undefined;
  /** For example "course-v1:edX+DemoX+1T2026"; with the organization and number of the course, or of its keyForReruns. */
  key: string;
  /** Prices of this run alone. */
  prices?: Array<PriceInput> | null | undefined;
  /** When the run starts. */
  start?: string | null | undefined;
  /** Default: the course's. */
  title?: string | null | undefined;
  /** The run type's slug. */
  type?: string | null | undefined;
  /** The product variant that its seats sell. */
  variantId?: string | null | undefined;
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

/** A price for a seat type of the course; it also prices the entitlement of that seat type. */
export type PriceInput = {
  /** With up to two decimals, for example "49.00". Null removes the price. */
  amount?: string | null | undefined;
  /** The seat type's slug. */
  seatType: string;
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

/** The run and its new status. */
export type SetCourseRunStatusInput = {
  /** The version of the course that the caller has seen. */
  expectedVersion: number;
  /** A repeated request with the same key gets the first result instead of being executed twice. Kept for seven days, per caller. */
  idempotencyKey?: string | null | undefined;
  /** The run's key. */
  key: string;
  /** Waives the waivable rules; needs OVERRIDE and a reason. */
  override?: boolean | null | undefined;
  /** Why; recorded in the history. */
  reason?: string | null | undefined;
  /** The new status. */
  status: CourseRunStatus;
};

/** What happens to one seat, entitlement or mode. */
export type StepAction =
  /** It is created. */
  | 'CREATE'
  /** It is no longer sold (seat, entitlement) or is removed (mode). */
  | 'RETIRE'
  /** It exists and is changed. */
  | 'UPDATE';

export type RunTypeFieldsFragment = { slug: string, name: string, isRetired: boolean, pricedSeatTypes: Array<{ slug: string, name: string }>, trackTypes: Array<{ mode: { isCreditEligible: boolean } }> };

export type CourseTypeFieldsFragment = { slug: string, name: string, isRetired: boolean, isEmpty: boolean, entitlementTypes: Array<{ slug: string, name: string }>, courseRunTypes: Array<{ slug: string, name: string, isRetired: boolean, pricedSeatTypes: Array<{ slug: string, name: string }>, trackTypes: Array<{ mode: { isCreditEligible: boolean } }> }> };

export type ViolationFieldsFragment = { code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null };

export type PriceFieldsFragment = { seatType: { slug: string }, price: { amount: string } };

export type PlanFieldsFragment = { seats: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, entitlements: Array<{ action: StepAction, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, modes: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, mode: { name: string }, price: { amount: string, currency: string } | null }> };

export type FindCoursesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FindCoursesQuery = { courses: { totalCount: number, nodes: Array<{ key: string, title: string, type: { name: string } }> } | null };

export type SurroundingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SurroundingsQuery = { organizations: Array<{ organization: string, permissions: Array<Permission>, courseCount: number }> | null, policy: { currency: string, maximumPrice: string, wholePrices: boolean } | null };

export type TypesForQueryVariables = Exact<{
  organization?: string | null | undefined;
}>;


export type TypesForQuery = { courseTypes: Array<{ slug: string, name: string, isRetired: boolean, isEmpty: boolean, entitlementTypes: Array<{ slug: string, name: string }>, courseRunTypes: Array<{ slug: string, name: string, isRetired: boolean, pricedSeatTypes: Array<{ slug: string, name: string }>, trackTypes: Array<{ mode: { isCreditEligible: boolean } }> }> }> | null };

export type CourseToChangeQueryVariables = Exact<{
  key: string;
}>;


export type CourseToChangeQuery = { course: { key: string, title: string, version: number, organization: string, type: { slug: string }, prices: Array<{ seatType: { slug: string }, price: { amount: string } }>, typeOptions: Array<{ isCurrent: boolean, isAllowed: boolean, type: { slug: string, name: string, isRetired: boolean, isEmpty: boolean, entitlementTypes: Array<{ slug: string, name: string }>, courseRunTypes: Array<{ slug: string, name: string, isRetired: boolean, pricedSeatTypes: Array<{ slug: string, name: string }>, trackTypes: Array<{ mode: { isCreditEligible: boolean } }> }> }, violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }>, pricesNeeded: Array<{ name: string }> }>, courseRuns: Array<{ key: string, status: CourseRunStatus, start: string | null, end: string | null, type: { slug: string, name: string, isRetired: boolean, pricedSeatTypes: Array<{ slug: string, name: string }>, trackTypes: Array<{ mode: { isCreditEligible: boolean } }> }, prices: Array<{ seatType: { slug: string }, price: { amount: string } }>, seats: Array<{ creditProvider: string | null, creditHours: number | null }>, statusOptions: Array<{ status: CourseRunStatus, permission: Permission, isAllowed: boolean, violations: Array<{ isWaivable: boolean, code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }> }> }> } | null };

export type RunOptionsQueryVariables = Exact<{
  key: string;
  courseType: string;
}>;


export type RunOptionsQuery = { course: { courseRuns: Array<{ key: string, typeOptions: Array<{ isCurrent: boolean, isAllowed: boolean, type: { slug: string, name: string, isRetired: boolean, pricedSeatTypes: Array<{ slug: string, name: string }>, trackTypes: Array<{ mode: { isCreditEligible: boolean } }> }, violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }>, pricesNeeded: Array<{ name: string }> }> }> } | null };

export type DoneMeanwhileQueryVariables = Exact<{
  key: string;
  sinceVersion: number;
}>;


export type DoneMeanwhileQuery = { course: { version: number, changes: { nodes: Array<{ id: string, at: string, actor: string, reason: string | null, before: unknown, after: unknown }> } } | null };

export type ArrivalQueryVariables = Exact<{
  key: string;
}>;


export type ArrivalQuery = { course: { courseRuns: Array<{ key: string, status: CourseRunStatus, provisioning: Array<{ id: string, target: ProvisioningTarget, state: ProvisioningState, attempts: number, lastError: string | null, nextAttemptAt: string | null }> }> } | null };

export type PreviewCreateCourseQueryVariables = Exact<{
  input: CreateCourseInput;
}>;


export type PreviewCreateCourseQuery = { outcome: { violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }>, plan: { seats: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, entitlements: Array<{ action: StepAction, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, modes: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, mode: { name: string }, price: { amount: string, currency: string } | null }> } } | null };

export type CreateCourseMutationVariables = Exact<{
  input: CreateCourseInput;
}>;


export type CreateCourseMutation = { outcome: { course: { version: number } | null, violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }> } | null };

export type PreviewChangeCourseQueryVariables = Exact<{
  input: ChangeCourseInput;
}>;


export type PreviewChangeCourseQuery = { outcome: { violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }>, plan: { seats: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, entitlements: Array<{ action: StepAction, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, modes: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, mode: { name: string }, price: { amount: string, currency: string } | null }> } } | null };

export type ChangeCourseMutationVariables = Exact<{
  input: ChangeCourseInput;
}>;


export type ChangeCourseMutation = { outcome: { course: { version: number } | null, violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }> } | null };

export type SetStatusMutationVariables = Exact<{
  input: SetCourseRunStatusInput;
}>;


export type SetStatusMutation = { outcome: { course: { version: number } | null, violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }> } | null };

export type PreviewAddCourseRunQueryVariables = Exact<{
  input: AddCourseRunInput;
}>;


export type PreviewAddCourseRunQuery = { outcome: { violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }>, plan: { seats: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, entitlements: Array<{ action: StepAction, isDeferred: boolean, seatType: { name: string }, price: { amount: string, currency: string } | null }>, modes: Array<{ action: StepAction, courseRunKey: string, isDeferred: boolean, mode: { name: string }, price: { amount: string, currency: string } | null }> } } | null };

export type AddCourseRunMutationVariables = Exact<{
  input: AddCourseRunInput;
}>;


export type AddCourseRunMutation = { outcome: { course: { version: number } | null, violations: Array<{ code: RuleCode, message: string, path: Array<string>, seatType: string | null, courseRunKey: string | null }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const RunTypeFieldsFragmentDoc = new TypedDocumentString(`
    fragment runTypeFields on CourseRunType {
  slug
  name
  isRetired
  pricedSeatTypes {
    slug
    name
  }
  trackTypes {
    mode {
      isCreditEligible
    }
  }
}
    `, {"fragmentName":"runTypeFields"}) as unknown as TypedDocumentString<RunTypeFieldsFragment, unknown>;
export const CourseTypeFieldsFragmentDoc = new TypedDocumentString(`
    fragment courseTypeFields on CourseType {
  slug
  name
  isRetired
  isEmpty
  entitlementTypes {
    slug
    name
  }
  courseRunTypes {
    ...runTypeFields
  }
}
    fragment runTypeFields on CourseRunType {
  slug
  name
  isRetired
  pricedSeatTypes {
    slug
    name
  }
  trackTypes {
    mode {
      isCreditEligible
    }
  }
}`, {"fragmentName":"courseTypeFields"}) as unknown as TypedDocumentString<CourseTypeFieldsFragment, unknown>;
export const ViolationFieldsFragmentDoc = new TypedDocumentString(`
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}
    `, {"fragmentName":"violationFields"}) as unknown as TypedDocumentString<ViolationFieldsFragment, unknown>;
export const PriceFieldsFragmentDoc = new TypedDocumentString(`
    fragment priceFields on SeatTypePrice {
  seatType {
    slug
  }
  price {
    amount
  }
}
    `, {"fragmentName":"priceFields"}) as unknown as TypedDocumentString<PriceFieldsFragment, unknown>;
export const PlanFieldsFragmentDoc = new TypedDocumentString(`
    fragment planFields on ProvisioningPlan {
  seats {
    action
    courseRunKey
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  entitlements {
    action
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  modes {
    action
    courseRunKey
    mode {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
}
    `, {"fragmentName":"planFields"}) as unknown as TypedDocumentString<PlanFieldsFragment, unknown>;
export const FindCoursesDocument = new TypedDocumentString(`
    query FindCourses($search: String) {
  courses(first: 20, filter: {search: $search}) {
    totalCount
    nodes {
      key
      title
      type {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindCoursesQuery, FindCoursesQueryVariables>;
export const SurroundingsDocument = new TypedDocumentString(`
    query Surroundings {
  organizations {
    organization
    permissions
    courseCount
  }
  policy {
    currency
    maximumPrice
    wholePrices
  }
}
    `) as unknown as TypedDocumentString<SurroundingsQuery, SurroundingsQueryVariables>;
export const TypesForDocument = new TypedDocumentString(`
    query TypesFor($organization: String) {
  courseTypes(organization: $organization) {
    ...courseTypeFields
  }
}
    fragment runTypeFields on CourseRunType {
  slug
  name
  isRetired
  pricedSeatTypes {
    slug
    name
  }
  trackTypes {
    mode {
      isCreditEligible
    }
  }
}
fragment courseTypeFields on CourseType {
  slug
  name
  isRetired
  isEmpty
  entitlementTypes {
    slug
    name
  }
  courseRunTypes {
    ...runTypeFields
  }
}`) as unknown as TypedDocumentString<TypesForQuery, TypesForQueryVariables>;
export const CourseToChangeDocument = new TypedDocumentString(`
    query CourseToChange($key: ID!) {
  course(key: $key) {
    key
    title
    version
    organization
    type {
      slug
    }
    prices {
      ...priceFields
    }
    typeOptions {
      type {
        ...courseTypeFields
      }
      isCurrent
      isAllowed
      violations {
        ...violationFields
      }
      pricesNeeded {
        name
      }
    }
    courseRuns {
      key
      status
      start
      end
      type {
        ...runTypeFields
      }
      prices {
        ...priceFields
      }
      seats {
        creditProvider
        creditHours
      }
      statusOptions {
        status
        permission
        isAllowed
        violations {
          ...violationFields
          isWaivable
        }
      }
    }
  }
}
    fragment runTypeFields on CourseRunType {
  slug
  name
  isRetired
  pricedSeatTypes {
    slug
    name
  }
  trackTypes {
    mode {
      isCreditEligible
    }
  }
}
fragment courseTypeFields on CourseType {
  slug
  name
  isRetired
  isEmpty
  entitlementTypes {
    slug
    name
  }
  courseRunTypes {
    ...runTypeFields
  }
}
fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}
fragment priceFields on SeatTypePrice {
  seatType {
    slug
  }
  price {
    amount
  }
}`) as unknown as TypedDocumentString<CourseToChangeQuery, CourseToChangeQueryVariables>;
export const RunOptionsDocument = new TypedDocumentString(`
    query RunOptions($key: ID!, $courseType: String!) {
  course(key: $key) {
    courseRuns {
      key
      typeOptions(courseType: $courseType) {
        type {
          ...runTypeFields
        }
        isCurrent
        isAllowed
        violations {
          ...violationFields
        }
        pricesNeeded {
          name
        }
      }
    }
  }
}
    fragment runTypeFields on CourseRunType {
  slug
  name
  isRetired
  pricedSeatTypes {
    slug
    name
  }
  trackTypes {
    mode {
      isCreditEligible
    }
  }
}
fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}`) as unknown as TypedDocumentString<RunOptionsQuery, RunOptionsQueryVariables>;
export const DoneMeanwhileDocument = new TypedDocumentString(`
    query DoneMeanwhile($key: ID!, $sinceVersion: Int!) {
  course(key: $key) {
    version
    changes(sinceVersion: $sinceVersion) {
      nodes {
        id
        at
        actor
        reason
        before
        after
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DoneMeanwhileQuery, DoneMeanwhileQueryVariables>;
export const ArrivalDocument = new TypedDocumentString(`
    query Arrival($key: ID!) {
  course(key: $key) {
    courseRuns {
      key
      status
      provisioning {
        id
        target
        state
        attempts
        lastError
        nextAttemptAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ArrivalQuery, ArrivalQueryVariables>;
export const PreviewCreateCourseDocument = new TypedDocumentString(`
    query PreviewCreateCourse($input: CreateCourseInput!) {
  outcome: previewCreateCourse(input: $input) {
    violations {
      ...violationFields
    }
    plan {
      ...planFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}
fragment planFields on ProvisioningPlan {
  seats {
    action
    courseRunKey
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  entitlements {
    action
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  modes {
    action
    courseRunKey
    mode {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
}`) as unknown as TypedDocumentString<PreviewCreateCourseQuery, PreviewCreateCourseQueryVariables>;
export const CreateCourseDocument = new TypedDocumentString(`
    mutation CreateCourse($input: CreateCourseInput!) {
  outcome: createCourse(input: $input) {
    course {
      version
    }
    violations {
      ...violationFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}`) as unknown as TypedDocumentString<CreateCourseMutation, CreateCourseMutationVariables>;
export const PreviewChangeCourseDocument = new TypedDocumentString(`
    query PreviewChangeCourse($input: ChangeCourseInput!) {
  outcome: previewChangeCourse(input: $input) {
    violations {
      ...violationFields
    }
    plan {
      ...planFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}
fragment planFields on ProvisioningPlan {
  seats {
    action
    courseRunKey
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  entitlements {
    action
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  modes {
    action
    courseRunKey
    mode {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
}`) as unknown as TypedDocumentString<PreviewChangeCourseQuery, PreviewChangeCourseQueryVariables>;
export const ChangeCourseDocument = new TypedDocumentString(`
    mutation ChangeCourse($input: ChangeCourseInput!) {
  outcome: changeCourse(input: $input) {
    course {
      version
    }
    violations {
      ...violationFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}`) as unknown as TypedDocumentString<ChangeCourseMutation, ChangeCourseMutationVariables>;
export const SetStatusDocument = new TypedDocumentString(`
    mutation SetStatus($input: SetCourseRunStatusInput!) {
  outcome: setCourseRunStatus(input: $input) {
    course {
      version
    }
    violations {
      ...violationFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}`) as unknown as TypedDocumentString<SetStatusMutation, SetStatusMutationVariables>;
export const PreviewAddCourseRunDocument = new TypedDocumentString(`
    query PreviewAddCourseRun($input: AddCourseRunInput!) {
  outcome: previewAddCourseRun(input: $input) {
    violations {
      ...violationFields
    }
    plan {
      ...planFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}
fragment planFields on ProvisioningPlan {
  seats {
    action
    courseRunKey
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  entitlements {
    action
    seatType {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
  modes {
    action
    courseRunKey
    mode {
      name
    }
    price {
      amount
      currency
    }
    isDeferred
  }
}`) as unknown as TypedDocumentString<PreviewAddCourseRunQuery, PreviewAddCourseRunQueryVariables>;
export const AddCourseRunDocument = new TypedDocumentString(`
    mutation AddCourseRun($input: AddCourseRunInput!) {
  outcome: addCourseRun(input: $input) {
    course {
      version
    }
    violations {
      ...violationFields
    }
  }
}
    fragment violationFields on RuleViolation {
  code
  message
  path
  seatType
  courseRunKey
}`) as unknown as TypedDocumentString<AddCourseRunMutation, AddCourseRunMutationVariables>;