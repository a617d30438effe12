// Who has which role where: stored, listed, recorded in history, and effective for the next request.
import type { JWTPayload } from 'jose';
import type { Json } from '../support/app';
import { statementsOf } from '../support/app';
import { createCourse, DEVELOPER } from '../support/changes';
import { useTokenApp } from '../support/secured-app';

const app = useTokenApp();
const SUPERUSER: JWTPayload = { preferred_username: 'root', superuser: true };
const SAVE = `mutation ($input: SaveMembershipInput!) { saveMembership(input: $input) {
  member { organization username role since } } }`;
const REMOVE = `mutation ($input: RemoveMembershipInput!) { removeMembership(input: $input) {
  removed { organization username role } } }`;
const VIEWER = '{ viewer { permissions memberships { organization permissions } } }';
const COURSES = '{ courses { totalCount nodes { key } } }';

beforeAll(async () => {
  for (const organization of ['edX', 'OtherX']) {
    const course = { key: `${organization}+1`, title: 'A course', type: 'audit', prices: [], runs: [] };
    await createCourse(app.replica, DEVELOPER, course);
  }
});

const save = (username: string, role: string, organization = 'edX') =>
  app.askAs(SUPERUSER, SAVE, { input: { organization, username, role, reason: 'she joined' } });
const remove = (username: string, role?: string) =>
  app.askAs(SUPERUSER, REMOVE, { input: { organization: 'edX', username, role, reason: 'she left' } });
const historyOf = async (subject: string): Promise<Json[]> => {
  const query = `query ($subject: String!) { changes(filter: { subject: $subject }) {
    nodes { kind actor reason before after course { key } } } }`;
  return (await app.dataAs(SUPERUSER, query, { subject })).changes.nodes;
};

test('a role is effective with the next request, and a removed one is not', async () => {
  const bea = { preferred_username: 'bea' };
  expect(await app.dataAs(bea, COURSES)).toEqual({ courses: { totalCount: 0, nodes: [] } });

  await save('bea', 'EDITOR');
  const viewer = { permissions: [], memberships: [{ organization: 'edX', permissions: ['READ', 'EDIT'] }] };
  expect(await app.dataAs(bea, VIEWER)).toEqual({ viewer });
  expect(await app.dataAs(bea, COURSES)).toEqual({ courses: { totalCount: 1, nodes: [{ key: 'edX+1' }] } });

  await remove('bea', 'EDITOR');
  expect(await app.dataAs(bea, VIEWER)).toEqual({ viewer: { permissions: [], memberships: [] } });
  expect(await app.dataAs(bea, COURSES)).toEqual({ courses: { totalCount: 0, nodes: [] } });
});

test('roles add up', async () => {
  await save('cem', 'EDITOR');
  await save('cem', 'REVIEWER');
  await save('cem', 'READER', 'OtherX');

  const { viewer } = await app.dataAs({ preferred_username: 'cem' }, VIEWER);

  expect(viewer.memberships).toEqual(
    expect.arrayContaining([
      { organization: 'edX', permissions: ['READ', 'EDIT', 'REVIEW'] },
      { organization: 'OtherX', permissions: ['READ'] },
    ]),
  );
  expect(viewer.memberships).toHaveLength(2);
});

test('a saved role is returned, and recorded in history with actor and reason', async () => {
  const { data } = await save('dan', 'COORDINATOR');
  await save('dan', 'READER');
  const { data: gone } = await remove('dan');

  const dan = { organization: 'edX', username: 'dan' };
  const since = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(data.saveMembership).toEqual({ member: { ...dan, role: 'COORDINATOR', since } });
  expect(gone.removeMembership.removed).toEqual(
    expect.arrayContaining([
      { ...dan, role: 'READER' },
      { ...dan, role: 'COORDINATOR' },
    ]),
  );
  const entry = { kind: 'MEMBERSHIP_CHANGED', actor: 'root', course: null };
  const [one, both] = [['COORDINATOR'], ['READER', 'COORDINATOR']].map((roles) => ({ ...dan, roles }));
  expect(await historyOf('membership:edX/dan')).toEqual([
    { ...entry, reason: 'she joined', before: null, after: one },
    { ...entry, reason: 'she joined', before: one, after: both },
    { ...entry, reason: 'she left', before: both, after: null },
  ]);
});

