// The origin of each field's data, in addition to its meaning, which the schema gives. The compiler keeps it complete:
// adding a field to one of these types without its origin here does not build.
import type * as api from '../src/graphql/generated';
import { OPTIONAL_RUN_FIELDS } from '../src/model/courses';

/** The kinds of origin, and what they say about the data. */
export const ORIGINS = {
  given: 'by whoever sends the command, or from where it was imported',
  made: 'by this service, with the thing itself',
  derived: 'worked out whenever it is asked for',
  downstream: 'said by the system that is named, when it was sent a provisioning',
  history: 'from entries that never change',
} as const;

type Origin = keyof typeof ORIGINS | `${keyof typeof ORIGINS}: ${string}`;
type Origins<T> = Readonly<Record<Exclude<keyof T, '__typename'>, Origin>>;

const NAMED = { uuid: 'made: from kind and slug', slug: 'given', name: 'given' } as const;

const OF_A_SEAT = ['upgradeDeadlineOverride', 'creditProvider', 'creditHours', 'variantId'] as const;
type GivenWithRuns = Exclude<(typeof OPTIONAL_RUN_FIELDS)[number], (typeof OF_A_SEAT)[number]>;
/** The fields given with a run, except those that its seats return. */
const GIVEN_WITH_RUNS = Object.fromEntries(
  OPTIONAL_RUN_FIELDS.filter((name) => !OF_A_SEAT.some((one) => one === name)).map((name) => [name, 'given']),
) as Readonly<Record<GivenWithRuns, 'given'>>;

