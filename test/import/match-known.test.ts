// How types are found: modes reveal tracks without a seat, and types that are already known.
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import { matchTypes } from '../../src/changes/import/match-types';
import type { MatchContext } from '../../src/changes/import/match-types';
import type { ImportedCourse, TypeOptions } from '../../src/changes/import/imported-course';
import { aCourseState } from '../support/build';
import { CATALOGUE } from '../support/catalogue';
import { importedCourse, selling } from '../support/imported';

const OPTIONS: TypeOptions = {
  courseTypes: new Map(),
  courseRunTypes: new Map([
    ['of-modes', { name: 'Graduate Programme', modes: ['masters', 'audit', 'verified'] }],
  ]),
};
const matched = (course: ImportedCourse, context: Partial<MatchContext> = {}) =>
  matchTypes(course, { catalogue: CATALOGUE, options: OPTIONS, before: null, ...context });
const slugsOf = ({ course, runs }: ReturnType<typeof matched>) => [
  course.slug,
  ...runs.map(({ slug }) => slug),
];

const VA = ['verified', 'audit'];

describe('modes', () => {
  test.each([
    ['masters', '', 'masters', 'masters'],
    ['masters beside seats', 'verified audit', 'audit masters verified', 'masters-verified-audit'],
    ['audit without a seat', '', 'audit', 'spoc'],
    ['audit with its seat', 'audit', 'audit', 'audit'],
    ['a run born in Studio, whose seats were never made', '', 'verified audit', 'verified-audit'],
  ])('reveal tracks without a seat: %s', (...[, seats, modes, expected]) => {
    const run = selling(seats.split(' ').filter(Boolean), { modes: modes.split(' ') });

    expect(matched(importedCourse([run])).runs[0]?.slug).toBe(expected);
  });

  test('are those of the type options if the name is unknown here', () => {
    const run = selling(VA, { type: { uuid: 'of-modes' } });

    expect(slugsOf(matched(importedCourse([run], ['verified'])))).toEqual(
      Array(2).fill('masters-verified-audit'),
    );
    expect(slugsOf(matched(importedCourse([run], ['verified']), { options: NO_TYPE_OPTIONS }))).toEqual(
      Array(2).fill('verified-audit'),
    );
  });

  test('an audit-only run of the course type is preferred to a private course', () => {
    const course = importedCourse([selling([], { modes: ['audit'] })], [], {
      type: { slug: 'verified-audit' },
    });

    expect(matched(course).runs[0]).toMatchObject({
      slug: 'audit',
      remark: 'The first that fits; so would spoc.',
    });
  });
});

describe('a known type', () => {
  const before = aCourseState({ type: 'masters-verified-audit' }, [{ type: 'masters' }]);

  test('is never changed by a guess, and the difference is reported', () => {
    const { course, runs } = matched(importedCourse([selling(['professional'])], ['professional']), {
      before,
    });

    expect(runs).toEqual([{ slug: 'masters', by: 'KEPT', remark: 'What it sells is of type professional.' }]);
    expect(course).toMatchObject({ slug: 'masters-verified-audit', by: 'KEPT' });
  });

  test('is kept if nothing can be guessed any more', () => {
    expect(matched(importedCourse([selling([])]), { before }).runs).toEqual([
      { slug: 'masters', by: 'KEPT', remark: 'It has no seats, and its modes are not known.' },
    ]);
  });

  test('is changed by an explicit type', () => {
    const said = selling([], { type: { slug: 'audit' } });

    expect(slugsOf(matched(importedCourse([said], [], { type: { slug: 'audit' } }), { before }))).toEqual([
      'audit',
      'audit',
    ]);
  });

  test('wins silently over others that fit as well', () => {
    const known = aCourseState({ type: 'credit-verified-audit' }, [{ type: 'verified-audit' }]);

    expect(matched(importedCourse([selling(VA)], ['verified']), { before: known }).course).toEqual({
      slug: 'credit-verified-audit',
      by: 'INFERENCE',
      remark: null,
    });
  });

  test('is filled in by a guess if it was Empty', () => {
    const empty = aCourseState({ type: 'empty' }, [{ type: 'empty' }]);

    expect(slugsOf(matched(importedCourse([selling(VA)], ['verified']), { before: empty }))).toEqual(
      Array(2).fill('verified-audit'),
    );
  });
});
