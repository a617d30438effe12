// A REVIEWED run whose type or effective price changes is reviewed again; all other changes leave it REVIEWED.
import { sentBackForReview } from '../../src/changes/apply/decide';
import type { CourseRunStatus } from '../../src/model/courses';
import { aCourseState, changed, NOW, RUN_KEY } from '../support/build';
import type { Deviations } from '../support/build';
import { CATALOGUE } from '../support/catalogue';

const VERIFIED = { verified: '49.00' };
const before = (status: CourseRunStatus = 'REVIEWED') =>
  aCourseState({ prices: VERIFIED }, [{ status, hasProducts: true }]);

/** The status of the run after the change, if it had another before. */
function statusAfter(change: Deviations, status?: CourseRunStatus): CourseRunStatus | undefined {
  const state = before(status);
  return sentBackForReview(state, changed(state, change), CATALOGUE).runs[0]?.status;
}

test.each<[string, Deviations]>([
  ['its type', { runs: { [RUN_KEY]: { type: 'credit-verified-audit' } } }],
  ['its own price', { runs: { [RUN_KEY]: { prices: { verified: '50.00' } } } }],
  ["its course's price", { course: { prices: { verified: '50.00' } } }],
])('a REVIEWED run whose price or type changes goes back to UNPUBLISHED: %s', (_, change) => {
  expect(statusAfter(change)).toBe('UNPUBLISHED');
});

test.each<[string, Deviations]>([
  ['nothing', {}],
  ['its dates', { runs: { [RUN_KEY]: { end: NOW, start: null, goLiveAt: NOW } } }],
  ['its title', { course: { title: 'Another' }, runs: { [RUN_KEY]: { title: 'Too' } } }],
  ['its deadline', { runs: { [RUN_KEY]: { upgradeDeadlineOverride: NOW } } }],
  ['the price of what it does not sell', { course: { prices: { ...VERIFIED, credit: '60.00' } } }],
  ["its course's type", { course: { type: 'credit-verified-audit' } }],
  ['an own price that is the same', { runs: { [RUN_KEY]: { prices: VERIFIED } } }],
])('a REVIEWED run stays REVIEWED when %s changes', (_, change) => {
  expect(statusAfter(change)).toBe('REVIEWED');
});

test.each([
  ['goes back when the price of the entitlement changes', 'verified-audit', 'UNPUBLISHED'],
  ['that has no seat stays: no entitlement travels with it', 'masters', 'REVIEWED'],
])('a REVIEWED run with its own price %s', (_, type, status) => {
  const own = { type, prices: { verified: '59.00' } };
  const state = changed(before(), { course: { type: 'masters-verified-audit' }, runs: { [RUN_KEY]: own } });
  const after = changed(state, { course: { prices: { verified: '50.00' } } });

  expect(sentBackForReview(state, after, CATALOGUE).runs[0]?.status).toBe(status);
});

test('a REVIEWED run goes back when its course gains an entitlement', () => {
  const state = changed(before(), { course: { type: 'audit' }, runs: { [RUN_KEY]: { type: 'audit' } } });
  const after = changed(state, { course: { type: 'verified-audit' } });

  expect(sentBackForReview(state, after, CATALOGUE).runs[0]?.status).toBe('UNPUBLISHED');
});

test.each<CourseRunStatus>(['UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW', 'PUBLISHED'])(
  'a run that is %s stays so when its price changes',
  (status) => {
    expect(statusAfter({ course: { prices: { verified: '50.00' } } }, status)).toBe(status);
  },
);

test('a run that becomes PUBLISHED is not sent back, and new runs have nothing to go back from', () => {
  const after = changed(before(), { added: [{ key: 'course-v1:edX+DemoX+2T2026', status: 'REVIEWED' }] });

  expect(statusAfter({ runs: { [RUN_KEY]: { status: 'PUBLISHED' } } })).toBe('PUBLISHED');
  expect(sentBackForReview(null, after, CATALOGUE)).toEqual(after);
});
