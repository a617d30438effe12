// How types are found: by name, or by what is sold, over the seeded catalogue.
import type { ImportedCourse, ImportedRun, TypeOptions } from '../../src/changes/import/imported-course';
import { matchTypes } from '../../src/changes/import/match-types';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { importedCourse, selling } from '../support/imported';

const COURSE_UUID = '69b8a063-e5fb-4a91-96d6-e50c8335c5da';
const RUN_UUID = 'f394732f-ba43-4260-8ada-06a9f18e7160';
const OPTIONS: TypeOptions = {
  courseTypes: new Map([[COURSE_UUID, { name: 'Executive Education(2U)' }]]),
  courseRunTypes: new Map([
    [RUN_UUID, { name: 'Masters Only', modes: ['masters'] }],
    ['of-modes', { name: 'Graduate Programme', modes: ['masters', 'audit', 'verified'] }],
    ['nothing', { name: 'Nothing Like It', modes: ['verified', 'honor', 'masters'] }],
    ['empty', { name: 'Empty', modes: [] }],
  ]),
};

const matched = (course: ImportedCourse, catalogue = CATALOGUE) =>
  matchTypes(course, { catalogue, options: OPTIONS, before: null });
const slugsOf = ({ course, runs }: ReturnType<typeof matched>) => [
  course.slug,
  ...runs.map(({ slug }) => slug),
];

const VA = ['verified', 'audit'];

describe('an explicit type', () => {
  test.each([
    ['a slug', { slug: 'professional' }, 'professional', 'SLUG'],
    [
      'a name, whatever its spaces and case',
      { slug: 'masters,verified and AUDIT' },
      'masters-verified-audit',
      'SLUG',
    ],
    ['our own UUID', { uuid: CATALOGUE.courseTypes.get('honor')?.uuid }, 'honor', 'UUID'],
    ['a UUID that the type options name', { uuid: COURSE_UUID }, 'executive-education-2u', 'UUID'],
    ['a slug before a UUID', { slug: 'audit', uuid: COURSE_UUID }, 'audit', 'SLUG'],
    [
      'a UUID where the slug means nothing',
      { slug: 'spoc-verified-audit', uuid: COURSE_UUID },
      'executive-education-2u',
      'UUID',
    ],
  ])('of a course: %s', (...[, type, slug, by]) => {
    expect(matched(importedCourse([selling(VA)], ['verified'], { type })).course).toEqual({
      slug,
      by,
      remark: null,
    });
  });

  test('of a run by the type options, although it sells nothing and its course has another type', () => {
    const { course, runs } = matched(
      importedCourse([selling([], { type: { uuid: RUN_UUID } })], [], { type: { slug: 'audit' } }),
    );

    expect(course.slug).toBe('audit');
    expect(runs).toEqual([{ slug: 'masters', by: 'UUID', remark: null }]);
  });

  test.each([
    ['a retired type', 'bootcamp-2u'],
    ['one that another organization alone is offered', 'executive-education-2u'],
  ])('is trusted: %s', (_, slug) => {
    const others = redefined('courseType', defined('courseType', slug, { organizations: ['MITx'] }));

    expect(matched(importedCourse([], [], { type: { slug } }), others).course.slug).toBe(slug);
  });

  test('that means nothing here is reported, and inferred instead', () => {
    const course = importedCourse([selling(VA, { type: { uuid: 'gone' } })], [], {
      type: { slug: 'spoc-verified-audit' },
    });

    const { course: ofCourse, runs } = matched(course);

    expect(ofCourse).toMatchObject({ slug: 'verified-audit', by: 'INFERENCE' });
    expect(ofCourse.remark).toContain('No type here is called "spoc-verified-audit".');
    expect(runs).toMatchObject([{ slug: 'verified-audit', by: 'INFERENCE' }]);
  });

  test('a name that two types share counts as none', () => {
    const twice = redefined(
      'courseType',
      defined('courseType', 'audit', { slug: 'audit-2', name: 'Audit only!' }),
    );

    expect(matched(importedCourse([], [], { type: { slug: 'AUDIT ONLY' } }), twice).course.by).toBe('EMPTY');
  });

  test.each([{ slug: 'empty' }, { uuid: 'empty' }])('Empty counts as none: %j', (type) => {
    const { course, runs } = matched(
      importedCourse([selling(VA, { type })], ['verified'], { type: { slug: 'empty' } }),
    );

    expect([course.by, runs[0]?.by]).toEqual(['INFERENCE', 'INFERENCE']);
  });
});

