// Properties of every type and any course, for fast-check. A failure prints its seed and path.
import fc from 'fast-check';
import { seatTypesOf } from '../../src/changes/import/fitting-run-types';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import type { ImportedCourse, ImportedRun } from '../../src/changes/import/imported-course';
import { matchTypes } from '../../src/changes/import/match-types';
import { catalogueOf } from '../../src/model/catalogue';
import type { Catalogue, CourseRunType } from '../../src/model/catalogue';
import type { CourseState } from '../../src/model/courses';
import { courseStates } from '../support/arbitrary';
import { runKey } from '../support/build';
import { CATALOGUE } from '../support/catalogue';
import { importedCourse, selling } from '../support/imported';

const notEmpty = ({ slug }: { readonly slug: string }) => slug !== 'empty';
const runTypes = [...CATALOGUE.courseRunTypes.values()].filter(notEmpty);
const courseTypes = [...CATALOGUE.courseTypes.values()].filter(notEmpty);

/** A run of that type as another system would describe it, without naming the type. */
const madeFrom = (type: CourseRunType, index = 0): ImportedRun => ({
  ...selling(seatTypesOf(type), { key: runKey(`${index}T2026`) }),
  modes: type.trackTypes.map(({ mode }) => mode.slug),
});
const matched = (course: ImportedCourse, before: CourseState | null = null, catalogue = CATALOGUE) =>
  matchTypes(course, { catalogue, options: NO_TYPE_OPTIONS, before });

test.each(runTypes.map((type) => [type.slug, type] as const))(
  'a run built from %s finds it',
  (slug, type) => {
    expect(matched(importedCourse([madeFrom(type)], [])).runs[0]).toMatchObject({ slug, by: 'INFERENCE' });
  },
);

test.each(courseTypes.map((type) => [type.slug, type] as const))(
  'a course built from %s, with a run of each of its types, finds it',
  (slug, type) => {
    const entitlements = type.entitlementTypes.map((seatType) => seatType.slug);
    const made = importedCourse(
      type.courseRunTypes.map((runType, index) => madeFrom(runType, index)),
      entitlements,
    );

    const found = matched(made);

    expect(found.course).toMatchObject({ slug, by: 'INFERENCE' });
    expect(found.runs.map((run) => run.slug)).toEqual(type.courseRunTypes.map((runType) => runType.slug));
  },
);

/** The seeded catalogue with run types of any tracks. */
const catalogues: fc.Arbitrary<Catalogue> = fc
  .array(fc.uniqueArray(fc.constantFrom(...CATALOGUE.trackTypes.keys()), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((tracks) => {
    const added = tracks.map((trackTypes, index) => ({
      ...{ uuid: `uuid-${index}`, slug: `own-${index}`, name: `Own ${index}`, trackTypes },
      ...{ isMarketable: true, isRetired: false },
    }));
    const { definitions } = CATALOGUE;
    return catalogueOf({ ...definitions, courseRunType: [...definitions.courseRunType, ...added] }, 2);
  });

test('in any catalogue, a run built from a type finds it, or an earlier one with the same seats and modes', () => {
  fc.assert(
    fc.property(catalogues, fc.nat(), (catalogue, at) => {
      const types = [...catalogue.courseRunTypes.values()].filter(notEmpty);
      const type = types[at % types.length];
      if (!type) return;
      const { modes, seats } = madeFrom(type);
      const isAlike = (other: CourseRunType) => {
        const made = madeFrom(other);
        const sets = [
          made.modes,
          modes,
          made.seats?.map((seat) => seat.seatType),
          seats?.map((seat) => seat.seatType),
        ];
        const [one, two, three, four] = sets.map((set) => [...new Set(set)].sort().join());
        return one === two && three === four;
      };

      const found = matched(importedCourse([madeFrom(type)], []), null, catalogue).runs[0];

      expect(found?.slug).toBe(types.find(isAlike)?.slug);
    }),
  );
});

const anyRun: fc.Arbitrary<ImportedRun> = fc
  .record({
    seats: fc.uniqueArray(fc.constantFrom('gold', ...CATALOGUE.seatTypes.keys()), { maxLength: 3 }),
    modes: fc.option(fc.uniqueArray(fc.constantFrom(...CATALOGUE.modes.keys()), { maxLength: 3 }), {
      nil: undefined,
    }),
    term: fc.constantFrom('1T2026', '2T2026', '4T2026'),
    isSeatSetKnown: fc.boolean(),
  })
  .map(({ seats, term, ...run }) => selling(seats, { ...run, key: runKey(term) }));
const anyCourse = fc
  .tuple(
    fc.uniqueArray(anyRun, { selector: (run) => run.key }),
    fc.uniqueArray(fc.constantFrom(...CATALOGUE.seatTypes.keys()), { maxLength: 2 }),
  )
  .map(([runs, entitlements]) => importedCourse(runs, entitlements));

test('for any course without a type: every run gets one, a known type stays, and Empty has a reason', () => {
  fc.assert(
    fc.property(anyCourse, courseStates, (course, before) => {
      const { course: ofCourse, runs } = matched(course, before);
      const here = new Map(before.runs.map(({ key, type }) => [key, type]));
      const pairs = [
        { match: ofCourse, known: before.course.type, isTold: true },
        ...runs.map((match, index) => {
          const { key = '', isSeatSetKnown, modes = [] } = course.runs[index] ?? {};
          return { match, known: here.get(key) ?? 'empty', isTold: isSeatSetKnown || modes.length > 0 };
        }),
      ];

      expect(runs).toHaveLength(course.runs.length);
      for (const { match, known, isTold } of pairs) {
        if (known !== 'empty') expect(match.slug).toBe(known);
        expect(match.by === 'EMPTY').toBe(match.slug === 'empty');
        if (match.by === 'EMPTY' || (match.by === 'KEPT' && isTold)) expect(match.remark).toBeTruthy();
      }
    }),
  );
});
