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

export class SeedOpenEdxTypes1795370400004 implements MigrationInterface {
  name = 'SeedOpenEdxTypes1795370400004';

  async up(runner: QueryRunner): Promise<void> {
    const insert = (table: string, columns: string, row: unknown[]) =>
      runner.query(
        `INSERT INTO ${table} (${columns}) VALUES (${row.map((_, index) => `$${index + 1}`).join(', ')})`,
        row,
      );
    for (const mode of MODES) {
      await insert(
        'mode',
        'slug, name, is_id_verified, is_credit_eligible, certificate_type, minimum_price',
        mode,
      );
    }
    for (const [slug, name] of MODES.filter(([mode]) => mode !== 'masters')) {
      await insert('seat_type', 'slug, name, creates_product, has_upgrade_deadline', [
        slug,
        name,
        true,
        slug === 'verified',
      ]);
    }
    const tracks = [
      ...MODES.map(([slug, name]) => [slug, name, slug, slug === 'masters' ? null : slug] as const),
      ['audit-unsold', 'Audit (not sold)', 'audit', null] as const,
    ];
    for (const [slug, name, mode, seatType] of tracks) {
      const paid = [PAID_TO_PLATFORM.includes(slug), slug === 'masters'];
      const columns = 'uuid, slug, name, mode_slug, seat_type_slug, paid_to_platform, paid_to_partner';
      await insert('track_type', columns, [uuidV5('trackType', slug), slug, name, mode, seatType, ...paid]);
    }
    for (const [slug, name, trackTypes, isMarketable, isRetired] of COURSE_RUN_TYPES) {
      const row = [uuidV5('courseRunType', slug), slug, name, isMarketable, isRetired];
      await insert('course_run_type', 'uuid, slug, name, is_marketable, is_retired', row);
      for (const [position, trackType] of trackTypes.entries()) {
        const columns = 'course_run_type_slug, track_type_slug, position';
        await insert('course_run_type_track', columns, [slug, trackType, position]);
      }
    }
    for (const [slug, name, entitlements, runTypes, isRetired] of COURSE_TYPES) {
      const row = [uuidV5('courseType', slug), slug, name, isRetired];
      await insert('course_type', 'uuid, slug, name, is_retired', row);
      for (const [position, seatType] of entitlements.entries()) {
        const columns = 'course_type_slug, seat_type_slug, position';
        await insert('course_type_entitlement', columns, [slug, seatType, position]);
      }
      for (const [position, runType] of runTypes.entries()) {
        const columns = 'course_type_slug, course_run_type_slug, position';
        await insert('course_type_run_type', columns, [slug, runType, position]);
      }
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
