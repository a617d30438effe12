// The policy, cell by cell: who × operation × own or other organization, over HTTP with tokens of the LMS.
import type { JWTPayload } from 'jose';
import { EVERYWHERE, OPERATIONS } from '../../src/identity/permissions';
import type { Operation } from '../../src/identity/permissions';
import { POLICY } from '../../src/identity/roles';
import type { CourseRunStatus } from '../../src/model/courses';
import type { Answer } from '../support/app';
import { createCourse, DEVELOPER, review } from '../support/changes';
import { useTokenApp } from '../support/secured-app';

const app = useTokenApp();
const reason = 'test';
const CLAIMS: Readonly<Record<string, JWTPayload>> = {
  superuser: { superuser: true },
  administrator: { administrator: true },
  'tracks:read': { grant_type: 'client-credentials', scopes: ['tracks:read'] },
  'tracks:write': { grant_type: 'client-credentials', scopes: ['tracks:write'] },
};
const claimsOf = (who: string): JWTPayload => ({ preferred_username: `the-${who}`, ...CLAIMS[who] });

/** A course with a run of that status. */
interface Prepared {
  readonly organization: string;
  readonly key: string;
  readonly run: string;
  readonly version: number;
}
/** The request, with the field `it`; and the status of the run that it concerns. */
interface Case {
  readonly status?: CourseRunStatus;
  readonly ask: (on: Prepared) => Promise<string> | string;
}

const input = (fields: object): string =>
  JSON.stringify({ reason, ...fields })
    .replaceAll(/"(\w+)":/g, '$1:')
    .replaceAll(/"(LEGAL_REVIEW|INTERNAL_REVIEW|UNPUBLISHED|READER)"/g, '$1');
const mutation = (name: string, fields: object, answer: string): string =>
  `mutation { it: ${name}(input: ${input(fields)}) { ${answer} } }`;
const VIOLATIONS = 'violations { code }';
const moving = (status: CourseRunStatus) => (on: Prepared) =>
  mutation('setCourseRunStatus', { key: on.run, expectedVersion: on.version, status }, VIOLATIONS);

const CASES: Readonly<Record<Operation, Case>> = {
  readCourse: { ask: ({ key }) => `{ it: course(key: "${key}") { key } }` },
  createCourse: {
    ask: ({ organization, version, run }) =>
      mutation(
        'createCourse',
        { key: `${organization}+new${run.length}${version}-${(counter += 1)}`, title: 'New', type: 'audit' },
        VIOLATIONS,
      ),
  },
  changeCourse: {
    ask: ({ key, version }) =>
      mutation('changeCourse', { key, expectedVersion: version, title: 'Another' }, VIOLATIONS),
  },
  addCourseRun: {
    ask: ({ key, version }) =>
      mutation(
        'addCourseRun',
        { courseKey: key, expectedVersion: version, run: { key: `course-v1:${key}+R2` } },
        VIOLATIONS,
      ),
  },
  deleteCourse: {
    ask: ({ key, version }) => mutation('deleteCourse', { key, expectedVersion: version }, VIOLATIONS),
  },
  deleteCourseRun: {
    ask: ({ run, version }) =>
      mutation('deleteCourseRun', { key: run, expectedVersion: version }, VIOLATIONS),
  },
  submitForReview: { ask: moving('LEGAL_REVIEW') },
  withdrawFromReview: { status: 'LEGAL_REVIEW', ask: moving('UNPUBLISHED') },
  review: { status: 'LEGAL_REVIEW', ask: moving('INTERNAL_REVIEW') },
  setUpgradeDeadline: {
    ask: ({ key, run, version }) =>
      mutation(
        'changeCourse',
        {
          key,
          expectedVersion: version,
          runs: [{ key: run, upgradeDeadlineOverride: '2027-05-01T00:00:00Z' }],
        },
        VIOLATIONS,
      ),
  },
  override: {
    ask: ({ key, version }) =>
      mutation(
        'changeCourse',
        { key, expectedVersion: version, title: 'Another', override: true },
        VIOLATIONS,
      ),
  },
  saveDefinition: {
    ask: () =>
      mutation(
        'saveSeatType',
        { slug: 'club', name: `Club ${(counter += 1)}`, createsProduct: true },
        VIOLATIONS,
      ),
  },
  saveMembership: {
    ask: ({ organization }) =>
      mutation('saveMembership', { organization, username: 'new', role: 'READER' }, 'member { role }'),
  },
  removeMembership: {
    ask: ({ organization }) =>
      mutation('removeMembership', { organization, username: 'new' }, 'removed { role }'),
  },
  bulkChange: {
    ask: ({ key }) =>
      mutation(
        'startBulkChange',
        { name: 'Audit', keys: [key], change: { type: 'audit' } },
        'bulkChange { id }',
      ),
  },
  stopSelling: {
    status: 'REVIEWED',
    ask: ({ run }) => mutation('stopSelling', { courseRunKey: run }, VIOLATIONS),
  },
  resumeSelling: {
    status: 'REVIEWED',
    ask: ({ run }) => mutation('resumeSelling', { courseRunKey: run }, VIOLATIONS),
  },
  publishProvisioning: {
    status: 'REVIEWED',
    ask: ({ run }) => mutation('publishProvisioning', { courseRunKey: run }, VIOLATIONS),
  },
  retryProvisioning: {
    status: 'REVIEWED',
    ask: async ({ run }) => {
      const [{ uuid }] = await app.replica.database.query(
        'SELECT p.uuid FROM provisioning p JOIN course_run r ON r.id = course_run_id WHERE r.key = $1 LIMIT 1',
        [run],
      );
      return mutation('retryProvisioning', { id: uuid }, 'provisioning { id }');
    },
  },
};

