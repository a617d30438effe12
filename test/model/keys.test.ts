// Which texts are keys of courses and runs.
import fc from 'fast-check';
import { foldKey, isSameKey, parseCourseKey, parseOldRunKey, parseRunKey } from '../../src/model/keys';

const RUN_PREFIX = 'course-v1:';

test.each([
  ['edX+DemoX', 'edX', 'DemoX'],
  ['MITx+6.00.1x', 'MITx', '6.00.1x'],
  ['a_b-c~d.e+1:2', 'a_b-c~d.e', '1:2'],
  ['Universität+Größe', 'Universität', 'Größe'],
  ['清华+数学', '清华', '数学'],
  ['x+1', 'x', '1'],
])('%s is a course key', (key, organization, number) => {
  expect(parseCourseKey(key)).toEqual({ organization, number });
  expect(parseRunKey(`${RUN_PREFIX}${key}+1T2026`)).toEqual({ organization, number, run: '1T2026' });
});

test.each([
  '',
  'edX',
  '+',
  'edX+',
  '+DemoX',
  'edX/DemoX',
  'edX+Demo X',
  ' edX+DemoX',
  'edX+DemoX\n',
  'edX+Demo\0X',
  'edX+Demo%X',
  'edX+De\u0301moX',
])('%j is not a course key', (key) => {
  expect(parseCourseKey(key)).toBeNull();
  expect(parseRunKey(`${RUN_PREFIX}${key}+1T2026`)).toBeNull();
});

test('a run key is not a course key, with its prefix or without', () => {
  expect(parseCourseKey('edX+DemoX+1T2026')).toBeNull();
  expect(parseCourseKey(`${RUN_PREFIX}edX+DemoX+1T2026`)).toBeNull();
});

test.each([
  'edX+DemoX+1T2026',
  'edX/DemoX/1T2026',
  'course-v1:edX+DemoX',
  'course-v1:edX+DemoX+',
  'course-v1:edX+DemoX+1T+2026',
  'course-v1:edX+DemoX+1T 2026',
  'course-v1:edX+DemoX+1T2026\n',
  'Course-v1:edX+DemoX+1T2026',
  'course-v2:edX+DemoX+1T2026',
  ' course-v1:edX+DemoX+1T2026',
])('%j is not a run key', (key) => {
  expect(parseRunKey(key)).toBeNull();
});

test.each([
  [254, true],
  [255, true],
  [256, false],
])('a key of %i characters is one: %s', (length, isKey) => {
  const course = `edX+${'x'.repeat(length - 4)}`;
  const run = `${RUN_PREFIX}edX+DemoX+${'x'.repeat(length - 20)}`;

  expect([course.length, run.length]).toEqual([length, length]);
  expect(parseCourseKey(course) !== null).toBe(isKey);
  expect(parseRunKey(run) !== null).toBe(isKey);
});

test('a text of a megabyte is recognized at once as no key', () => {
  expect(parseCourseKey(`${'x'.repeat(1_000_000)}+`)).toBeNull();
  expect(parseRunKey(`${RUN_PREFIX}${'x+'.repeat(500_000)}`)).toBeNull();
});

test.each([
  ['edX/DemoX/2014', { organization: 'edX', number: 'DemoX', run: '2014' }],
  ['MITx/6.002x/Spring_2012', { organization: 'MITx', number: '6.002x', run: 'Spring_2012' }],
  ['edX/DemoX', null],
  ['edX/DemoX/2014/', null],
  ['edX//2014', null],
  ['edX/Demo X/2014', null],
  ['course-v1:edX+DemoX+1T2026', null],
  [`edX/DemoX/${'x'.repeat(246)}`, null],
])('%s is a run key of the old form: %j', (key, parts) => {
  expect(parseOldRunKey(key)).toEqual(parts);
});

describe('keys that differ only in case are equal', () => {
  test.each([
    ['edX+DemoX', 'EDX+demox'],
    ['École+Été', 'école+ÉTÉ'],
    ['Größe+1', 'GRÖẞE+1'],
    ['ΟΔΟΣ+1', 'οδος+1'],
    ['ΟΔΟΣ+1', 'οδοσ+1'],
    ['МГУ+1', 'мгу+1'],
  ])('%s and %s', (one, other) => {
    expect(isSameKey(one, other)).toBe(true);
  });

  test.each([
    ['École+1', 'Ecole+1'],
    ['Größe+1', 'Grösse+1'],
    ['edX+DemoX', 'edX+Demo-X'],
    ['edX+1', 'edX+１'],
  ])('%s and %s are different', (one, other) => {
    expect(isSameKey(one, other)).toBe(false);
  });

  test('folding is idempotent, for any letters, and keeps the length', () => {
    const key = fc
      .array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(key, (text) => {
        const folded = foldKey(text);
        expect(foldKey(folded)).toBe(folded);
        expect([...folded]).toHaveLength([...text].length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('every letter folds like its lower and upper case, if these are single letters', () => {
    const letters = Array.from({ length: 0x30000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code));
    const isOne = (text: string) => [...text].length === 1;
    const apart = letters.filter((letter) =>
      [letter.toUpperCase(), letter.toLowerCase()].some(
        (cased) => isOne(cased) && foldKey(cased) !== foldKey(letter),
      ),
    );
    expect(apart).toEqual([]);
  });
});
