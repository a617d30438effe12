// A course of another organization looks as if it did not exist, on every path.
import { createCourse, DEVELOPER, review } from '../support/changes';
import { useTokenApp } from '../support/secured-app';

const app = useTokenApp();
const ANN = { preferred_username: 'ann' };
const ids = { provisioning: '', course: '', run: '', change: '' };

beforeAll(async () => {
  for (const organization of ['OwnX', 'FarX']) {
    const [key, run] = [`${organization}+1`, `course-v1:${organization}+1+R`];
    await createCourse(app.replica, DEVELOPER, {
      key,
      title: 'One',
      type: 'audit',
      prices: [],
      runs: [{ key: run }],
    });
    await review(app.replica, { run, version: 1, to: 'REVIEWED' });
  }
  const save = `mutation { saveMembership(input: { organization: "OwnX", username: "ann", role: COORDINATOR, reason: "test" }) { member { role } } }`;
  await app.dataAs({ superuser: true }, save);
  const [row] = await app.replica.database
    .query(`SELECT c.uuid AS course, r.uuid AS run, p.uuid AS provisioning,
      (SELECT min(id) FROM history WHERE course_key = c.key) AS change
    FROM course c JOIN course_run r ON r.course_id = c.id JOIN provisioning p ON p.course_run_id = r.id
    WHERE c.key = 'FarX+1' LIMIT 1`);
  Object.assign(ids, row);
});

const NOBODY = '00000000-0000-4000-8000-000000000000';
const entity = (type: string, key: object, fields: string) => [
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ' + type + ' { ' + fields + ' } } }',
  { r: [{ __typename: type, ...key }] },
];
const changing = (key: string) => ({ i: { key, expectedVersion: 1, title: 'x', reason: 'test' } });
const adding = (courseKey: string) => ({
  i: { courseKey, expectedVersion: 1, run: { key: `course-v1:${courseKey}+S` }, reason: 'test' },
});
const CHANGE = 'mutation ($i: ChangeCourseInput!) { changeCourse(input: $i) { violations { code } } }';

/** The same request about a foreign object, and about a missing one. */
const REQUESTS: [string, () => unknown[], () => unknown[]][] = [
  ['course', () => ['{ course(key: "FarX+1") { key } }'], () => ['{ course(key: "FarX+2") { key } }']],
  [
    'courseRun',
    () => ['{ courseRun(key: "course-v1:FarX+1+R") { key } }'],
    () => ['{ courseRun(key: "course-v1:FarX+2+R") { key } }'],
  ],
  [
    'courses of it',
    () => ['{ courses(filter: { organization: "FarX" }) { totalCount nodes { key } } }'],
    () => ['{ courses(filter: { organization: "NoX" }) { totalCount nodes { key } } }'],
  ],
  [
    'runs of it',
    () => ['{ courseRuns(filter: { courseKey: "FarX+1" }) { totalCount nodes { key } } }'],
    () => ['{ courseRuns(filter: { courseKey: "FarX+2" }) { totalCount nodes { key } } }'],
  ],
  [
    'its changes',
    () => ['{ changes(filter: { courseKey: "FarX+1" }) { nodes { id } } }'],
    () => ['{ changes(filter: { courseKey: "FarX+2" }) { nodes { id } } }'],
  ],
  [
    'changes of its subject',
    () => ['{ changes(filter: { subject: "course:FarX+1" }) { nodes { id } } }'],
    () => ['{ changes(filter: { subject: "course:FarX+2" }) { nodes { id } } }'],
  ],
  [
    'provisionings of its run',
    () => ['{ provisionings(filter: { courseRunKey: "course-v1:FarX+1+R" }) { totalCount nodes { id } } }'],
    () => ['{ provisionings(filter: { courseRunKey: "course-v1:FarX+2+R" }) { totalCount nodes { id } } }'],
  ],
  [
    'provisioning',
    () => [`{ provisioning(id: "${ids.provisioning}") { id } }`],
    () => [`{ provisioning(id: "${NOBODY}") { id } }`],
  ],
  [
    'drift',
    () => ['{ drift(courseRunKey: "course-v1:FarX+1+R") { target } }'],
    () => ['{ drift(courseRunKey: "course-v1:FarX+2+R") { target } }'],
  ],
  [
    'entity Course by key',
    () => entity('Course', { key: 'FarX+1' }, 'title'),
    () => entity('Course', { key: 'FarX+2' }, 'title'),
  ],
  [
    'entity Course by uuid',
    () => entity('Course', { uuid: ids.course }, 'title'),
    () => entity('Course', { uuid: NOBODY }, 'title'),
  ],
  [
    'entity CourseRun by uuid',
    () => entity('CourseRun', { uuid: ids.run }, 'title'),
    () => entity('CourseRun', { uuid: NOBODY }, 'title'),
  ],
  [
    'entity Provisioning',
    () => entity('Provisioning', { id: ids.provisioning }, 'state'),
    () => entity('Provisioning', { id: NOBODY }, 'state'),
  ],
  [
    'entity Change',
    () => entity('Change', { id: ids.change }, 'subject'),
    () => entity('Change', { id: '999999999' }, 'subject'),
  ],
  ['changeCourse', () => [CHANGE, changing('FarX+1')], () => [CHANGE, changing('FarX+2')]],
  ...['previewChangeCourse', 'previewAddCourseRun'].map(
    (name): [string, () => unknown[], () => unknown[]] => {
      const type = name.replace('preview', '');
      const query = `query ($i: ${type}Input!) { it: ${name}(input: $i) { violations { code } } }`;
      const variables = name === 'previewChangeCourse' ? changing : adding;
      return [name, () => [query, variables('FarX+1')], () => [query, variables('FarX+2')]];
    },
  ),
];

test.each(REQUESTS)('%s', async (_, foreign, missing) => {
  const ask = (request: unknown[]) => app.askAs(ANN, ...(request as [string, object?]));

  const [one, other] = [await ask(foreign()), await ask(missing())];

  expect(one).toEqual(other);
  expect(one.status).toBe(200);
});

test("lists, counts and the feed contain only the viewer's own", async () => {
  const query = `{ courses { totalCount nodes { key } } courseRuns { totalCount nodes { key } } provisionings { totalCount nodes { courseRun { key } } }
    changes(first: 1000) { nodes { course { key } } } course(key: "OwnX+1") { changes { nodes { kind } } typeOptions { isAllowed } } }`;

  const data = await app.dataAs(ANN, query);

  expect(data).toMatchObject({
    courses: { totalCount: 1, nodes: [{ key: 'OwnX+1' }] },
    courseRuns: { totalCount: 1 },
    provisionings: { totalCount: 2 },
  });
  expect(JSON.stringify(data)).not.toContain('FarX');
  expect(data.changes.nodes.length).toBeGreaterThan(3);
});
