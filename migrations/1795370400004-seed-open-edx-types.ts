// The types that Open edX knows today, so that a new installation can work at once. Slugs are a public contract:
// data warehouses and enterprise services filter by them.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { uuidV5 } from '../src/store/uuid-v5';

// slug, name, ID-verified, credit, certificate, minimum price
const MODES: [string, string, boolean, boolean, string | null, number][] = [
  ['audit', 'Audit', false, false, null, 0],
  ['verified', 'Verified', true, false, 'verified', 1],
  ['professional', 'Professional', true, false, 'professional', 1],
  ['no-id-professional', 'Professional (no ID)', false, false, 'professional', 0],
  ['credit', 'Credit', false, true, 'credit', 0],
  ['honor', 'Honor', false, false, 'honor', 0],
  ['masters', 'Masters', false, false, null, 0],
  ['executive-education', 'Executive Education', false, false, 'executive-education', 1],
  ['paid-executive-education', 'Paid Executive Education', false, false, 'paid-executive-education', 1],
  ['unpaid-executive-education', 'Unpaid Executive Education', false, false, 'unpaid-executive-education', 0],
  ['paid-bootcamp', 'Paid Bootcamp', false, false, 'paid-bootcamp', 1],
  ['unpaid-bootcamp', 'Unpaid Bootcamp', false, false, 'unpaid-bootcamp', 0],
];
const PAID_TO_PLATFORM = [
  'verified',
  'professional',
  'no-id-professional',
  'credit',
  'executive-education',
  'paid-executive-education',
  'paid-bootcamp',
];

// slug, name, track types, marketable, retired
const COURSE_RUN_TYPES: [string, string, string[], boolean, boolean][] = [
  ['audit', 'Audit Only', ['audit'], true, false],
  ['verified', 'Verified Only', ['verified'], true, false],
  ['verified-audit', 'Verified and Audit', ['verified', 'audit'], true, false],
  ['credit-verified-audit', 'Credit', ['credit', 'verified', 'audit'], true, false],
  ['professional', 'Professional Only', ['professional'], true, false],
  ['no-id-professional', 'Professional Only (no ID)', ['no-id-professional'], true, false],
  ['honor', 'Honor Only', ['honor'], true, false],
  ['verified-honor', 'Verified and Honor', ['verified', 'honor'], true, false],
  ['credit-verified-honor', 'Credit with Honor', ['credit', 'verified', 'honor'], true, false],
  ['masters', 'Masters Only', ['masters'], false, false],
  ['masters-verified-audit', 'Masters, Verified, and Audit', ['masters', 'verified', 'audit'], true, false],
  ['spoc', 'Small Private Online Course', ['audit-unsold'], false, false],
  ['paid-executive-education', 'Paid Executive Education', ['paid-executive-education'], true, false],
  ['unpaid-executive-education', 'Unpaid Executive Education', ['unpaid-executive-education'], true, false],
  ['paid-bootcamp', 'Paid Bootcamp', ['paid-bootcamp'], true, true],
  ['unpaid-bootcamp', 'Unpaid Bootcamp', ['unpaid-bootcamp'], true, true],
  ['empty', 'Empty', [], false, false],
];

// slug, name, entitlement types, run types in display order, retired
const COURSE_TYPES: [string, string, string[], string[], boolean][] = [
  ['verified-audit', 'Verified and Audit', ['verified'], ['verified-audit', 'audit'], false],
  ['audit', 'Audit Only', [], ['audit'], false],
  ['professional', 'Professional Only', ['professional'], ['professional', 'no-id-professional'], false],
  [
    'credit-verified-audit',
    'Credit',
    ['verified'],
    ['credit-verified-audit', 'verified-audit', 'audit'],
    false,
  ],
  ['masters', 'Masters Only', [], ['masters'], false],
  [
    'masters-verified-audit',
    'Masters, Verified, and Audit',
    ['verified'],
    ['masters-verified-audit', 'verified-audit', 'audit', 'masters'],
    false,
  ],
  ['honor', 'Honor Only', [], ['honor'], false],
  ['verified-honor', 'Verified and Honor', ['verified'], ['verified-honor', 'honor'], false],
  [
    'credit-verified-honor',
    'Credit with Honor',
    ['verified'],
    ['credit-verified-honor', 'verified-honor', 'honor'],
    false,
  ],
  ['verified', 'Verified Only', ['verified'], ['verified'], false],
  ['spoc', 'Small Private Online Course', [], ['spoc'], false],
  [
    'executive-education-2u',
    'Executive Education (2U)',
    ['paid-executive-education'],
    ['unpaid-executive-education', 'paid-executive-education'],
    false,
  ],
  ['bootcamp-2u', 'Bootcamp (2U)', ['paid-bootcamp'], ['paid-bootcamp', 'unpaid-bootcamp'], true],
  ['empty', 'Empty', [], [], false],
];

