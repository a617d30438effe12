// Reads the catalogue and keeps a snapshot of it in memory, so that reading a type needs no query. The version number
// decides: when it changes, the snapshot is read again.
import { catalogueOf } from '../model/catalogue';
import type { Catalogue, Definitions } from '../model/catalogue';
import type { Database, Transaction } from './database';

/** Gives every reader the newest snapshot in this process. */
export interface CatalogueSource {
  readonly current: () => Catalogue;
  /** Returns a snapshot of at least that version; reads again if the current one is older. */
  readonly atLeast: (version: number) => Promise<Catalogue>;
  /** Checks the version, and reads again if it has changed. */
  readonly refresh: () => Promise<Catalogue>;
  /** Stops checking; resolves when the last check is done. */
  readonly stop: () => Promise<void>;
}

const LIST = (table: string, member: string, owner: string): string =>
  `(SELECT coalesce(jsonb_agg(${member} ORDER BY position), '[]') FROM ${table} WHERE ${owner} = x.slug)`;
const ROWS = (table: string, fields: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object(${fields}) ORDER BY x.id), '[]') FROM ${table} x)`;
const TYPE = `'uuid', x.uuid, 'slug', x.slug, 'name', x.name`;

const READ_DEFINITIONS = `SELECT (SELECT version FROM catalogue_version) AS version, jsonb_build_object(
  'mode', ${ROWS('mode', `'slug', slug, 'name', name, 'isIdVerified', is_id_verified, 'isCreditEligible', is_credit_eligible, 'certificateType', certificate_type, 'minimumPrice', minimum_price::text`)},
  'seatType', ${ROWS('seat_type', `'slug', slug, 'name', name, 'createsProduct', creates_product, 'hasUpgradeDeadline', has_upgrade_deadline`)},
  'trackType', ${ROWS('track_type', `${TYPE}, 'mode', mode_slug, 'seatType', seat_type_slug, 'paidToPlatform', paid_to_platform, 'paidToPartner', paid_to_partner`)},
  'courseRunType', ${ROWS('course_run_type', `${TYPE}, 'isMarketable', is_marketable, 'isRetired', is_retired, 'trackTypes', ${LIST('course_run_type_track', 'track_type_slug', 'course_run_type_slug')}`)},
  'courseType', ${ROWS('course_type', `${TYPE}, 'organizations', organizations, 'isRetired', is_retired, 'entitlementTypes', ${LIST('course_type_entitlement', 'seat_type_slug', 'course_type_slug')}, 'courseRunTypes', ${LIST('course_type_run_type', 'course_run_type_slug', 'course_type_slug')}`)}
) AS definitions`;

/** Returns the catalogue as the database or transaction sees it now. */
export async function readCatalogue(db: Database | Transaction): Promise<Catalogue> {
  const [row]: { version: string; definitions: Definitions }[] = await db.query(READ_DEFINITIONS);
  if (!row) throw new Error('The catalogue could not be read.');
  return catalogueOf(row.definitions, Number(row.version));
}

/** Returns the catalogue version that the database or transaction sees now. */
export async function findCatalogueVersion(db: Database | Transaction): Promise<number> {
  const [row]: { version: string }[] = await db.query('SELECT version FROM catalogue_version');
  return Number(row?.version);
}

/** Creates a source that checks every `pollMs` whether another replica has changed the version. */
export async function createCatalogueSource(
  db: Database,
  options: { pollMs: number; onError: (error: unknown) => void },
): Promise<CatalogueSource> {
  let snapshot = await readCatalogue(db);
  const readAgain = async (): Promise<Catalogue> => {
    const read = await readCatalogue(db);
    if (read.version > snapshot.version) snapshot = read;
    return snapshot;
  };
  const refresh = async (): Promise<Catalogue> =>
    (await findCatalogueVersion(db)) > snapshot.version ? readAgain() : snapshot;
  let looking: Promise<unknown> = Promise.resolve();
  const look = () => {
    looking = refresh().catch(options.onError);
  };
  const timer = setInterval(look, options.pollMs).unref();
  return {
    current: () => snapshot,
    atLeast: async (version) => (version > snapshot.version ? readAgain() : snapshot),
    refresh,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