/** The types that Data Engineering reads, in the order of the page. */
export const FIELD_ORIGINS = {
  Mode: {
    slug: 'given',
    name: 'given',
    isIdVerified: 'given',
    isCreditEligible: 'given',
    certificateType: 'given',
    isCertificateEligible: 'derived: there is a certificateType',
    minimumPrice: 'given',
  },
  SeatType: { slug: 'given', name: 'given', createsProduct: 'given', hasUpgradeDeadline: 'given' },
  TrackType: {
    ...NAMED,
    mode: 'given',
    seatType: 'given',
    paidToPlatform: 'given',
    paidToPartner: 'given',
  },
  CourseRunType: {
    ...NAMED,
    trackTypes: 'given',
    isMarketable: 'given',
    isRetired: 'given',
    isEmpty: 'derived: the slug is "empty"',
    pricedSeatTypes: 'derived: from its tracks that are sold and paid for',
    paidToPlatform: 'derived: from its tracks',
    paidToPartner: 'derived: from its tracks',
  },
  CourseType: {
    ...NAMED,
    entitlementTypes: 'given',
    courseRunTypes: 'given',
    pricedSeatTypes: 'derived: from its run types and entitlementTypes',
    organizations: 'given',
    isRetired: 'given',
    isEmpty: 'derived: the slug is "empty"',
  },
  Course: {
    uuid: 'made: or imported',
    key: 'given',
    organization: 'derived: from the key',
    title: 'given',
    type: 'given',
    version: 'made: counted',
    keyForReruns: 'given',
    prices: 'given',
    entitlements: 'derived: from its type and prices',
    courseRuns: 'given: those added to it',
    typeOptions: 'derived: the rules, judged now',
    changes: 'history',
    asOf: 'history',
  },
  Entitlement: {
    seatType: "derived: from the course's type",
    price: "given: the course's price of the seat type",
    variantId: 'given: with the course',
    sku: 'downstream: E-Commerce',
  },
  SeatTypePrice: { seatType: 'given', price: 'given' },
  CourseRun: {
    ...GIVEN_WITH_RUNS,
    uuid: 'made: or imported',
    key: 'given',
    course: 'given: it was added to it',
    title: "given: the run's own, else the course's",
    status: 'given: by review; PUBLISHED also by this service, at goLiveAt',
    type: 'given: else the first of the course type',
    isMismatched: "derived: from its type and its course's",
    conflicts: 'downstream: the LMS',
    isSellingStopped: 'given: by a reviewer',
    restriction: 'given: in course-discovery, from where it is imported',
    prices: 'given',
    seats: 'derived: from its type, prices and dates',
    paidToPlatform: 'derived: from the tracks of its type',
    paidToPartner: 'derived: from the tracks of its type',
    typeOptions: 'derived: the rules, judged now',
    statusOptions: 'derived: the rules, judged now',
    provisioning: 'made: with each change that asks for it',
    changes: 'history',
    asOf: 'history',
  },
  Seat: {
    seatType: "derived: from the run's type",
    trackType: "derived: from the run's type",
    price: "given: the run's own, else the course's; 0.00 where nobody is paid; null while nobody knows it",
    upgradeDeadline: "derived: the override, else from the run's end",
    upgradeDeadlineOverride: 'given: by a reviewer',
    creditProvider: 'given',
    creditHours: 'given',
    variantId: 'given: with the run',
    sku: 'downstream: E-Commerce',
    bulkSku: 'downstream: E-Commerce',
  },
  Provisioning: {
    id: 'made',
    courseRun: 'made: with the change that asks for it',
    target: 'made: with the change that asks for it',
    state: 'downstream: the target, or that it is still to be asked',
    revision: 'made: counted by run',
    attempts: 'made: counted',
    requestedAt: 'made: with the change that asks for it',
    nextAttemptAt: 'made: after an attempt that failed',
    deliveredAt: 'downstream: the target',
    lastError: 'downstream: the target, or the way to it',
    desiredState: 'derived: from course, run and catalogue when it was asked for; kept',
    blockedBy: 'derived: from what is open before it, and whether its system is paused',
  },
  Change: {
    id: 'made: counted; the order of the feed',
    at: "made: the database's clock",
    kind: 'made: from the command',
    subject: 'made: from the command',
    actor: 'given: who asked; else the service itself',
    reason: 'given',
    overridden: 'given: the rules that the command waived',
    course: 'history: the course as it is now',
    courseRun: 'history: the run as it is now',
    before: 'history',
    after: 'history',
    bulkChangeId: 'made: of the bulk change that it was part of',
    bulkChange: 'made: as it is now',
  },
  BulkChange: {
    id: 'made',
    name: 'given',
    state: 'made: from its courses, or that it was cancelled',
    ...({ isDryRun: 'given', isOverride: 'given', change: 'given' } as const),
    filter: 'given',
    actor: 'given: who asked',
    reason: 'given',
    ratePerMinute: 'given: else the setting BULK_CHANGES_PER_MINUTE',
    requestedAt: "made: the database's clock",
    startedAt: "made: the database's clock",
    endedAt: "made: the database's clock",
    cancelledBy: 'given: who asked',
    progress: 'derived: from its counts',
    counts: 'made: counted with each course',
    steps: 'made: counted from the plan of each course',
    refusals: 'made: counted with each course',
    items: 'made: from the filter or the keys, when it was started',
  },
  BulkChangeItem: {
    courseKey: 'made: from the filter or the keys',
    course: 'made: the course as it is now',
    outcome: 'made: when it had its turn',
    at: "made: the database's clock",
    violations: 'made: by the rules, when it had its turn',
    error: 'made: when it was tried last',
  },
  CourseSnapshot: { key: 'history', type: 'history', entitlements: 'history', at: 'given' },
  EntitlementSnapshot: { seatType: 'history', price: 'history' },
  CourseRunSnapshot: {
    key: 'history',
    status: 'history',
    type: 'history',
    trackTypes: 'history: the type as it was defined then',
    tracks: 'history: the tracks as they were defined then',
    seats: 'history',
    paidToPlatform: 'history: the tracks as they were defined then',
    paidToPartner: 'history: the tracks as they were defined then',
    at: 'given',
  },
  TrackSnapshot: {
    trackType: 'history',
    mode: 'history',
    seatType: 'history',
    paidToPlatform: 'history',
    paidToPartner: 'history',
  },
  SeatSnapshot: { seatType: 'history', price: 'history' },
  Money: { amount: 'given', currency: 'made: the setting CURRENCY' },
} satisfies {
  Mode: Origins<api.Mode>;
  SeatType: Origins<api.SeatType>;
  TrackType: Origins<api.TrackType>;
  CourseRunType: Origins<api.CourseRunType>;
  CourseType: Origins<api.CourseType>;
  Course: Origins<api.Course>;
  Entitlement: Origins<api.Entitlement>;
  SeatTypePrice: Origins<api.SeatTypePrice>;
  CourseRun: Origins<api.CourseRun>;
  Seat: Origins<api.Seat>;
  Provisioning: Origins<api.Provisioning>;
  Change: Origins<api.Change>;
  BulkChange: Origins<api.BulkChange>;
  BulkChangeItem: Origins<api.BulkChangeItem>;
  CourseSnapshot: Origins<api.CourseSnapshot>;
  EntitlementSnapshot: Origins<api.EntitlementSnapshot>;
  CourseRunSnapshot: Origins<api.CourseRunSnapshot>;
  TrackSnapshot: Origins<api.TrackSnapshot>;
  SeatSnapshot: Origins<api.SeatSnapshot>;
  Money: Origins<api.Money>;
};