describe('what is sold', () => {
  // The seats of each run, the entitlements, and the types that match: the course's, then those of its runs.
  test.each([
    ['exact seat sets', 'verified audit | verified', 'verified-audit verified-audit'],
    ['verified alone', 'verified | verified', 'verified verified'],
    [
      'an audit-only run of a verified course',
      'audit, verified audit | verified',
      'verified-audit audit verified-audit',
    ],
    ['audit-only runs beside a verified entitlement', 'audit | verified', 'verified-audit audit'],
    ['audit-only runs without', 'audit |', 'audit audit'],
    ['a course older than entitlements', 'verified audit |', 'verified-audit verified-audit'],
    ['credit', 'audit verified credit | verified', 'credit-verified-audit credit-verified-audit'],
    ['honor beside verified', 'honor, honor verified |', 'verified-honor honor verified-honor'],
    ['a retired type', 'paid-bootcamp | paid-bootcamp', 'bootcamp-2u paid-bootcamp'],
    ['entitlements of a course without runs', '| professional', 'professional'],
    [
      'all runs but a mismatched one',
      'professional, verified audit | verified',
      'verified-audit professional verified-audit',
    ],
    [
      'more runs, rather than an earlier type',
      'professional, honor, honor |',
      'honor professional honor honor',
    ],
  ])('determines the types: %s', (_, sold, expected) => {
    const [runs = '', entitlements = ''] = sold.split('|').map((part) => part.trim());
    const words = (text: string) => text.split(' ').filter(Boolean);
    const sellings = runs
      .split(',')
      .filter(Boolean)
      .map((seats) => selling(words(seats)));

    expect(slugsOf(matched(importedCourse(sellings, words(entitlements))))).toEqual(words(expected));
  });

  test('selects the first in display order of several that fit; the others are named', () => {
    const { course, runs } = matched(importedCourse([selling(VA)], ['verified']));

    expect(course.remark).toBe(
      'The first that fits; so would credit-verified-audit, masters-verified-audit.',
    );
    expect(runs[0]?.remark).toBeNull();
  });

  test('a type that is not offered to the organization is not guessed', () => {
    const others = redefined(
      'courseType',
      defined('courseType', 'verified-audit', { organizations: ['MITx'] }),
    );

    expect(matched(importedCourse([selling(VA)], ['verified']), others).course.slug).toBe(
      'credit-verified-audit',
    );
  });

  test.each<[string, ImportedRun, string]>([
    ['no seats', selling([]), 'It has no seats, and its modes are not known.'],
    ['seats that are not all known', selling(['audit'], { isSeatSetKnown: false }), 'Neither its seats nor'],
    ['an unknown seat type', selling(['audit', 'gold']), 'There is no seat type gold here.'],
    [
      'seats that no type sells together',
      selling(['audit', 'honor']),
      'No run type has the seats audit, honor.',
    ],
    [
      'modes that no type has together',
      selling([], { type: { uuid: 'nothing' } }),
      'No run type has no seats and the modes',
    ],
  ])('a run is Empty, and never guessed Masters or private, with %s', (_, run, why) => {
    const { course, runs } = matched(importedCourse([run]));

    expect(runs).toEqual([{ slug: 'empty', by: 'EMPTY', remark: expect.stringContaining(why) }]);
    expect(course).toEqual({
      slug: 'empty',
      by: 'EMPTY',
      remark: expect.stringContaining('neither entitlements nor'),
    });
  });

  test("an Empty run does not prevent finding its course's type", () => {
    expect(slugsOf(matched(importedCourse([selling([]), selling(VA)], ['verified'])))).toEqual([
      'verified-audit',
      'empty',
      'verified-audit',
    ]);
  });

  test('entitlements that no course type sells leave the course Empty, and its runs as they are', () => {
    const { course, runs } = matched(importedCourse([selling(VA)], ['verified', 'professional']));

    expect(course.remark).toBe(
      'No course type has the entitlements verified, professional and runs of verified-audit.',
    );
    expect(runs[0]?.slug).toBe('verified-audit');
  });
});

test.each([
  ['a draft whose only entitlement is audit', importedCourse([], ['audit']), ['audit']],
  ['the same with a run', importedCourse([selling(['audit'])], ['audit']), ['audit', 'audit']],
  ['a draft whose only entitlement is paid for', importedCourse([], ['verified']), ['verified-audit']],
])('%s has the type that gives it away, or sells it', (_, course, types) => {
  expect(slugsOf(matched(course))).toEqual(types);
});