/** One row of a table, by its columns. */
export interface SeedRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | boolean | null>>;
}

/** Every row, in the order of insertion; also the catalogue of tests that do without a database. */
export function* seedRows(): Generator<SeedRow> {
  yield* tracks();
  for (const [slug, name, trackTypes, isMarketable, isRetired] of COURSE_RUN_TYPES) {
    const uuid = uuidV5('courseRunType', slug);
    const row = { uuid, slug, name, is_marketable: isMarketable, is_retired: isRetired };
    yield { table: 'course_run_type', row };
    yield* members('course_run_type_track', { course_run_type_slug: slug }, ['track_type_slug', trackTypes]);
  }
  for (const [slug, name, entitlements, runTypes, isRetired] of COURSE_TYPES) {
    const row = { uuid: uuidV5('courseType', slug), slug, name, is_retired: isRetired };
    yield { table: 'course_type', row };
    yield* members('course_type_entitlement', { course_type_slug: slug }, ['seat_type_slug', entitlements]);
    yield* members('course_type_run_type', { course_type_slug: slug }, ['course_run_type_slug', runTypes]);
  }
}

function* tracks(): Generator<SeedRow> {
  for (const [slug, name, isIdVerified, isCreditEligible, certificateType, minimumPrice] of MODES) {
    const kind = { is_id_verified: isIdVerified, is_credit_eligible: isCreditEligible };
    const row = { slug, name, ...kind, certificate_type: certificateType, minimum_price: minimumPrice };
    yield { table: 'mode', row };
  }
  for (const [slug, name] of MODES.filter(([mode]) => mode !== 'masters')) {
    const row = { slug, name, creates_product: true, has_upgrade_deadline: slug === 'verified' };
    yield { table: 'seat_type', row };
  }
  for (const [slug, name] of MODES) yield track([slug, name], slug, slug === 'masters' ? null : slug);
  yield track(['audit-unsold', 'Audit (not sold)'], 'audit', null);
}

function track([slug, name]: readonly [string, string], mode: string, seatType: string | null): SeedRow {
  const paid = { paid_to_platform: PAID_TO_PLATFORM.includes(slug), paid_to_partner: slug === 'masters' };
  const uuid = uuidV5('trackType', slug);
  return {
    table: 'track_type',
    row: { uuid, slug, name, mode_slug: mode, seat_type_slug: seatType, ...paid },
  };
}

function* members(
  table: string,
  owner: SeedRow['row'],
  [column, slugs]: readonly [string, readonly string[]],
): Generator<SeedRow> {
  for (const [position, slug] of slugs.entries())
    yield { table, row: { ...owner, [column]: slug, position } };
}

export class SeedOpenEdxTypes1795370400004 implements MigrationInterface {
  name = 'SeedOpenEdxTypes1795370400004';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, row } of seedRows()) {
      const columns = Object.keys(row);
      const values = columns.map((_, index) => `$${index + 1}`);
      await runner.query(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
        Object.values(row),
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'course_type_run_type',
      'course_type_entitlement',
      'course_type',
      'course_run_type_track',
    ];
    for (const table of [...tables, 'course_run_type', 'track_type', 'seat_type', 'mode']) {
      await runner.query(`DELETE FROM ${table}`);
    }
  }
}
