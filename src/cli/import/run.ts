// import: brings courses here from course-discovery, or from a CSV. Can be run again and again, and writes what differs.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { NO_TYPE_OPTIONS } from '../../changes/import/imported-course';
import { policyOf } from '../../config';
import type { Cli, Outcome } from '../command';
import { withCatalogue, withDatabase } from '../database';
import { readReport } from '../report';
import { openCsv } from './sources/csv-courses';
import { importAll } from './import-all';
import type { Running } from './import-all';
import { withDiscovery } from './sources/open-source';
import type { ReportLine } from './report-line';

export type ImportFlags = Omit<Running, 'source' | 'opened' | 'isSeatSetKnown'>;
export interface DiscoveryFlags extends ImportFlags {
  readonly typeOptions?: string;
  /** Requests per minute. */
  readonly rate?: number;
}

/** Not all is well where some was refused; where nothing could be read it was not done. */
export const importDiscovery = (cli: Cli, source: string, flags: DiscoveryFlags): Promise<Outcome> =>
  withDiscovery(cli.config, { ...flags, source }, (opened) =>
    run(cli, { ...flags, source, opened, isSeatSetKnown: true }),
  );

/** The same from a CSV. */
export async function importCsv(cli: Cli, source: string, flags: ImportFlags): Promise<Outcome> {
  if (!existsSync(source)) throw new Error(`There is no file ${source}.`);
  const opened = { source: openCsv(source), typeOptions: NO_TYPE_OPTIONS };
  return run(cli, { ...flags, source, opened, isSeatSetKnown: false });
}

/** Enough to keep two processors busy, and none of its connections idle. */
const CONNECTIONS = 4;

function run(cli: Cli, running: Running): Promise<Outcome> {
  if (running.report !== undefined) readReport<ReportLine>(running.report, 'position');
  const made = { policy: policyOf(cli.config), clock: () => new Date(), newId: randomUUID };
  return withDatabase(cli.config, (url) =>
    withCatalogue({ url, poolSize: CONNECTIONS, isLazy: true }, (database, catalogue) =>
      importAll({ ...made, database, catalogue }, cli, running),
    ),
  );
}