test('what changes nothing is no change', async () => {
  await save('eva', 'READER');

  const again = await save('eva', 'READER');
  const other = await remove('eva', 'EDITOR');

  expect(again.data.saveMembership.member).toMatchObject({ username: 'eva', role: 'READER' });
  expect(other.data.removeMembership).toEqual({ removed: [] });
  expect(await historyOf('membership:edX/eva')).toHaveLength(1);
});

test('two granted at once are both kept, and history has both in turn', async () => {
  await Promise.all(['READER', 'EDITOR', 'REVIEWER', 'COORDINATOR'].map((role) => save('fay', role)));

  const entries = await historyOf('membership:edX/fay');

  expect(entries.map(({ after }) => after.roles.length)).toEqual([1, 2, 3, 4]);
});

test.each<[string, object, string]>([
  ['an organization that can have no course', { organization: 'ed X' }, 'organization'],
  ['no organization', { organization: '' }, 'organization'],
  ['a username with a space', { username: 'an n' }, 'username'],
  ['a username with a slash', { username: 'an/n' }, 'username'],
  ['no username', { username: '' }, 'username'],
  ['no reason', { reason: ' ' }, 'reason'],
])('%s is bad input', async (_, deviation, field) => {
  const input = { organization: 'edX', username: 'gil', role: 'READER', reason: 'test', ...deviation };

  const { errors } = await app.askAs(SUPERUSER, SAVE, { input });

  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
});

describe('a viewer who may read', () => {
  const MEMBERS = `query ($first: Int, $after: String, $filter: MemberFilter) { members(first: $first, after: $after, filter: $filter) {
    totalCount nodes { organization username role } pageInfo { hasNextPage endCursor } } }`;
  const ALL = ['AX/a/READER', 'AX/b/EDITOR', 'AX/b/READER', 'BX/a/READER'];
  beforeAll(async () => {
    for (const member of ALL) {
      const [organization, username = '', role = ''] = member.split('/');
      await save(username, role, organization);
    }
  });
  const listed = async (as: JWTPayload, variables: object = {}): Promise<string[]> => {
    const { nodes, totalCount } = (await app.dataAs(as, MEMBERS, variables)).members;
    const found: string[] = nodes.map((one: Json) => `${one.organization}/${one.username}/${one.role}`);
    expect(totalCount).toBe(found.length);
    return found.filter((member) => /^[AB]X/.test(member));
  };

  test('all sees all members', async () => {
    expect(await listed({ administrator: true })).toEqual(ALL);
    expect(await listed(SUPERUSER, { filter: { username: 'a' } })).toEqual(['AX/a/READER', 'BX/a/READER']);
    expect(await listed(SUPERUSER, { filter: { organization: 'BX' } })).toEqual(['BX/a/READER']);
  });

  test('one organization sees its members, and no other', async () => {
    const own = { preferred_username: 'b' };

    expect(await listed(own)).toEqual(ALL.slice(0, 3));
    expect(await listed(own, { filter: { organization: 'BX' } })).toEqual([]);
    expect(await listed({ preferred_username: 'nobody' })).toEqual([]);
  });

  test('gets them page by page', async () => {
    const filter = { organization: 'AX' };
    const { members: page } = await app.dataAs(SUPERUSER, MEMBERS, { first: 2, filter });

    const after = page.pageInfo.endCursor;
    const { members: rest } = await app.dataAs(SUPERUSER, MEMBERS, { first: 2, after, filter });

    expect([page.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect([...page.nodes, ...rest.nodes]).toHaveLength(3);
  });

  test('all sees role changes in history, and one organization does not', async () => {
    const query = `query ($filter: ChangeFilter) { changes(first: 1000, filter: $filter) { nodes { id } } }`;
    const filter = { kinds: ['MEMBERSHIP_CHANGED'] };
    const entity = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Change { subject } } }';

    const { changes } = await app.dataAs(SUPERUSER, query, { filter });
    const hidden = await app.dataAs({ preferred_username: 'b' }, query, { filter });
    const r = [{ __typename: 'Change', id: changes.nodes[0].id }];

    expect(changes.nodes.length).toBeGreaterThan(3);
    expect(hidden.changes.nodes).toEqual([]);
    expect(await app.dataAs({ preferred_username: 'b' }, entity, { r })).toEqual({ _entities: [null] });
    expect((await app.dataAs(SUPERUSER, entity, { r }))._entities).toHaveLength(1);
  });
});

