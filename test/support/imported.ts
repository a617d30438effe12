// Courses as another system would describe them, with named deviations.
import type { ImportedCourse, ImportedRun, ImportedSeat } from '../../src/changes/import/imported-course';
import { runKey } from './build';

export const seatOf = (seatType: string): ImportedSeat => ({
  seatType,
  amount: null,
  upgradeDeadline: null,
  creditProvider: null,
  creditHours: null,
  sku: null,
  bulkSku: null,
});

/** A run that sells these seats, without a type. */
export const selling = (seats: readonly string[], deviations: Partial<ImportedRun> = {}): ImportedRun => ({
  key: '',
  type: {},
  seats: seats.map(seatOf),
  isSeatSetKnown: true,
  ...deviations,
});

/** A course of edX without a type, with a key for each run that lacks one. */
export const importedCourse = (
  runs: readonly ImportedRun[],
  entitlements: readonly string[] = [],
  deviations: Partial<ImportedCourse> = {},
): ImportedCourse => ({
  key: 'edX+DemoX',
  organization: 'edX',
  type: {},
  entitlements: entitlements.map((seatType) => ({ seatType, amount: null, sku: null })),
  runs: runs.map((run, index) => ({ ...run, key: run.key || runKey(`${index + 1}T2026`) })),
  remarks: [],
  ...deviations,
});
