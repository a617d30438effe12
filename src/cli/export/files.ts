// Defines the files of an export: their columns, and how rows follow from the catalogue, a course, a run or a change.
// Names are those of the API and of history, unless they are SQL keywords.
import { paidTo } from '../../model/catalogue';
import {
  COURSE_FIELDS,
  courseTypeOf,
  entitlementsOf,
  isMismatched,
  isProvisioned,
  RUN_FIELDS,
  runTypeOf,
  seatsOf,
  titleOf,
} from '../../model/courses';
import type { Course, CourseRun } from '../../model/courses';
import type { Change } from '../../model/history';
import { CATALOGUE_FILES } from './catalogue-files';
import { column, fieldsOf, file, nullable } from './columns';

const COURSE = fieldsOf('Course', COURSE_FIELDS);
const courses = file(
  'courses',
  {
    ...COURSE.columns,
    variantId: nullable('text', 'Entitlement.variantId'),
    courseType: column('text', 'The slug of its course type.'),
    prices: column('json', 'The amounts given for the course, by seat type; a run may have its own.'),
    skus: column('json', 'The SKUs of entitlements by seat type, including those that are no longer sold.'),
  },
  (course: Course) => [
    {
      ...COURSE.rowOf(course),
      ...{ courseType: course.type, variantId: course.variantId, prices: course.prices, skus: course.skus },
    },
  ],
);

const entitlements = file(
  'entitlements',
  {
    courseKey: column('text', 'The key of its course.'),
    seatType: column('text', 'The slug of the seat type that is sold.'),
    price: nullable('amount', "The course's price of that seat type; null while it is unknown."),
    currency: column('text', 'Money.currency'),
    variantId: nullable('text', 'Entitlement.variantId'),
    sku: nullable('text', 'Entitlement.sku'),
  },
  (course: Course, { catalogue, policy }) =>
    entitlementsOf(course, courseTypeOf(course, catalogue), policy).map(
      ({ seatType, price, variantId, sku }) => ({
        ...{ courseKey: course.key, seatType: seatType.slug, variantId, sku },
        ...{ price: price?.amount ?? null, currency: policy.currency },
      }),
    ),
);

/** Without fields that the feed of changes does not contain, because the two are joined. */
const { hasProducts: _, ...TOLD } = RUN_FIELDS;
const RUN = fieldsOf('CourseRun', TOLD);

const courseRuns = file(
  'course-runs',
  {
    ...RUN.columns,
    courseKey: column('text', 'The key of its course.'),
    organization: column('text', 'Course.organization'),
    title: column('text', 'CourseRun.title'),
    ownTitle: nullable('text', "Its own title; null if it uses the course's."),
    courseRunType: column('text', 'The slug of its run type.'),
    isMismatched: column('boolean', 'CourseRun.isMismatched'),
    paidToPlatform: column('boolean', 'CourseRun.paidToPlatform'),
    paidToPartner: column('boolean', 'CourseRun.paidToPartner'),
    prices: column('json', "Its own amounts by seat type; where it has none, the course's applies."),
    soldPrices: column(
      'json',
      "The price at which an ended run was sold, by seat type, where the course's price has changed since; null where it was not known.",
    ),
    products: column('json', 'The SKUs of seats by seat type, including those that are no longer sold.'),
    upgradeDeadlineOverride: nullable('time', 'Seat.upgradeDeadlineOverride'),
    creditProvider: nullable('text', 'Seat.creditProvider'),
    creditHours: nullable('integer', 'Seat.creditHours'),
    variantId: nullable('text', 'Seat.variantId'),
  },
  (run: CourseRun, { catalogue }) => [
    {
      ...{ ...run, ...RUN.rowOf(run), ...paidTo(runTypeOf(run, catalogue)), courseRunType: run.type },
      ...{ courseKey: run.course.key, organization: run.course.organization },
      ...{ isMismatched: isMismatched(run, catalogue), title: titleOf(run), ownTitle: run.title },
    },
  ],
);

const tracks = file(
  'course-run-tracks',
  {
    courseRunKey: column('text', 'The key of its run.'),
    courseKey: column('text', "The key of its run's course."),
    trackType: column('text', 'The slug of the track type.'),
    mode: column('text', 'The slug of the mode that learners are enrolled in.'),
    seatType: nullable('text', 'The slug of the seat type that is sold; null if nothing is sold.'),
    paidToPlatform: column('boolean', 'TrackType.paidToPlatform'),
    paidToPartner: column('boolean', 'TrackType.paidToPartner'),
  },
  (run: CourseRun, { catalogue }) =>
    runTypeOf(run, catalogue).trackTypes.map(({ slug, mode, seatType, paidToPlatform, paidToPartner }) => ({
      ...{ courseRunKey: run.key, courseKey: run.course.key, trackType: slug, mode: mode.slug },
      ...{ seatType: seatType?.slug ?? null, paidToPlatform, paidToPartner },
    })),
);

const seats = file(
  'seats',
  {
    courseRunKey: column('text', 'The key of its run.'),
    courseKey: column('text', "The key of its run's course."),
    seatType: column('text', 'The slug of the seat type that is sold.'),
    trackType: column('text', 'The slug of the track type that a buyer is enrolled in.'),
    status: column('text', 'CourseRun.status'),
    isSold: column(
      'boolean',
      'Whether it is on sale at the time of the export: its run is reviewed or published, and has not ended.',
    ),
    price: nullable(
      'amount',
      "The run's own price, or the course's; 0.00 if nobody is paid; null while it is unknown.",
    ),
    currency: column('text', 'Money.currency'),
    upgradeDeadline: nullable('time', 'Seat.upgradeDeadline'),
    creditProvider: nullable('text', 'Seat.creditProvider'),
    creditHours: nullable('integer', 'Seat.creditHours'),
    variantId: nullable('text', 'Seat.variantId'),
    sku: nullable('text', 'Seat.sku'),
    bulkSku: nullable('text', 'Seat.bulkSku'),
  },
  (run: CourseRun, { catalogue, policy, at }) =>
    seatsOf(run, runTypeOf(run, catalogue), policy).map((seat) => ({
      ...{ ...seat, courseRunKey: run.key, courseKey: run.course.key, seatType: seat.seatType.slug },
      ...{ trackType: seat.trackType.slug, price: seat.price?.amount ?? null, currency: policy.currency },
      ...{ status: run.status, isSold: isProvisioned(run, at) },
    })),
);

const changes = file(
  'changes',
  {
    changeId: column('id', 'Change.id'),
    changedAt: column('time', 'Change.at'),
    kind: column('text', 'Change.kind'),
    subject: column('text', 'Change.subject'),
    actor: column('text', 'Change.actor'),
    reason: nullable('text', 'Change.reason'),
    overridden: column('texts', 'Change.overridden'),
    courseKey: nullable('text', "The key of the course it is about; null for the catalogue's."),
    courseRunKey: nullable('text', 'The key of the run, if the change is about exactly one.'),
    fieldsBefore: nullable('json', 'Change.before'),
    fieldsAfter: nullable('json', 'Change.after'),
    bulkChangeId: nullable('text', 'Change.bulkChangeId'),
  },
  ({ id, at, before, after, ...change }: Change) => [
    {
      ...{ ...change, changeId: id, changedAt: new Date(at) },
      ...{ fieldsBefore: before?.value ?? null, fieldsAfter: after?.value ?? null },
    },
  ],
);

/** By what their rows are computed from, in the order in which they are written. */
export const FILES = {
  catalogue: CATALOGUE_FILES,
  courses: [courses, entitlements],
  runs: [courseRuns, tracks, seats],
  changes: [changes],
};
