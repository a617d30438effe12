// What the form asks of the API. `npm run codegen` in the root makes the types of it.
import { graphql } from './generated';

graphql(`
  fragment runTypeFields on CourseRunType {
    slug name isRetired pricedSeatTypes { slug name } trackTypes { mode { isCreditEligible } }
  }
`);
graphql(`
  fragment courseTypeFields on CourseType {
    slug name isRetired isEmpty
    entitlementTypes { slug name }
    courseRunTypes { ...runTypeFields }
  }
`);
graphql(`
  fragment violationFields on RuleViolation { code message path seatType courseRunKey }
`);
graphql(`
  fragment priceFields on SeatTypePrice { seatType { slug } price { amount } }
`);
graphql(`
  fragment planFields on ProvisioningPlan {
    seats { action courseRunKey seatType { name } price { amount currency } isDeferred }
    entitlements { action seatType { name } price { amount currency } isDeferred }
    modes { action courseRunKey mode { name } price { amount currency } isDeferred }
  }
`);

export const FindCourses = graphql(`
  query FindCourses($search: String) {
    courses(first: 20, filter: { search: $search }) { totalCount nodes { key title type { name } } }
  }
`);

/** What holds for every form: where the viewer may do what, and the figures of the rules. */
export const Surroundings = graphql(`
  query Surroundings {
    organizations { organization permissions courseCount }
    policy { currency maximumPrice wholePrices }
  }
`);

export const TypesFor = graphql(`
  query TypesFor($organization: String) { courseTypes(organization: $organization) { ...courseTypeFields } }
`);

export const CourseToChange = graphql(`
  query CourseToChange($key: ID!) {
    course(key: $key) {
      key title version organization
      type { slug }
      prices { ...priceFields }
      typeOptions {
        type { ...courseTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }
      }
      courseRuns {
        key status start end type { ...runTypeFields } prices { ...priceFields }
        seats { creditProvider creditHours }
        statusOptions { status permission isAllowed violations { ...violationFields isWaivable } }
      }
    }
  }
`);

/** What the runs may become if the course moves to that type in the same step. */
export const RunOptions = graphql(`
  query RunOptions($key: ID!, $courseType: String!) {
    course(key: $key) {
      courseRuns {
        key
        typeOptions(courseType: $courseType) {
          type { ...runTypeFields } isCurrent isAllowed violations { ...violationFields } pricesNeeded { name }
        }
      }
    }
  }
`);

export const DoneMeanwhile = graphql(`
  query DoneMeanwhile($key: ID!, $sinceVersion: Int!) {
    course(key: $key) {
      version
      changes(sinceVersion: $sinceVersion) { nodes { id at actor reason before after } }
    }
  }
`);

export const Arrival = graphql(`
  query Arrival($key: ID!) {
    course(key: $key) {
      courseRuns { key status provisioning { id target state attempts lastError nextAttemptAt } }
    }
  }
`);

export const PreviewCreateCourse = graphql(`
  query PreviewCreateCourse($input: CreateCourseInput!) {
    outcome: previewCreateCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }
  }
`);

export const CreateCourse = graphql(`
  mutation CreateCourse($input: CreateCourseInput!) {
    outcome: createCourse(input: $input) { course { version } violations { ...violationFields } }
  }
`);

export const PreviewChangeCourse = graphql(`
  query PreviewChangeCourse($input: ChangeCourseInput!) {
    outcome: previewChangeCourse(input: $input) { violations { ...violationFields } plan { ...planFields } }
  }
`);

export const ChangeCourse = graphql(`
  mutation ChangeCourse($input: ChangeCourseInput!) {
    outcome: changeCourse(input: $input) { course { version } violations { ...violationFields } }
  }
`);

export const SetStatus = graphql(`
  mutation SetStatus($input: SetCourseRunStatusInput!) {
    outcome: setCourseRunStatus(input: $input) { course { version } violations { ...violationFields } }
  }
`);

export const PreviewAddCourseRun = graphql(`
  query PreviewAddCourseRun($input: AddCourseRunInput!) {
    outcome: previewAddCourseRun(input: $input) { violations { ...violationFields } plan { ...planFields } }
  }
`);

export const AddCourseRun = graphql(`
  mutation AddCourseRun($input: AddCourseRunInput!) {
    outcome: addCourseRun(input: $input) { course { version } violations { ...violationFields } }
  }
`);
