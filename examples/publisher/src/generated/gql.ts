/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment runTypeFields on CourseRunType {\n    slug name isRetired pricedSeatTypes { slug name } trackTypes { mode { isCreditEligible } }\n  }\n": typeof types.RunTypeFieldsFragmentDoc,
    "\n  fragment courseTypeFields on CourseType {\n    slug name isRetired isEmpty\n    entitlementTypes { slug name }\n    courseRunTypes { ...runTypeFields }\n  }\n": typeof types.CourseTypeFieldsFragmentDoc,
    "\n  fragment violationFields on RuleViolation { code message path seatType courseRunKey }\n": typeof types.ViolationFieldsFragmentDoc,
    "\n  fragment priceFields on SeatTypePrice { seatType { slug } price { amount } }\n": typeof types.PriceFieldsFragmentDoc,
    "\n  fragment planFields on ProvisioningPlan {\n    seats { action courseRunKey seatType { name } price { amount currency } isDeferred }\n    entitlements { action seatType { name } price { amount currency } isDeferred }\n    modes { action courseRunKey mode { name } price { amount currency } isDeferred }\n  }\n": typeof types.PlanFieldsFragmentDoc,
    "\n  query FindCourses($search: String) {\n    courses(first: 20, filter: { search: $search }) { totalCount nodes { key title type { name } } }\n  }\n": typeof types.FindCoursesDocument,
    "\n  query Surroundings {\n    organizations { organization permissions courseCount }\n    policy { currency maximumPrice wholePrices }\n  }\n": typeof types.SurroundingsDocument,
    "\n  query TypesFor($organization: String) { courseTypes(organization: $organization) { ...courseTypeFields } }\n": typeof types.TypesForDocument,
    "\n  query CourseToChange($key: ID!) {\n    course(key: $key) {\n      key title version organization\n      type { slug }\n      prices { ...priceFields }\n      typeOptions {\n        type { ...courseTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }\n      }\n      courseRuns {\n        key status start end type { ...runTypeFields } prices { ...priceFields }\n        seats { creditProvider creditHours }\n        statusOptions { status permission isAllowed violations { ...violationFields isWaivable } }\n      }\n    }\n  }\n": typeof types.CourseToChangeDocument,
    "\n  query RunOptions($key: ID!, $courseType: String!) {\n    course(key: $key) {\n      courseRuns {\n        key\n        typeOptions(courseType: $courseType) {\n          type { ...runTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }\n        }\n      }\n    }\n  }\n": typeof types.RunOptionsDocument,
    "\n  query DoneMeanwhile($key: ID!, $sinceVersion: Int!) {\n    course(key: $key) {\n      version\n      changes(sinceVersion: $sinceVersion) { nodes { id at actor reason before after } }\n    }\n  }\n": typeof types.DoneMeanwhileDocument,
    "\n  query Arrival($key: ID!) {\n    course(key: $key) {\n      courseRuns { key status provisioning { id target state attempts lastError nextAttemptAt } }\n    }\n  }\n": typeof types.ArrivalDocument,
    "\n  query PreviewCreateCourse($input: CreateCourseInput!) {\n    outcome: previewCreateCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n": typeof types.PreviewCreateCourseDocument,
    "\n  mutation CreateCourse($input: CreateCourseInput!) {\n    outcome: createCourse(input: $input) { course { version } violations { ...violationFields } }\n  }\n": typeof types.CreateCourseDocument,
    "\n  query PreviewChangeCourse($input: ChangeCourseInput!) {\n    outcome: previewChangeCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n": typeof types.PreviewChangeCourseDocument,
    "\n  mutation ChangeCourse($input: ChangeCourseInput!) {\n    outcome: changeCourse(input: $input) { course { version } violations { ...violationFields } }\n  }\n": typeof types.ChangeCourseDocument,
    "\n  mutation SetStatus($input: SetCourseRunStatusInput!) {\n    outcome: setCourseRunStatus(input: $input) { course { version } violations { ...violationFields } }\n  }\n": typeof types.SetStatusDocument,
    "\n  query PreviewAddCourseRun($input: AddCourseRunInput!) {\n    outcome: previewAddCourseRun(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n": typeof types.PreviewAddCourseRunDocument,
    "\n  mutation AddCourseRun($input: AddCourseRunInput!) {\n    outcome: addCourseRun(input: $input) { course { version } violations { ...violationFields } }\n  }\n": typeof types.AddCourseRunDocument,
};
const documents: Documents = {
    "\n  fragment runTypeFields on CourseRunType {\n    slug name isRetired pricedSeatTypes { slug name } trackTypes { mode { isCreditEligible } }\n  }\n": types.RunTypeFieldsFragmentDoc,
    "\n  fragment courseTypeFields on CourseType {\n    slug name isRetired isEmpty\n    entitlementTypes { slug name }\n    courseRunTypes { ...runTypeFields }\n  }\n": types.CourseTypeFieldsFragmentDoc,
    "\n  fragment violationFields on RuleViolation { code message path seatType courseRunKey }\n": types.ViolationFieldsFragmentDoc,
    "\n  fragment priceFields on SeatTypePrice { seatType { slug } price { amount } }\n": types.PriceFieldsFragmentDoc,
    "\n  fragment planFields on ProvisioningPlan {\n    seats { action courseRunKey seatType { name } price { amount currency } isDeferred }\n    entitlements { action seatType { name } price { amount currency } isDeferred }\n    modes { action courseRunKey mode { name } price { amount currency } isDeferred }\n  }\n": types.PlanFieldsFragmentDoc,
    "\n  query FindCourses($search: String) {\n    courses(first: 20, filter: { search: $search }) { totalCount nodes { key title type { name } } }\n  }\n": types.FindCoursesDocument,
    "\n  query Surroundings {\n    organizations { organization permissions courseCount }\n    policy { currency maximumPrice wholePrices }\n  }\n": types.SurroundingsDocument,
    "\n  query TypesFor($organization: String) { courseTypes(organization: $organization) { ...courseTypeFields } }\n": types.TypesForDocument,
    "\n  query CourseToChange($key: ID!) {\n    course(key: $key) {\n      key title version organization\n      type { slug }\n      prices { ...priceFields }\n      typeOptions {\n        type { ...courseTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }\n      }\n      courseRuns {\n        key status start end type { ...runTypeFields } prices { ...priceFields }\n        seats { creditProvider creditHours }\n        statusOptions { status permission isAllowed violations { ...violationFields isWaivable } }\n      }\n    }\n  }\n": types.CourseToChangeDocument,
    "\n  query RunOptions($key: ID!, $courseType: String!) {\n    course(key: $key) {\n      courseRuns {\n        key\n        typeOptions(courseType: $courseType) {\n          type { ...runTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }\n        }\n      }\n    }\n  }\n": types.RunOptionsDocument,
    "\n  query DoneMeanwhile($key: ID!, $sinceVersion: Int!) {\n    course(key: $key) {\n      version\n      changes(sinceVersion: $sinceVersion) { nodes { id at actor reason before after } }\n    }\n  }\n": types.DoneMeanwhileDocument,
    "\n  query Arrival($key: ID!) {\n    course(key: $key) {\n      courseRuns { key status provisioning { id target state attempts lastError nextAttemptAt } }\n    }\n  }\n": types.ArrivalDocument,
    "\n  query PreviewCreateCourse($input: CreateCourseInput!) {\n    outcome: previewCreateCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n": types.PreviewCreateCourseDocument,
    "\n  mutation CreateCourse($input: CreateCourseInput!) {\n    outcome: createCourse(input: $input) { course { version } violations { ...violationFields } }\n  }\n": types.CreateCourseDocument,
    "\n  query PreviewChangeCourse($input: ChangeCourseInput!) {\n    outcome: previewChangeCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n": types.PreviewChangeCourseDocument,
    "\n  mutation ChangeCourse($input: ChangeCourseInput!) {\n    outcome: changeCourse(input: $input) { course { version } violations { ...violationFields } }\n  }\n": types.ChangeCourseDocument,
    "\n  mutation SetStatus($input: SetCourseRunStatusInput!) {\n    outcome: setCourseRunStatus(input: $input) { course { version } violations { ...violationFields } }\n  }\n": types.SetStatusDocument,
    "\n  query PreviewAddCourseRun($input: AddCourseRunInput!) {\n    outcome: previewAddCourseRun(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n": types.PreviewAddCourseRunDocument,
    "\n  mutation AddCourseRun($input: AddCourseRunInput!) {\n    outcome: addCourseRun(input: $input) { course { version } violations { ...violationFields } }\n  }\n": types.AddCourseRunDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment runTypeFields on CourseRunType {\n    slug name isRetired pricedSeatTypes { slug name } trackTypes { mode { isCreditEligible } }\n  }\n"): typeof import('./graphql').RunTypeFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment courseTypeFields on CourseType {\n    slug name isRetired isEmpty\n    entitlementTypes { slug name }\n    courseRunTypes { ...runTypeFields }\n  }\n"): typeof import('./graphql').CourseTypeFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment violationFields on RuleViolation { code message path seatType courseRunKey }\n"): typeof import('./graphql').ViolationFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment priceFields on SeatTypePrice { seatType { slug } price { amount } }\n"): typeof import('./graphql').PriceFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment planFields on ProvisioningPlan {\n    seats { action courseRunKey seatType { name } price { amount currency } isDeferred }\n    entitlements { action seatType { name } price { amount currency } isDeferred }\n    modes { action courseRunKey mode { name } price { amount currency } isDeferred }\n  }\n"): typeof import('./graphql').PlanFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindCourses($search: String) {\n    courses(first: 20, filter: { search: $search }) { totalCount nodes { key title type { name } } }\n  }\n"): typeof import('./graphql').FindCoursesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Surroundings {\n    organizations { organization permissions courseCount }\n    policy { currency maximumPrice wholePrices }\n  }\n"): typeof import('./graphql').SurroundingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TypesFor($organization: String) { courseTypes(organization: $organization) { ...courseTypeFields } }\n"): typeof import('./graphql').TypesForDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CourseToChange($key: ID!) {\n    course(key: $key) {\n      key title version organization\n      type { slug }\n      prices { ...priceFields }\n      typeOptions {\n        type { ...courseTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }\n      }\n      courseRuns {\n        key status start end type { ...runTypeFields } prices { ...priceFields }\n        seats { creditProvider creditHours }\n        statusOptions { status permission isAllowed violations { ...violationFields isWaivable } }\n      }\n    }\n  }\n"): typeof import('./graphql').CourseToChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunOptions($key: ID!, $courseType: String!) {\n    course(key: $key) {\n      courseRuns {\n        key\n        typeOptions(courseType: $courseType) {\n          type { ...runTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').RunOptionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DoneMeanwhile($key: ID!, $sinceVersion: Int!) {\n    course(key: $key) {\n      version\n      changes(sinceVersion: $sinceVersion) { nodes { id at actor reason before after } }\n    }\n  }\n"): typeof import('./graphql').DoneMeanwhileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Arrival($key: ID!) {\n    course(key: $key) {\n      courseRuns { key status provisioning { id target state attempts lastError nextAttemptAt } }\n    }\n  }\n"): typeof import('./graphql').ArrivalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewCreateCourse($input: CreateCourseInput!) {\n    outcome: previewCreateCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n"): typeof import('./graphql').PreviewCreateCourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateCourse($input: CreateCourseInput!) {\n    outcome: createCourse(input: $input) { course { version } violations { ...violationFields } }\n  }\n"): typeof import('./graphql').CreateCourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewChangeCourse($input: ChangeCourseInput!) {\n    outcome: previewChangeCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n"): typeof import('./graphql').PreviewChangeCourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeCourse($input: ChangeCourseInput!) {\n    outcome: changeCourse(input: $input) { course { version } violations { ...violationFields } }\n  }\n"): typeof import('./graphql').ChangeCourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStatus($input: SetCourseRunStatusInput!) {\n    outcome: setCourseRunStatus(input: $input) { course { version } violations { ...violationFields } }\n  }\n"): typeof import('./graphql').SetStatusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewAddCourseRun($input: AddCourseRunInput!) {\n    outcome: previewAddCourseRun(input: $input) { violations { ...violationFields } plan { ...planFields } }\n  }\n"): typeof import('./graphql').PreviewAddCourseRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddCourseRun($input: AddCourseRunInput!) {\n    outcome: addCourseRun(input: $input) { course { version } violations { ...violationFields } }\n  }\n"): typeof import('./graphql').AddCourseRunDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
