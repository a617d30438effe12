// The drift query while a system's request budget is used up.
import { paced, UNLIMITED } from '../../src/provisioning/pace/budget';
import { useTestApp } from '../support/app';
import { aVerifiedCourse } from '../support/changes';

/** How long the budget asks each reading to wait, one after the other; then it is free. */
const waits: number[] = [];
const budget = {
  ...UNLIMITED,
  begin: async () => {
    const waitMs = waits.shift() ?? 0;
    return waitMs > 0 ? { waitMs } : UNLIMITED.begin('reading');
  },
};
const nothing = async () => ({ kind: 'read' as const, actual: { modes: [] } });
const read = (_: string, patienceMs?: number) => paced(budget, nothing, { patienceMs });
const app = useTestApp({ deps: { readers: { ECOMMERCE: null, LMS: { read } } } });

test.each([
  ['waits for one that is soon free', [200, 300], { isInSync: false, error: null }],
  [
    'says when to try again',
    [62_500],
    {
      isInSync: null,
      error: 'It is paused, or its request budget is used up; try again in 63 s.',
    },
  ],
  ['does not wait longer than 8 s in all', [1, 8_000], { isInSync: null }],
])('%s', async (_, waiting, expected) => {
  const { run } = await aVerifiedCourse(app.replica);
  waits.splice(0, waits.length, ...waiting);
  const query = 'query ($run: ID!) { drift(courseRunKey: $run) { target isInSync error } }';

  expect((await app.data(query, { run })).drift).toMatchObject([{ target: 'LMS', ...expected }]);
});
