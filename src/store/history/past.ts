// Reads what courses and definitions were at some time. A course is worked out from its own entries up to then, a
// definition is what the first change after then found.
import { catalogueOf } from '../../model/catalogue';
import type { Catalogue, Definition, Definitions } from '../../model/catalogue';
import { badInput } from '../../model/faults';
import { pastCourse } from '../../model/history';
import type { CourseEntry, PastCourse } from '../../model/history';
import type { CatalogueSource } from '../catalogue';
import type { Database } from '../database';

/** A course at a time; a change that was made exactly then has happened. */
export interface CourseMoment {
  readonly courseKey: string;
  readonly at: Date;
}

/** The courses as they were, in the order given; null where there was none. One statement. */
export async function findPastCourses(
  db: Database,
  moments: readonly CourseMoment[],
): Promise<(PastCourse | null)[]> {
  const rows = await db.query<(CourseEntry & { position: number })[]>(
    `SELECT moment.position::integer, h.kind, h.before, h.after
     FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS moment (course_key, at, position)
     JOIN history h ON h.course_key = moment.course_key AND h.at <= moment.at AND h.kind NOT LIKE 'PROVISIONING%'
     ORDER BY moment.position, h.id`,
    [moments.map((moment) => moment.courseKey), moments.map((moment) => moment.at)],
  );
  const entries = moments.map((): CourseEntry[] => []);
  for (const { position, ...entry } of rows) entries[position - 1]?.push(entry);
  return entries.map(pastCourse);
}

interface Redefined {
  readonly version: string;
  readonly isFuture: boolean;
  readonly subject: string | null;
  readonly before: Definition | null;
}

/**
 * The catalogue as it was. What was defined since stays in it: nothing of that time refers to it. Throws BAD_USER_INPUT for a time
 * that has not come yet by the database's clock, which is that of history.
 */
export async function findPastCatalogue(db: Database, source: CatalogueSource, at: Date): Promise<Catalogue> {
  for (let current = source.current(); ;) {
    const subjects = Object.entries(current.definitions).flatMap(([kind, rows]: [string, Definition[]]) =>
      rows.map(({ slug }) => `${kind}:${slug}`),
    );
    const rows = await db.query<Redefined[]>(
      `SELECT version, $2 > now() AS "isFuture", redefined.* FROM catalogue_version LEFT JOIN LATERAL (
         SELECT defined.subject, next.before FROM unnest($1::text[]) AS defined (subject) CROSS JOIN LATERAL (
           SELECT before FROM history h WHERE h.subject = defined.subject AND h.at > $2 ORDER BY h.id LIMIT 1) next
       ) redefined ON true`,
      [subjects, at],
    );
    if (rows[0]?.isFuture) throw badInput('at', 'at is in the future: history is known up to now.');
    const version = Number(rows[0]?.version);
    if (version === current.version) return withRedefined(current, rows);
    // What was read tells of definitions that this process does not know yet, or the other way round.
    current = await source.atLeast(version);
  }
}

function withRedefined(current: Catalogue, rows: readonly Redefined[]): Catalogue {
  const old = new Map(rows.flatMap(({ subject, before }) => (before ? [[subject, before] as const] : [])));
  if (old.size === 0) return current;
  const entries = Object.entries(current.definitions).map(([kind, defined]: [string, Definition[]]) => [
    kind,
    defined.map((row) => old.get(`${kind}:${row.slug}`) ?? row),
  ]);
  // A definition is replaced by an older one of the same kind.
  return catalogueOf(Object.fromEntries(entries) as Definitions, current.version);
}
