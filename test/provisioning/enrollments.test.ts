// How many learners the LMS reports, and that no answer never counts as none.
import { createLmsGraphql } from '../../src/provisioning/graphql';
import type { Lms } from '../../src/provisioning/target';
import { startLms, type LmsStandIn } from '../../sandbox/lms';
import type { Fault } from '../../sandbox/faults';
import { runKey } from '../support/stand-ins';

let lms: LmsStandIn;
let enrollments: Lms;
/** For an LMS that does not answer. */
let impatient: Lms;
beforeAll(async () => {
  lms = await startLms({ port: 0 });
  enrollments = createLmsGraphql({ url: lms.url, deadlineMs: 20_000 });
  impatient = createLmsGraphql({ url: lms.url, deadlineMs: 300 });
});
afterEach(() => lms.reset());
afterAll(async () => {
  await Promise.all([enrollments.close(), impatient.close()]);
  await lms.stop();
});

test('learners are counted by mode', async () => {
  lms.enroll(runKey, 'verified', 12);
  lms.enroll(runKey, 'audit', 0);

  const counts = await enrollments.countLearners(runKey);

  expect([...counts]).toEqual([
    ['verified', 12],
    ['audit', 0],
  ]);
});

test('a run that the LMS does not know has none', async () => {
  expect([...(await enrollments.countLearners('course-v1:edX+Nowhere+1'))]).toEqual([]);
});

test.each<Fault>([
  { kind: 'status', status: 500 },
  { kind: 'status', status: 404 },
  { kind: 'hang' },
  { kind: 'html' },
  { kind: 'null-data' },
])('$kind is no answer', async (fault) => {
  lms.faults.set(fault);

  await expect(impatient.countLearners(runKey)).rejects.toThrow('The LMS did not say who is enrolled.');
});