let counter = 0;
beforeAll(async () => {
  for (const { who, isEverywhere } of POLICY) {
    if (isEverywhere) continue;
    const query = `mutation { saveMembership(input: { organization: "OwnX", username: "the-${who}", role: ${who}, reason: "test" }) { member { role } } }`;
    await app.dataAs({ superuser: true }, query);
  }
});

async function prepared(organization: string, to: CourseRunStatus = 'UNPUBLISHED'): Promise<Prepared> {
  const key = `${organization}+C${(counter += 1)}`;
  const run = `course-v1:${key}+R1`;
  const runs = [{ key: run, start: '2027-01-01T00:00:00Z', end: '2027-06-30T00:00:00Z' }];
  const prices = [{ seatType: 'verified', amount: '49' }];
  await createCourse(app.replica, DEVELOPER, { key, title: 'Course', type: 'verified-audit', prices, runs });
  const version = to === 'UNPUBLISHED' ? 1 : await review(app.replica, { run, version: 1, to });
  return { organization, key, run, version };
}

/** Whether it was done: any other outcome must be the refusal that the policy describes. */
function isDone({ data, errors }: Answer): boolean {
  const codes = [
    ...errors.map(({ extensions }) => extensions.code),
    ...(data?.it?.violations ?? []).map((one: { code: string }) => one.code),
  ];
  expect(['FORBIDDEN', 'NOT_FOUND', 'DEADLINE_NOT_PERMITTED', undefined]).toContain(codes[0]);
  return codes.length === 0 && data.it !== null;
}

test('every operation has a case, and every kind of viewer a token', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(OPERATIONS).sort());
  expect(POLICY.map(({ who }) => who)).toEqual([
    ...Object.keys(CLAIMS),
    'READER',
    'EDITOR',
    'REVIEWER',
    'COORDINATOR',
  ]);
});

const cells = POLICY.flatMap(({ who, permissions, isEverywhere }) =>
  (Object.keys(OPERATIONS) as Operation[]).flatMap((operation) =>
    ['OwnX', 'FarX'].map((organization) => {
      const isOwn = organization === 'OwnX' && !EVERYWHERE.includes(operation);
      const isAllowed = permissions.includes(OPERATIONS[operation]) && (isEverywhere || isOwn);
      return { who, operation, organization, isAllowed };
    }),
  ),
);

test.each(cells)(
  '$who, $operation in $organization: $isAllowed',
  async ({ who, operation, organization, isAllowed }) => {
    const { status, ask } = CASES[operation];
    const on = await prepared(organization, status);

    const answer = await app.askAs(claimsOf(who), await ask(on));

    expect(answer.status).toBe(200);
    expect(isDone(answer)).toBe(isAllowed);
  },
);

describe('a restricted token', () => {
  const READING = '{ course(key: "RestrictedX+1") { key } }';
  const CHANGING = mutation('deleteCourse', { key: 'RestrictedX+1', expectedVersion: 9 }, VIOLATIONS);
  beforeAll(() =>
    createCourse(app.replica, DEVELOPER, {
      key: 'RestrictedX+1',
      title: 'R',
      type: 'audit',
      prices: [],
      runs: [],
    }),
  );
  const asked = async (scopes: string[], query: string) => {
    const { data, errors = [] } = await app.askAs({ superuser: true, is_restricted: true, scopes }, query);
    return [
      data?.course ?? null,
      errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code),
    ];
  };

  test('may only do what both its user and its scopes permit', async () => {
    expect(await asked([], READING)).toEqual([null, []]);
    expect(await asked(['tracks:read'], READING)).toEqual([{ key: 'RestrictedX+1' }, []]);
    expect(await asked(['tracks:read'], CHANGING)).toEqual([null, ['FORBIDDEN']]);
    // It is permitted, and then the version is checked.
    expect(await asked(['tracks:read', 'tracks:write'], CHANGING)).toEqual([null, ['STALE_VERSION']]);
  });
});
