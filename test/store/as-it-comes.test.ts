// Databases as they are: other locales, encodings and settings than PostgreSQL's own. Nothing is lost by them.
import { migrate } from '../../src/store/migrate';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { findCoursePage } from '../../src/store/courses/course-pages';
import { grantApplication } from '../../src/store/connections/application-role';
import {
  accepted,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  DEVELOPER,
  startReplica,
} from '../support/changes';
import { asAdmin, CONTRARY, testServer, urlOf, useTestDatabase } from '../support/database';
import { hasPgbouncer, startPgbouncer } from '../support/pgbouncer';
import { useRoles } from '../support/roles';
import { startService, tellStory } from '../support/story';

const database = useTestDatabase();
const newRole = useRoles();
const made: string[] = [];
const ends: (() => unknown)[] = [];
afterAll(() =>
  asAdmin(testServer().adminUrl, async (admin) => {
    for (const end of ends) await end();
    for (const name of made) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  }),
);

/** A new database without tables, created with the options `like`. */
async function aDatabase(like: string): Promise<string> {
  const { adminUrl, template } = testServer();
  const name = `${template}_as_it_comes_${made.length}`;
  await asAdmin(adminUrl, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ${like}`));
  made.push(name);
  return urlOf(adminUrl, name);
}

const problemOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => Promise.reject(new Error('It was done.')),
    (error: Error) => error,
  );

test.each([
  ['C', `ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'`],
  ['C.UTF-8', `ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`],
  ['Turkish of ICU', `ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'`],
])('a search ignores case with the locale %s', async (_, like) => {
  const url = await aDatabase(like);
  await migrate(url);
  const replica = await startReplica(url);
  ends.push(replica.stop);
  const titled = (title: string, key: string) => ({ key, title, type: 'audit', prices: [], runs: [] });
  accepted(await createCourse(replica, DEVELOPER, titled('École (100%_) ßtraße', 'TestX+ÉTÉ')));
  accepted(await createCourse(replica, DEVELOPER, titled('Istanbul', 'TestX+IST')));
  const found = async (search: string) => {
    const request = { first: 10, after: null, parts: { skus: false } };
    return (await findCoursePage(replica.database, { readable: null, search }, request)).rows.map(
      ({ key }) => key,
    );
  };

  for (const search of ['éCOLE', 'ÉCOLE', 'École', 'été', 'ÉTÉ', '(100%_)', 'ßTRAßE', '(100'])
    expect([search, await found(search)]).toEqual([search, ['TestX+ÉTÉ']]);
  for (const search of ['ISTANBUL', 'istanbul'])
    expect([search, await found(search)]).toEqual([search, ['TestX+IST']]);
  for (const search of ['.', 'ecole', '^É', String.raw`\w`, '[ée]', '***=É'])
    expect([search, await found(search)]).toEqual([search, []]);
});

test('a database that cannot store every title is refused, by migrations and by the start', async () => {
  const url = await aDatabase(`ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'`);

  for (const refused of [() => migrate(url), () => openDatabase({ url })])
    expect(await problemOf(refused())).toMatchObject({
      name: 'Unprepared',
      message: expect.stringMatching(/encoding LATIN1.*ENCODING 'UTF8'/),
    });
});

describe('a role with unusual settings throughout', () => {
  let url: string;
  let own: Database;
  beforeAll(async () => {
    const role = await newRole();
    await grantApplication(database.url, role.name);
    const settings = Object.entries(CONTRARY).map(
      ([name, value]) => `ALTER ROLE ${role.name} SET ${name} = '${value}'`,
    );
    await asAdmin(database.url, (admin) => admin.query(settings.join(';')));
    url = role.urlAt(database.url);
    own = await openDatabase({ url });
  });
  afterAll(() => own.destroy());

  test('writes and reads like any other: everything in the examples is answered and delivered', async () => {
    const service = await startService({ DATABASE_URL: url, DATABASE_OWNER_URL: database.url });
    const failed = await tellStory(service.urls['gateway'] ?? '');
    await service.stop();

    expect(failed).toEqual([]);
  }, 120_000);

  test('keeps what a change does not mention', async () => {
    const replica = await startReplica(url);
    const { key, run, version } = await aVerifiedCourse(replica, 'REVIEWED');
    const times = `SELECT start_at AS start, end_at AS "end" FROM course_run WHERE key = $1`;
    const before = await own.query<object[]>(times, [run]);
    const command = { key, expectedVersion: version, title: 'Another', reason: 'A test.' };
    accepted(await changeCourse(replica, DEVELOPER, command));
    await replica.stop();

    expect(before).toEqual([
      { start: new Date('2027-01-01T00:00:00Z'), end: new Date('2027-06-30T00:00:00Z') },
    ]);
    expect(await own.query(times, [run])).toEqual(before);
  });

  (hasPgbouncer ? test : test.skip)(
    'is refused through a pooler, where nothing can be set, with what to do',
    async () => {
      const pooler = await startPgbouncer(url);
      const refused = [
        await problemOf(openDatabase({ url: pooler.urlOf(url), isPooled: true })),
        await problemOf(openDatabase({ url: pooler.urlOf(url) })),
      ];
      await pooler.stop();

      for (const { name, message } of refused) {
        expect(name).toBe('Unprepared');
        expect(message).toMatch(/DateStyle 'SQL, DMY'.*default_transaction_isolation 'serializable'/);
        expect(message).toMatch(/ALTER ROLE \w+ IN DATABASE \w+ SET DateStyle = 'ISO, MDY';/);
      }
    },
  );
});
