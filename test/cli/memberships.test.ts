// The import of memberships, as a process on its own database, and how a file is read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMemberships } from '../../src/cli/memberships';
import type { Database } from '../../src/store/database';
import { openDatabase } from '../../src/store/data-source';
import { runCli } from '../support/cli';
import { useTestDatabase } from '../support/database';

const server = useTestDatabase();
let folder: string;
let database: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'track-types-members-'));
  database = await openDatabase({ url: server.url, poolSize: 1 });
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

const kept = (): Promise<object[]> =>
  database.query('SELECT organization, username, role FROM membership ORDER BY id');
const told = (): Promise<object[]> =>
  database.query(`SELECT subject, actor, reason FROM history WHERE kind = 'MEMBERSHIP_CHANGED' ORDER BY id`);

/** Runs the command in a process with that input. */
async function imported(text: string, ...flags: string[]) {
  const file = join(folder, 'members.csv');
  writeFileSync(file, text);
  const { code, out, err } = await runCli(['memberships', 'import', file, ...flags], {
    DATABASE_URL: server.url,
  });
  return { status: code, said: out.trim().split('\n'), complained: err.replaceAll(file, 'FILE') };
}

test('new memberships are added once, with a history entry for each person', async () => {
  const text = 'organization,user,role\r\nedX,ann,editor\r\nedX,ann,reviewer\r\nOtherX,ann,Reader\r\n';

  const tried = await imported(text, '--dry-run');
  expect([await kept(), await told()]).toEqual([[], []]);
  const first = await imported(text, '--actor', 'root', '--reason', 'moved here');
  const again = await imported(text);

  expect(tried).toMatchObject({
    status: 0,
    said: expect.arrayContaining(['3 would be added, 0 already existed.']),
  });
  expect(first.said).toEqual([
    'edX ann editor',
    'edX ann reviewer',
    'OtherX ann reader',
    '3 added, 0 already existed.',
  ]);
  expect(again).toMatchObject({ status: 0, said: ['0 added, 3 already existed.'] });
  expect(await kept()).toHaveLength(3);
  const entry = { actor: 'root', reason: 'moved here' };
  expect(await told()).toEqual([
    { ...entry, subject: 'membership:edX/ann' },
    { ...entry, subject: 'membership:OtherX/ann' },
  ]);
}, 60_000);

test('a file with mistakes adds nothing, and each mistake has its line', async () => {
  const before = await kept();

  const { status, complained } = await imported(
    'organization,user,role\nedX,bea,reader\ned X,bea,boss\nedX,a b,reader\n',
  );

  expect({ status, complained }).toEqual({
    status: 1,
    complained: [
      'FILE: line 3: “ed X” is not an organization; use one as in course keys, for example edX.',
      'FILE: line 3: “boss” is not a role; use reader, editor, reviewer, coordinator.',
      'FILE: line 4: “a b” is not a username; usernames have no spaces or slashes.',
      '',
    ].join('\n'),
  });
  expect(await kept()).toEqual(before);
}, 60_000);

test('a file with an unclosed quote has a mistake', async () => {
  expect(await imported('organization,user,role\nedX,"ann,reader\n')).toMatchObject({
    status: 1,
    complained: expect.stringMatching(/^FILE: Quote Not Closed.* line 2/),
  });
}, 60_000);

describe('a file is read', () => {
  const ANN = { organization: 'edX', username: 'ann', role: 'READER' };

  test.each([
    ['with a byte order mark', '\uFEFForganization,user,role\nedX,ann,reader'],
    ['with its columns in another order', 'role,user,organization\nreader,ann,edX\n'],
    ['with empty lines and spaces', '\norganization, user ,role\n\n edX ,ann, reader\n\n'],
    ['with quotes', '"organization","user","role"\n"edX","ann","READER"\n'],
  ])('%s', (_, text) => {
    expect(readMemberships(text)).toEqual({ members: [ANN], mistakes: [] });
  });

  test.each<[string, string, string[]]>([
    ['no line at all', '', ['line 1: The first line must name the columns: organization,user,role.']],
    ['other columns', 'org,user,role\nedX,ann,reader', [expect.stringMatching(/^line 1: The first line/)]],
    [
      'a value too many',
      'organization,user,role\nedX,ann,reader,x',
      ['line 2: The line has 4 values for 3 columns.'],
    ],
    [
      'an unknown role',
      'organization,user,role\nedX,ann,boss',
      [expect.stringMatching(/^line 2: “boss” is not a role; use reader,/)],
    ],
    [
      'a line twice',
      'organization,user,role\nedX,ann,reader\nedX,ann,READER',
      ['line 3: The same as line 2.'],
    ],
    [
      'no user',
      'organization,user,role\nedX,,reader',
      [expect.stringMatching(/^line 2: The username is empty/)],
    ],
  ])('and %s is a mistake', (_, text, mistakes) => {
    expect(readMemberships(text).mistakes).toEqual(mistakes);
  });

  test('and an unclosed quote is a mistake', () => {
    expect(() => readMemberships('organization,user,role\nedX,"ann,reader\n')).toThrow(/line 2/);
  });
});

test('many are added in more than one transaction', async () => {
  const members = Array.from({ length: 1_200 }, (_, index) => `ManyX,user${index},reader`);

  const { status, said } = await imported(['organization,user,role', ...members].join('\n'));

  expect([status, said.at(-1)]).toEqual([0, '1200 added, 0 already existed.']);
  const [{ count }] = await database.query(
    `SELECT count(DISTINCT transaction_id)::integer AS count FROM history WHERE subject LIKE 'membership:ManyX/%'`,
  );
  expect(count).toBe(3);
}, 60_000);
