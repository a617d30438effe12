// Where a run is in its life: every status, with and without products, around its end.
import { COURSE_RUN_STATUSES, isProvisioned, phaseOf } from '../../src/model/courses';
import type { CourseRunStatus, Phase } from '../../src/model/courses';
import { aRun, NOW, PHASES } from '../support/build';

const at = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

test.each<[CourseRunStatus, Phase, Phase]>([
  ['UNPUBLISHED', 'DRAFT', 'LOCKED'],
  ['LEGAL_REVIEW', 'IN_REVIEW', 'IN_REVIEW'],
  ['INTERNAL_REVIEW', 'IN_REVIEW', 'IN_REVIEW'],
  ['REVIEWED', 'DRAFT', 'LOCKED'],
  ['PUBLISHED', 'DRAFT', 'LOCKED'],
])('a run that is %s is %s without products and %s with them', (status, without, withProducts) => {
  expect(phaseOf(aRun({ status }), NOW)).toBe(without);
  expect(phaseOf(aRun({ status, hasProducts: true }), NOW)).toBe(withProducts);
});

test.each<[string, Date | null, boolean]>([
  ['a day ago', at(-86_400_000), true],
  ['a millisecond ago', at(-1), true],
  ['now', at(0), true],
  ['in a millisecond', at(1), false],
  ['tomorrow', at(86_400_000), false],
  ['never', null, false],
])('a run with products that ends %s has ended, whatever its status: %s', (_, end, hasEnded) => {
  for (const status of COURSE_RUN_STATUSES) {
    expect(phaseOf(aRun({ status, end, hasProducts: true }), NOW) === 'ENDED').toBe(hasEnded);
    expect(phaseOf(aRun({ status, end, hasProducts: false }), NOW)).not.toBe('ENDED');
  }
});

test.each<[CourseRunStatus, boolean]>([
  ['UNPUBLISHED', false],
  ['LEGAL_REVIEW', false],
  ['INTERNAL_REVIEW', false],
  ['REVIEWED', true],
  ['PUBLISHED', true],
])('a run that is %s is provisioned: %s, and not once it has ended', (status, isTold) => {
  expect(isProvisioned(aRun({ status, hasProducts: true }), NOW)).toBe(isTold);
  expect(isProvisioned(aRun({ status, hasProducts: true, end: at(0) }), NOW)).toBe(false);
});

test('a run that becomes REVIEWED after its end, without products, is provisioned once', () => {
  expect(isProvisioned(aRun({ status: 'REVIEWED', end: at(-1) }), NOW)).toBe(true);
});

test.each(Object.entries(PHASES))('the builders build a run that is %s', (phase, run) => {
  expect(phaseOf(aRun(run), NOW)).toBe(phase);
});
