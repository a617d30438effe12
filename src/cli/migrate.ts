// migrate: brings the schema of the database up to date. Safe to run beside running servers and twice.
import type { Config } from '../config';
import { grantApplication } from '../store/connections/application-role';
import { migrate, roleApart } from '../store/migrate';
import { withServer } from './database';

export interface MigrateFlags {
  readonly applicationRole?: string;
}

/**
 * Says which migrations were run, and which role may use the tables then: the one that is named, else that of
 * DATABASE_URL where it is not the owner's. Throws Unprepared for a role that cannot be one.
 */
export async function migrateCommand(
  config: Config,
  flags: MigrateFlags,
  say: (line: string) => void,
): Promise<void> {
  await withServer(config, async (access) => {
    const migrated = await migrate(access.ownerUrl);
    for (const name of migrated) say(`ran ${name}`);
    say(
      migrated.length > 0
        ? `The schema is up to date: ${migrated.length} migrations run.`
        : 'The schema is up to date.',
    );
    const role = flags.applicationRole ?? roleApart(access);
    if (role === null) return;
    const left = await grantApplication(access.ownerUrl, role);
    say(`${role} may use the tables, and no more.`);
    if (left.length > 0)
      say(`An administrator must run these:\n${left.map((line) => `  ${line};`).join('\n')}`);
  });
}
