// import: brings courses here from course-discovery, or from a CSV. Can be run again and again, and writes what differs.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { NO_TYPE_OPTIONS } from '../../changes/import/imported-course';
import { policyOf } from '../../config';
import type { Config } from '../../config';
import { createCatalogueSource } from '../../store/catalogue';
import { openDatabase } from '../../store/data-source';
import { withDatabase } from '../database';
import { readReport } from '../report';
import { openCsv } from './sources/csv-courses';
import { importAll } from './import-all';
import type { Running } from './import-all';
import { withDiscovery } from './sources/open-source';
import type { Opened } from './sources/open-source';
import type { ReportLine } from './report-line';

export type ImportFlags = Omit<Running, 'source' | 'isSeatSetKnown'>;
export interface DiscoveryFlags extends ImportFlags {
  readonly typeOptions?: string;
  /** Requests per minute. */
  readonly rate?: number;
}

/** The exit code: 0 all was imported, 1 some was refused, 2 it could not be run. */
export const importDiscovery = (config: Config, source: string, flags: DiscoveryFlags): Promise<number> =>
  orTwo(() =>
    withDiscovery(config, { ...flags, source }, (opened) =>
      withDeps(config, opened, { ...flags, source, isSeatSetKnown: true }),
    ),
  );

/** The exit code: 0 all was imported, 1 some was refused, 2 it could not be run. */
export const importCsv = (config: Config, source: string, flags: ImportFlags): Promise<number> =>
  orTwo(() => {
    if (!existsSync(source)) throw new Error(`There is no file ${source}.`);
    const opened = { source: openCsv(source), typeOptions: NO_TYPE_OPTIONS };
    return withDeps(config, opened, { ...flags, source, isSeatSetKnown: false });
  });

async function orTwo(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

/** Enough to keep two processors busy, and none of its connections idle. */
const CONNECTIONS = 4;

function withDeps(config: Config, opened: Opened, running: Running): Promise<number> {
  if (running.report !== undefined) readReport<ReportLine>(running.report, 'position');
  return withDatabase(config, async (url) => {
    const database = await openDatabase({ url, poolSize: CONNECTIONS, isLazy: true });
    const catalogue = await createCatalogueSource(database, { pollMs: 1_000, onError: () => undefined });
    const deps = {
      database,
      catalogue,
      policy: policyOf(config),
      clock: () => new Date(),
      newId: randomUUID,
    };
    try {
      return await importAll(deps, opened, running);
    } finally {
      await catalogue.stop();
      await database.destroy();
    }
  });
}
