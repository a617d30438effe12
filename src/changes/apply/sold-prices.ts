// Keeps what ended runs were sold at when their course's prices change. Pure.
import { isDeepStrictEqual } from 'node:util';
import { soldTracks } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { phaseOf, runTypeOf } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import { effectivePrice } from '../../model/money';

/**
 * Returns the state after the change in which a run that has ended keeps its prices. A run that is open, or is given prices
 * of its own, has the course's new price again.
 */
export function withSoldPrices(
  before: CourseState | null,
  after: CourseState,
  { catalogue, now }: { readonly catalogue: Catalogue; readonly now: Date },
): CourseState {
  if (!before) return after;
  const isSame = (slug: string) => before.course.prices[slug] === after.course.prices[slug];
  const old = new Map(before.runs.map((run) => [run.key, run]));
  const withOwnSoldPrices = (run: CourseRun): CourseRun => {
    const was = old.get(run.key);
    if (!was) return run;
    const slugs = new Set(soldTracks(runTypeOf(was, catalogue)).map(({ seatType }) => seatType.slug));
    const changed = [...slugs].filter((slug) => !isSame(slug));
    if (!isDeepStrictEqual(run.prices, was.prices)) return { ...run, soldPrices: {} };
    if (changed.length === 0) return run;
    const soldPrices = { ...run.soldPrices };
    for (const slug of changed) {
      if (phaseOf(was, now) === 'ENDED') soldPrices[slug] ??= effectivePrice(was, slug);
      else delete soldPrices[slug];
    }
    return { ...run, soldPrices };
  };
  return { ...after, runs: after.runs.map(withOwnSoldPrices) };
}
