// The seeded catalogue without a database: the rows that the seed migration inserts, read as definitions. The data
// exists only in the migration.
import { seedRows } from '../../migrations/1795370400004-seed-open-edx-types';
import type { SeedRow } from '../../migrations/1795370400004-seed-open-edx-types';
import { catalogueOf, withDefinition } from '../../src/model/catalogue';
import type { Catalogue, Definition, DefinitionKind, Definitions } from '../../src/model/catalogue';

type Row = SeedRow['row'];
type Members = (slug: string) => string[];

const ROWS: readonly SeedRow[] = [...seedRows()];
const rowsOf = (table: string): Row[] => ROWS.filter((seed) => seed.table === table).map(({ row }) => row);
const textOrNull = (row: Row, column: string): string | null =>
  row[column] == null ? null : String(row[column]);
const typeOf = (row: Row) => ({ uuid: String(row.uuid), slug: String(row.slug), name: String(row.name) });

/** The slugs that a link table lists for an owner, in order. */
function membersOf(table: string, owner: string, member: string): Members {
  const rows = rowsOf(table).sort((left, right) => Number(left.position) - Number(right.position));
  return (slug) => rows.filter((row) => row[owner] === slug).map((row) => String(row[member]));
}

function seededDefinitions(): Definitions {
  const trackTypes = membersOf('course_run_type_track', 'course_run_type_slug', 'track_type_slug');
  const entitlementTypes = membersOf('course_type_entitlement', 'course_type_slug', 'seat_type_slug');
  const runTypes = membersOf('course_type_run_type', 'course_type_slug', 'course_run_type_slug');
  return {
    mode: rowsOf('mode').map((row) => ({
      slug: String(row.slug),
      name: String(row.name),
      isIdVerified: row.is_id_verified === true,
      isCreditEligible: row.is_credit_eligible === true,
      certificateType: textOrNull(row, 'certificate_type'),
      minimumPrice: Number(row.minimum_price).toFixed(2),
    })),
    seatType: rowsOf('seat_type').map((row) => ({
      slug: String(row.slug),
      name: String(row.name),
      createsProduct: row.creates_product === true,
      hasUpgradeDeadline: row.has_upgrade_deadline === true,
    })),
    trackType: rowsOf('track_type').map((row) => ({
      ...typeOf(row),
      mode: String(row.mode_slug),
      seatType: textOrNull(row, 'seat_type_slug'),
      paidToPlatform: row.paid_to_platform === true,
      paidToPartner: row.paid_to_partner === true,
    })),
    courseRunType: rowsOf('course_run_type').map((row) => ({
      ...typeOf(row),
      isMarketable: row.is_marketable === true,
      isRetired: row.is_retired === true,
      trackTypes: trackTypes(String(row.slug)),
    })),
    courseType: rowsOf('course_type').map((row) => ({
      ...typeOf(row),
      organizations: [],
      isRetired: row.is_retired === true,
      entitlementTypes: entitlementTypes(String(row.slug)),
      courseRunTypes: runTypes(String(row.slug)),
    })),
  };
}

/** The catalogue of a new installation. */
export const CATALOGUE: Catalogue = catalogueOf(seededDefinitions(), 1);

/** The definition with that slug, with deviations. Throws if there is none. */
export function defined<K extends DefinitionKind>(
  kind: K,
  slug: string,
  deviations: Partial<Definition<K>> = {},
): Definition<K> {
  const rows: readonly Definition<K>[] = CATALOGUE.definitions[kind];
  const row = rows.find((candidate) => candidate.slug === slug);
  if (!row) throw new Error(`No ${kind} is seeded as "${slug}".`);
  return { ...row, ...deviations };
}

/** The catalogue with one definition replaced or added. */
export function redefined<K extends DefinitionKind>(
  kind: K,
  saved: Definition<K>,
  catalogue: Catalogue = CATALOGUE,
): Catalogue {
  return catalogueOf(withDefinition(catalogue.definitions, kind, saved), catalogue.version + 1);
}
