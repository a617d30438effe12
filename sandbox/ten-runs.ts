// The runs of the sandbox's LMS, as course teams made them in Studio and operators configured their modes: four audit
// runs, four verified ones, one of honor at 49, and one that nobody has configured.
import type { RestLms } from './rest/lms';
import { modeOf, type RestMode } from './rest/modes';

const DAY_MS = 86_400_000;
const AUDIT = { audit: {} };
const VERIFIED = { audit: {}, verified: { min_price: 149 } };
const TEN_RUNS: readonly (readonly [
  course: string,
  run: number,
  modes: Record<string, Partial<RestMode>>,
])[] = [
  ...[1, 2, 3, 4].map((run) => ['Audit', run, AUDIT] as const),
  ...[1, 2, 3, 4].map((run) => ['Verified', run, VERIFIED] as const),
  ['Honor', 1, { honor: { min_price: 49 } }],
  ['New', 1, {}],
];

/** Each starts in 10 days and ends in 100. */
export function configureTenRuns({ listed, modesOf }: Pick<RestLms, 'listed' | 'modesOf'>, now: Date): void {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const [start, end] = [10, 100].map((days) => new Date(midnight + days * DAY_MS).toISOString());
  for (const [name, run, modes] of TEN_RUNS) {
    const key = `course-v1:DemoX+${name}+${run}`;
    listed.set(key, { name, start, end });
    for (const [slug, mode] of Object.entries(modes)) modesOf(key).set(slug, modeOf(key, slug, mode));
  }
}
