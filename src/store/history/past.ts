// Reads past states of courses and definitions. A course is derived from its own entries up to the time; a definition
// is the `before` of the first change after it.
import { catalogueOf } from '../../model/catalogue';
import type { Catalogue, Definition, Definitions } from '../../model/catalogue';
import { badInput } from '../../model/faults';
import { pastCourse } from '../../model/history';
import type { CourseEntry, PastCourse } from '../../model/history';
import type { CatalogueSource } from '../catalogue';
import type { Database } from '../database';

/** A course at a time, including a change made at exactly that time. */
export interface CourseMoment {
  readonly courseKey: string;
  readonly at: Date;
}

/** Returns the past courses in the order given; null where none existed. One statement. */
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
 * Returns the catalogue as it was. It keeps definitions made since: nothing of that time refers to them. Throws
 * BAD_USER_INPUT for a time that is in the future by the database's clock, which also dates history.
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
    if (rows[0]?.isFuture) throw badInput('at', 'This time is in the future; use one in the past.');
    const version = Number(rows[0]?.version);
    if (version === current.version) return withRedefined(current, rows);
    // The rows and this process's definitions are of different versions: catch up and read again.
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
  // Each definition is replaced by an older one of the same kind.
  return catalogueOf(Object.fromEntries(entries) as Definitions, current.version);
}
