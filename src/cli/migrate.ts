// migrate: brings the schema of the database up to date. Safe to run beside running servers and twice.
import { grantApplication } from '../store/connections/application-role';
import { migrate, roleApart } from '../store/migrate';
import type { Cli, Outcome } from './command';
import { withServer } from './database';

export interface MigrateFlags {
  readonly applicationRole?: string;
}

/**
 * Says which migrations were run, and which role may use the tables then: the one that is named, else that of
 * DATABASE_URL where it is not the owner's. Throws Unprepared for a role that cannot be one.
 */
export const migrateCommand = ({ config, say }: Cli, { applicationRole }: MigrateFlags): Promise<Outcome> =>
  withServer(config, async (access) => {
    const migrations = await migrate(access.ownerUrl);
    for (const name of migrations) say(`ran ${name}`);
    const many = migrations.length > 0 ? `: ${migrations.length} migrations run` : '';
    say(`The schema is up to date${many}.`);
    const role = applicationRole ?? roleApart(access);
    const statements = role === null ? [] : await grantApplication(access.ownerUrl, role);
    if (role !== null) say(`${role} may use the tables, and no more.`);
    if (statements.length > 0)
      say(`An administrator must run these:\n${statements.map((line) => `  ${line};`).join('\n')}`);
    return { code: 0, result: { migrations, role, statements } };
  });