describe('memberships are read', () => {
  const readsIn = async (as: JWTPayload, query: string) => {
    const statements = await statementsOf(app, () => app.dataAs(as, query));
    return statements.filter((statement) => statement.includes('FROM membership WHERE username')).length;
  };
  const MANY = `{ viewer { username memberships { organization } } a: courses { totalCount nodes { key courseRuns { key } } }
    b: courseRuns { totalCount nodes { key } } changes { nodes { id } } provisionings { totalCount } }`;
  const CREATING = (more: string) =>
    `{ previewCreateCourse(input: { key: "edX+New", title: "New", type: "audit", reason: "test" ${more} }) { violations { code } } }`;
  const READING = MANY.replace(/viewer \{.*?\} \}/, 'modes { slug }');

  test.each<[string, JWTPayload, string, number]>([
    ['once for a whole request of a member', { preferred_username: 'cem' }, MANY, 1],
    ['once for a superuser of one organization', { superuser: true, filters: ['content_org:edX'] }, MANY, 1],
    ['not for a superuser who reads', SUPERUSER, READING, 0],
    ['not for staff who read', { administrator: true }, READING, 0],
    [
      'not for a service that reads',
      { grant_type: 'client-credentials', scopes: ['tracks:read'] },
      READING,
      0,
    ],
    ['once for staff who ask what they may do', { administrator: true }, MANY, 1],
    ['not for staff who change something, which they may anywhere', { administrator: true }, CREATING(''), 0],
    ['not for a superuser who overrides', SUPERUSER, CREATING('override: true'), 0],
  ])('%s', async (_, ...[as, query, expected]) => {
    expect(await readsIn(as, query)).toBe(expected);
  });
});

test('staff who coordinate an organization may override there, and only there', async () => {
  await save('ida', 'COORDINATOR');
  const ida = { preferred_username: 'ida', administrator: true };
  const change = (key: string) =>
    app.askAs(ida, 'mutation ($i: ChangeCourseInput!) { changeCourse(input: $i) { course { key } } }', {
      i: { key, expectedVersion: 1, override: true, title: 'Another', reason: 'test' },
    });

  const [own, foreign] = [await change('edX+1'), await change('OtherX+1')];

  expect(own.errors).toEqual([]);
  expect(foreign.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'OVERRIDE' } }]);
});

test('a repeat under an idempotency key reveals no course that may not be seen any more', async () => {
  const jo = { preferred_username: 'jo' };
  const input = { key: 'edX+Jo', title: 'A course', type: 'audit', idempotencyKey: 'once' };
  const query = 'mutation ($i: CreateCourseInput!) { createCourse(input: $i) { course { key } } }';
  await save('jo', 'EDITOR');
  const first = await app.dataAs(jo, query, { i: input });
  const again = await app.dataAs(jo, query, { i: input });
  await remove('jo');

  const { data, errors } = await app.askAs(jo, query, { i: input });

  expect([first, again]).toEqual([first, { createCourse: { course: { key: 'edX+Jo' } } }]);
  expect(data).toEqual({ createCourse: null });
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});
