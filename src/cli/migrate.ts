// migrate: brings the database schema up to date. Safe to run beside running servers, and repeatedly.
import { grantApplication } from '../store/connections/application-role';
import { findTwins } from '../store/courses/find-courses';
import { migrate, roleApart } from '../store/migrate';
import type { Cli, Outcome } from './command';
import { withPool, withServer } from './database';
import { counted } from '../model/text';

export interface MigrateFlags {
  readonly applicationRole?: string;
}

/**
 * Prints which migrations were run, and which role may then use the tables: the given one, or else that of DATABASE_URL
 * if it is not the owner's. Throws Unprepared for a role that is not possible.
 */
export const migrateCommand = ({ config, say }: Cli, { applicationRole }: MigrateFlags): Promise<Outcome> =>
  withServer(config, async (access) => {
    const migrations = await migrate(access.ownerUrl);
    for (const name of migrations) say(`ran ${name}`);
    const many = migrations.length > 0 ? `: ${counted(migrations.length, 'migration')} run` : '';
    say(`The schema is up to date${many}.`);
    const role = applicationRole ?? roleApart(access);
    const statements = role === null ? [] : await grantApplication(access.ownerUrl, role);
    if (role !== null) say(`${role} may use the tables and nothing more.`);
    const twins = await withPool({ url: access.ownerUrl, poolSize: 1 }, findTwins);
    for (const { key, first } of twins)
      say(
        `${key} differs from ${first} only in upper and lower case: the LMS and Studio treat them as one. Both continue to work.`,
      );
    if (statements.length > 0)
      say(`An administrator must run these:\n${statements.map((line) => `  ${line};`).join('\n')}`);
    return { code: 0, result: { migrations, role, statements, twins } };
  });
