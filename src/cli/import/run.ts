// import: imports courses from course-discovery or a CSV (lms.ts: from an LMS). Repeatable; writes only what differs.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DefinitionDeps } from '../../changes/catalogue/save-definition';
import { NO_TYPE_OPTIONS } from '../../changes/import/imported-course';
import { policyOf } from '../../settings/config';
import type { Cli, Outcome } from '../command';
import { withCatalogue, withDatabase } from '../database';
import { readReport } from '../report';
import { openCsv } from './sources/csv-courses';
import { importAll } from './import-all';
import type { Running } from './import-all';
import { withDiscovery } from './sources/open-source';
import type { ReportLine } from './tally';

export type ImportFlags = Omit<Running, 'source' | 'opened' | 'isSeatSetKnown'>;
export interface DiscoveryFlags extends ImportFlags {
  readonly typeOptions?: string;
  /** Requests per minute. */
  readonly rate?: number;
}

/** Exits with 1 if something was refused, with 2 if nothing could be read. */
export const importDiscovery = (cli: Cli, source: string, flags: DiscoveryFlags): Promise<Outcome> =>
  withDiscovery(cli, { ...flags, source }, (opened) =>
    withImporting(cli, flags, (deps) =>
      importAll(deps, cli, { ...flags, source, opened, isSeatSetKnown: true }),
    ),
  );

/** The same from a CSV. */
export async function importCsv(cli: Cli, source: string, flags: ImportFlags): Promise<Outcome> {
  if (!existsSync(source)) throw new Error(`There is no file ${source}.`);
  return withImporting(cli, flags, (deps) => {
    const rows = openCsv(source, deps.catalogue.current().seatTypes.keys());
    const opened = { source: rows, typeOptions: NO_TYPE_OPTIONS };
    return importAll(deps, cli, { ...flags, source, opened, isSeatSetKnown: false });
  });
}

/** Enough to keep two processors busy without idle connections. */
const CONNECTIONS = 4;

/** Does the work with the dependencies of imports. Throws if the report file is not a report. */
export function withImporting(
  cli: Cli,
  { report }: Pick<ImportFlags, 'report'>,
  work: (deps: DefinitionDeps) => Promise<Outcome>,
): Promise<Outcome> {
  if (report !== undefined) readReport<ReportLine>(report, 'position');
  const made = { policy: policyOf(cli.config), clock: () => new Date(), newId: randomUUID };
  return withDatabase(cli.config, (url) =>
    withCatalogue({ url, poolSize: CONNECTIONS, isLazy: true }, (database, catalogue) =>
      work({ ...made, database, catalogue, onProvisioningQueued: () => undefined }),
    ),
  );
}
