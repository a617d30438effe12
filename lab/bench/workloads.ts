// The workloads, the same for every peer. Requests depend only on numbers, so all peers get the same ones in one order.
import { courseKey, largeCourseKey, LARGE_COURSES, runKey, RUNS_PER_COURSE, versionsOf } from './data';

/** A whole number from 0 to below `bound`. */
export type Pick = (bound: number) => number;

export interface Workload {
  readonly name: string;
  readonly says: string;
  readonly query: string;
  /** The variables of one request. */
  readonly variables: (pick: Pick, courses: number) => Record<string, unknown>;
  /** The fraction of the other's rate that ours should reach. */
  readonly targets: Readonly<Record<string, number>>;
  /** For changes: each must know the version that the previous one left. */
  readonly isChange?: true;
}

const cursor = (list: string, key: string | number): string =>
  Buffer.from(`${list} ${key}`).toString('base64url');
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const TRACKS = `trackTypes { slug name paidToPlatform paidToPartner
  mode { slug name isIdVerified isCreditEligible certificateType } seatType { slug name hasUpgradeDeadline } }`;
const RUN_TYPES = [
  'verified-audit',
  'masters-verified-audit',
  'audit',
  'professional',
  'masters',
  'credit-verified-audit',
];

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'entities',
    says: '`_entities`, 100 course runs with type, tracks, modes, seats',
    query: `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on CourseRun {
      key uuid title start end status paidToPlatform paidToPartner
      type { slug name ${TRACKS} }
      seats { seatType { slug name } price { amount currency } upgradeDeadline sku } } } }`,
    variables: (pick, courses) => ({
      representations: times(100, () => ({
        __typename: 'CourseRun',
        key: runKey(pick(courses), pick(RUNS_PER_COURSE)),
      })),
    }),
    targets: { floor: 0.8, mercurius: 1, textbook: 5 },
  },
  {
    name: 'types',
    says: '`_entities`, 1,000 keys of types only',
    query: `query($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on CourseRunType { slug name isMarketable isRetired } } }`,
    variables: (pick) => ({
      representations: times(1_000, () => ({
        __typename: 'CourseRunType',
        slug: RUN_TYPES[pick(RUN_TYPES.length)],
      })),
    }),
    targets: { floor: 0.6, mercurius: 1, textbook: 5 },
  },
  {
    name: 'page',
    says: "Publisher's course page: course, type with its run types, runs with seats",
    query: `query($key: ID!) { course(key: $key) { key uuid title organization version
      type { slug name entitlementTypes { slug name } courseRunTypes { slug name isMarketable trackTypes { slug name } } }
      entitlements { seatType { slug } price { amount currency } sku }
      courseRuns { key title start end status type { slug name }
        seats { seatType { slug name } price { amount currency } upgradeDeadline sku } } } }`,
    variables: (pick, courses) => ({ key: courseKey(pick(courses)) }),
    targets: { floor: 0.8, mercurius: 1, textbook: 5 },
  },
  {
    name: 'fragments',
    says: 'the same page as Apollo Client asks for it: fragments, `__typename`, conditions on variables',
    query: `query CoursePage($key: ID!, $withSeats: Boolean!, $withoutPrices: Boolean = false) {
      course(key: $key) { __typename ...Head courseRuns { __typename ...Run } } }
      fragment Named on CourseType { __typename slug name }
      fragment Head on Course { __typename key uuid title organization version type { ...Named courseRunTypes { __typename slug name } }
        entitlements @skip(if: $withoutPrices) { __typename seatType { __typename slug } price { __typename amount currency } } }
      fragment Seats on CourseRun { __typename seats { __typename seatType { __typename slug name } upgradeDeadline sku
        price @skip(if: $withoutPrices) { __typename amount currency } } }
      fragment Run on CourseRun { __typename key title start end status type { __typename slug name } ...Seats @include(if: $withSeats) }`,
    variables: (pick, courses) => ({
      key: courseKey(pick(courses)),
      withSeats: pick(2) === 0,
      ...(pick(2) === 0 && { withoutPrices: pick(2) === 0 }),
    }),
    targets: { mercurius: 1, textbook: 5 },
  },
  {
    name: 'choices',
    says: 'type options of an organization',
    query: `query($organization: String!) { courseTypes(organization: $organization) { slug name isRetired
      entitlementTypes { slug name } courseRunTypes { slug name isMarketable ${TRACKS} } } }`,
    variables: (pick) => ({ organization: `Org${pick(50)}` }),
    targets: { floor: 0.8, mercurius: 1.5, textbook: 10 },
  },
  {
    name: 'list',
    says: 'course list, 50 per page, keyset, deep page',
    query: `query($after: String!) { courses(first: 50, after: $after) { nodes { key uuid title organization version
      type { slug name } entitlements { seatType { slug } price { amount currency } } }
      pageInfo { hasNextPage endCursor } } }`,
    variables: (pick, courses) => ({ after: cursor('courses', courseKey(pick(courses))) }),
    targets: { floor: 0.8, mercurius: 1, textbook: 5 },
  },
  {
    name: 'feed',
    says: 'feed page of 500 changes',
    query: `query($after: String!) { changes(first: 500, after: $after) { nodes { id at kind subject actor reason before after }
      pageInfo { hasNextPage endCursor } } }`,
    variables: (pick, courses) => ({
      after: cursor('changes', 1 + pick(Math.max(1, courses * RUNS_PER_COURSE - 600))),
    }),
    targets: { floor: 0.8, mercurius: 1, textbook: 3 },
  },
  {
    name: 'change',
    says: '`changeCourse` accepted: rules, history, outbox',
    query: `mutation($input: ChangeCourseInput!) { changeCourse(input: $input) { course { key version } violations { code } } }`,
    variables: () => ({}),
    targets: { floor: 0.6, textbook: 1.5 },
    isChange: true,
  },
  {
    name: 'decisions',
    says: '`typeOptions` of a course with 20 runs',
    query: `query($key: ID!) { course(key: $key) { key typeOptions { type { slug } isAllowed violations { code } }
      courseRuns { key typeOptions { type { slug } isAllowed violations { code } } } } }`,
    variables: (pick) => ({ key: largeCourseKey(pick(LARGE_COURSES)) }),
    targets: { textbook: 10 },
  },
];

/** Which tenth of the courses each peer changes: all have the type verified-audit and four published runs. */
const OWN: Readonly<Record<string, number>> = { ours: 0, floor: 1, textbook: 2 };

/** Gives each change a course that belongs only to its slot, its current version, and a different price. */
export async function changing(
  { url, courses, peer }: { readonly url: string; readonly courses: number; readonly peer: string },
  slots: number,
): Promise<(slot: number) => { input: Record<string, unknown>; saved: () => void }> {
  const every = Math.floor(courses / 10);
  const keys = times(Math.min(every, 64 * slots), (index) => courseKey(10 * index + (OWN[peer] ?? 0)));
  const versions = await versionsOf(url, keys);
  const turns = times(slots, () => 0);
  return (slot) => {
    const turn = (turns[slot] = (turns[slot] ?? 0) + 1);
    const own = keys.filter((_, index) => index % slots === slot);
    const key = own[turn % own.length] ?? '';
    const expectedVersion = versions.get(key) ?? 1;
    const amount = `${100 + ((expectedVersion * 7) % 500)}.00`;
    return {
      input: { key, expectedVersion, reason: 'A new price.', prices: [{ seatType: 'verified', amount }] },
      saved: () => versions.set(key, expectedVersion + 1),
    };
  };
}
