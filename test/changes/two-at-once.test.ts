import {
  DEVELOPER,
  accepted,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  freshKeys,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let first: Replica;
let second: Replica;
beforeAll(async () => {
  first = await startReplica(database.url);
  second = await startReplica(database.url);
});
afterAll(() => Promise.all([first.stop(), second.stop()]));

const retitled = (key: string, expectedVersion: number, title: string) => ({
  key,
  expectedVersion,
  title,
  reason: 'test',
});

describe('two people at once', () => {
  test.each([
    ['one replica', () => first],
    ['two replicas', () => second],
  ])('on %s: one of them wins, the other is told the current version', async (_, other) => {
    const { key } = await aVerifiedCourse(first, 'UNPUBLISHED');

    const outcomes = await Promise.allSettled([
      changeCourse(first, DEVELOPER, retitled(key, 1, 'One')),
      changeCourse(other(), DEVELOPER, retitled(key, 1, 'Two')),
    ]);

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'STALE_VERSION', details: { currentVersion: 2 } });
  });

  test('fifty writers with the same version make one change, one version and one history entry', async () => {
    const { key } = await aVerifiedCourse(first, 'UNPUBLISHED');

    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        changeCourse(index % 2 ? first : second, DEVELOPER, retitled(key, 1, `Title ${index}`)),
      ),
    );

    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const [row]: { version: number; entries: string }[] = await first.database.query(
      `SELECT version, (SELECT count(*) FROM history WHERE course_key = $1) AS entries FROM course WHERE key = $1`,
      [key],
    );
    expect(row).toEqual({ version: 2, entries: '2' });
  });

  test('creating a course that somebody else is creating is refused, because it exists', async () => {
    const { key } = freshKeys();
    const input = { key, title: 'Same', type: 'audit', prices: [], runs: [] };

    const outcomes = await Promise.allSettled([
      createCourse(first, DEVELOPER, input),
      createCourse(second, DEVELOPER, input),
    ]);

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'ALREADY_EXISTS' });
  });
});

describe('an idempotency key', () => {
  const creation = (key: string, idempotencyKey: string, title = 'Once') => ({
    key,
    title,
    type: 'audit',
    prices: [],
    runs: [],
    idempotencyKey,
  });

  test('answers a repeat with the first outcome and the course as it is now', async () => {
    const { key } = freshKeys();
    const input = creation(key, 'create-once');
    const made = accepted(await createCourse(first, DEVELOPER, input));
    accepted(await changeCourse(first, DEVELOPER, retitled(key, 1, 'Renamed')));

    const repeated = accepted(await createCourse(second, DEVELOPER, input));

    expect(repeated.course).toMatchObject({ uuid: made.course.uuid, version: 2, title: 'Renamed' });
  });

  test('lets a repeat wait for the first, which is under way, and creates one course', async () => {
    const { key } = freshKeys();
    const input = creation(key, 'at-once');

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => createCourse(index % 2 ? first : second, DEVELOPER, input)),
    );

    expect(new Set(outcomes.map((outcome) => accepted(outcome).course.uuid)).size).toBe(1);
  });

  test('is looked up before the version is checked', async () => {
    const { key } = await aVerifiedCourse(first, 'UNPUBLISHED');
    const input = { ...retitled(key, 1, 'Once'), idempotencyKey: 'change-once' };
    accepted(await changeCourse(first, DEVELOPER, input));

    const repeated = await changeCourse(first, DEVELOPER, input);

    expect(accepted(repeated).course.version).toBe(2);
  });

  test('keeps a refusal', async () => {
    const { key } = await aVerifiedCourse(first, 'UNPUBLISHED');
    const input = { key, expectedVersion: 1, type: 'empty', reason: 'test', idempotencyKey: 'refused' };
    const refused = await changeCourse(first, DEVELOPER, input);

    const repeated = await changeCourse(first, DEVELOPER, input);

    expect(refused.violations.map(({ code }) => code)).toContain('TYPE_EMPTY');
    expect(repeated.violations).toEqual(refused.violations);
  });

  test('with different input is refused, and with another actor or mutation is another key', async () => {
    const { key } = freshKeys();
    accepted(await createCourse(first, DEVELOPER, creation(key, 'shared')));

    const another = creation(key, 'shared', 'Another title');
    const [reused] = await Promise.allSettled([createCourse(first, DEVELOPER, another)]);
    const someone = { ...DEVELOPER, username: 'other' };
    const other = await createCourse(first, someone, creation(freshKeys().key, 'shared'));
    const change = { ...retitled(key, 1, 'New'), idempotencyKey: 'shared' };
    const changed = await changeCourse(first, DEVELOPER, change);

    expect(reused).toMatchObject({ status: 'rejected', reason: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(accepted(other).course.version).toBe(1);
    expect(accepted(changed).course.version).toBe(2);
  });

  test('does not keep a fault: the repeat runs', async () => {
    const { key } = await aVerifiedCourse(first, 'UNPUBLISHED');
    const input = { ...retitled(key, 2, 'Later'), idempotencyKey: 'fault' };
    await expect(changeCourse(first, DEVELOPER, input)).rejects.toMatchObject({ code: 'STALE_VERSION' });
    accepted(await changeCourse(first, DEVELOPER, retitled(key, 1, 'Meanwhile')));

    const repeated = await changeCourse(first, DEVELOPER, input);

    expect(accepted(repeated).course).toMatchObject({ version: 3, title: 'Later' });
  });
});
