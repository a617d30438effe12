// Type options with one validator per option: each loads the course that it judges. (course-discovery's own need 46
// queries.) The rules and the statement are the product's, so that only the order of work differs.
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { courseTypeOptions, runTypeOptions } from '../../../src/changes/type-options';
import type { Catalogue, CourseType } from '../../../src/model/catalogue';
import { readCatalogue } from '../../../src/store/catalogue';
import { loadCourse } from '../../../src/store/courses/course-states';

const POLICY = {
  currency: 'USD',
  maximumPrice: '10000.00',
  isPriceWhole: true,
  upgradeDeadlineDays: 10,
  isSelling: true,
  mostRuns: 500,
};

export function createOptions(database: DataSource) {
  const pool = (database.driver as unknown as { readonly master: Pool }).master;
  const rows = async (text: string, values: unknown[]): Promise<unknown[][]> =>
    (await pool.query<unknown[]>({ text, values, rowMode: 'array' })).rows;
  // The product's TypeORM is another copy of the same library.
  const db = Object.assign(database, { rows }) as never;
  const reading = readCatalogue(db);
  const judging = async (key: string, catalogueOf: (all: Catalogue) => Catalogue) => {
    const loaded = await loadCourse(db, { course: key });
    if (!loaded) throw new Error(key);
    return { loaded, context: { catalogue: catalogueOf(await reading), policy: POLICY, now: new Date() } };
  };
  return {
    ofCourse: async (key: string) => {
      const { courseTypes } = await reading;
      const each = [...courseTypes.values()].map(async (type) => {
        const { loaded, context } = await judging(key, (all) => withTypes(all, [type], type.slug));
        const options = await courseTypeOptions(loaded, context);
        return options.filter((option) => option.type.slug === type.slug);
      });
      return (await Promise.all(each)).flat();
    },
    ofRun: async (key: string, runKey: string) => {
      const loaded = await loadCourse(db, { course: key });
      const courseType = (await reading).courseTypes.get(loaded?.state.course.type ?? '');
      const each = (courseType?.courseRunTypes ?? []).map(async (runType) => {
        const only = { ...courseType, courseRunTypes: [runType] } as CourseType;
        const { loaded: again, context } = await judging(key, (all) => withTypes(all, [only], ''));
        return runTypeOptions(again, { run: runKey }, context);
      });
      return (await Promise.all(each)).flat();
    },
  };
}

/** The catalogue with only these course types, besides one that the course may have. */
function withTypes(all: Catalogue, types: readonly CourseType[], slug: string): Catalogue {
  const own = [...all.courseTypes].filter(([other]) => other === 'credit-verified-audit' && other !== slug);
  const courseTypes = new Map([...own, ...types.map((type) => [type.slug, type] as const)]);
  return { ...all, courseTypes };
}
