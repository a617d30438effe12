// A CSV with a row per run: how it is read, and how mistakes are reported by line and column.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecord } from '../../src/cli/import/discovery-record';
import { openCsv } from '../../src/cli/import/sources/csv-courses';

const folder = mkdtempSync(join(tmpdir(), 'track-types-csv-'));
const file = join(folder, 'courses.csv');
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string | Buffer) {
  writeFileSync(file, text);
  const source = openCsv(file, ['verified', 'credit', 'honor']);
  const records = [];
  for await (const piece of source.pieces) {
    if ('value' in piece) records.push(readRecord(piece, { currency: 'USD', isSeatSetKnown: false }));
    if ('unreadable' in piece) records.push(piece);
  }
  return records;
}
const HEADER = 'course_key,title,course_type,run_key,run_type,start,end,status,price_verified,price_credit';

test('rows of one course are one course, with a run for each; days and prices are read, and empty cells say nothing', async () => {
  const records = await read(`${HEADER}
edX+A,"Trench, Run",Verified and Audit,course-v1:edX+A+1,verified-audit,2026-01-01,2026-06-30T12:00:00Z,PUBLISHED,49,
edX+A,,,course-v1:edX+A+2,Audit Only,,,,,
edX+B,Alone,audit,,,,,,,
`);

  const run = {
    isSeatSetKnown: false,
    modes: undefined,
    uuid: undefined,
    title: undefined,
    modified: undefined,
  };
  expect(records).toMatchObject([
    {
      position: 'courses.csv line 2',
      runs: 2,
      course: {
        ...{ key: 'edX+A', title: 'Trench, Run', type: { slug: 'Verified and Audit' } },
        runs: [
          {
            ...{ ...run, key: 'course-v1:edX+A+1', type: { slug: 'verified-audit' }, status: 'PUBLISHED' },
            ...{ start: new Date('2026-01-01T00:00:00Z'), end: new Date('2026-06-30T12:00:00Z') },
            seats: [{ seatType: 'verified', amount: '49.00' }],
          },
          {
            ...run,
            key: 'course-v1:edX+A+2',
            type: { slug: 'Audit Only' },
            start: null,
            status: undefined,
            seats: [],
          },
        ],
      },
    },
    { position: 'courses.csv line 4', course: { key: 'edX+B', runs: [] } },
  ]);
  const [first] = records;
  expect(first && 'course' in first && first.course.entitlements).toBeUndefined();
});

test.each([
  ['semicolons', 'course_key;title\nedX+A;Trench, Run\n'],
  ['tabs', 'course_key\ttitle\nedX+A\tTrench, Run\n'],
  [
    'a byte order mark, Windows lines, and words as headings',
    '\uFEFFCourse Key,Title\r\nedX+A,"Trench, Run"\r\n\r\n',
  ],
  ['quoted headings', '"course_key","title"\nedX+A,"Trench, Run"'],
])('%s are understood', async (_, text) => {
  expect(await read(text)).toMatchObject([{ course: { key: 'edX+A', title: 'Trench, Run' } }]);
});

test('mistakes are reported by line and column; an unreadable row leaves the others readable', async () => {
  const records = await read(`${HEADER}
edX+A,A,audit,course-v1:edX+A+1,audit,soon,,,x,
edX+A,A,audit,nothing,audit,2026-02-01,2026-01-01,,,y
edX,B,audit,,,,,,,
edX+C,too,few
edX+D,D,audit,,,,,,,
`);

  // A malformed row is reported when it is read, which is a little ahead.
  const inOrder = [...records].sort((one, other) => (one.position < other.position ? -1 : 1));
  expect(inOrder).toMatchObject([
    {
      position: 'courses.csv line 2',
      problems: [
        'line 2, price_verified: is not an amount; give 0 to 2 decimals, such as 49.00.',
        'line 2, start: “soon” is not a valid time; use for example 2026-09-01T00:00:00Z.',
        'line 3, run_key: is not a run key; use for example course-v1:edX+DemoX+1T2026.',
        'line 3, price_credit: is not an amount; give 0 to 2 decimals, such as 49.00.',
        'line 3, end: is not after the start.',
      ],
    },
    { position: 'courses.csv line 4', problems: [expect.stringMatching(/^course_key: is not a course key/)] },
    {
      position: 'courses.csv line 5',
      unreadable: expect.stringContaining('columns length is 10, got 3 on line 5'),
    },
    { position: 'courses.csv line 6', course: { key: 'edX+D' } },
  ]);
});

test('unknown columns are a mistake that names the nearest one, all at once', async () => {
  await expect(read('course_key,verified_price,Statuss,price_verifed,run type\n')).rejects.toThrow(
    'courses.csv has columns that are not known: verified_price (did you mean price_verified?), statuss (did you mean status?), price_verifed (did you mean price_verified?). docs/importing.md lists all columns.',
  );
});

test('a file with another encoding, or that is not CSV, is reported', async () => {
  const latin = Buffer.from('course_key,title\nedX+A,M\xfcnchen\n', 'latin1');

  expect(await read(latin)).toMatchObject([
    { problems: ['title: The text has a character that is not UTF-8.'] },
  ]);
  for (const text of ['', 'title\nA\n', Buffer.from('course_key,title\n', 'utf16le'), '{"results": []}']) {
    await expect(read(text)).rejects.toThrow(
      'courses.csv has no column course_key in its first line; is it CSV in UTF-8?',
    );
  }
});

test('a course and a run have columns for their variants; a mistake names its column', async () => {
  const header = 'course_key,course_variant_id,run_key,run_variant_id';
  const variant = 'a1b2c3d4-0000-4000-8000-00000000000f';
  const records = await read(`${header}
edX+A,${variant},course-v1:edX+A+1,${variant}
edX+B,,course-v1:edX+B+1,
edX+C,x,course-v1:edX+C+1,y
`);

  expect(records).toMatchObject([
    { course: { variantId: variant, runs: [{ variantId: variant }] } },
    { course: { variantId: undefined, runs: [{ variantId: undefined }] } },
    { problems: ['course_variant_id: is not a UUID.', 'line 4, run_variant_id: is not a UUID.'] },
  ]);
});
