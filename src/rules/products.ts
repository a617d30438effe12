// Rules that protect what learners hold: a run with products may gain tracks but never lose one.
import { changedEntitlements, changedPrices } from './facts';
import type { Facts, RunFacts } from './facts';
import { definitionPath, pathOf } from './paths';
import type { Finding, Rule } from './rule';

/** The definition fields that can remove a run's track or seat. */
const TRACK_FIELDS = ['trackTypes', 'mode', 'seatType', 'createsProduct'];

const named = (things: readonly { readonly name: string }[]): string =>
  things.map((thing) => thing.name).join(', ');

export const runInReviewIsLeftAlone: Rule = {
  code: 'RUN_IN_REVIEW',
  says: 'While a run is in review, its type, tracks, prices and the entitlements of its course cannot change.',
  because: 'Reviewers must approve exactly what is sold later. To change it, withdraw the run from review.',
  isWaivable: false,
  check: (facts) => {
    if (facts.definition) return [];
    return facts.runFacts
      .filter((run) => run.phase === 'IN_REVIEW' && run.after !== null)
      .flatMap((run) => [...typeInReview(facts, run), ...soldInReview(facts, run)]);
  },
};

function typeInReview(facts: Facts, run: RunFacts): Finding[] {
  if (!run.isTypeChosen) return [];
  const detail = `${run.key} would become ${run.typeAfter?.name}.`;
  return [{ detail, path: pathOf(facts, run, 'type'), courseRunKey: run.key }];
}

/** One finding per seat type: for a seat whose price would change, else for an entitlement that goes with the run. */
function soldInReview(facts: Facts, run: RunFacts): Finding[] {
  const { courseType, coursePrices } = facts.paths;
  const about = (seatType: string, what: string, path: readonly string[]): Finding => ({
    detail: `${what.replace('…', nameOf(facts, seatType))} would change.`,
    ...{ path, courseRunKey: run.key, seatType },
  });
  const seats = changedPrices(run).map((seatType) => {
    const isOwn = run.before?.prices[seatType] !== run.after?.prices[seatType];
    const path = isOwn ? pathOf(facts, run, 'prices') : coursePrices;
    return about(seatType, `The price of … in ${run.key}`, path);
  });
  const isSeat = new Set(seats.map(({ seatType }) => seatType));
  const entitlements = changedEntitlements(run)
    .filter(({ seatType }) => !isSeat.has(seatType))
    .map(({ seatType, by }) => {
      const what = `of the entitlement … that is sold with ${run.key}`;
      if (by === 'prices') return about(seatType, `The price ${what}`, coursePrices);
      if (by === 'variantId') return about(seatType, `The variant ${what}`, ['variantId']);
      return about(seatType, `Whether … is sold as an entitlement with ${run.key}`, courseType);
    });
  return [...seats, ...entitlements];
}

const nameOf = (facts: Facts, seatType: string): string =>
  facts.catalogueAfter.seatTypes.get(seatType)?.name ?? seatType;

export const endedRunKeepsItsTracks: Rule = {
  code: 'RUN_ENDED',
  says: 'The tracks of a run that has ended cannot change.',
  because:
    'Certificates, refunds and reports refer to what was offered. course-discovery lets an ended run change its type.',
  isWaivable: true,
  check: (facts) =>
    facts.runFacts
      .filter((run) => !facts.definition && run.phase === 'ENDED' && areTracksChanged(run))
      .map((run) => ({
        detail: `${run.key} ended at ${run.before?.end?.toISOString()}.`,
        path: pathOf(facts, run, 'type'),
        courseRunKey: run.key,
      })),
};

function areTracksChanged({ typeBefore, typeAfter }: RunFacts): boolean {
  if (!typeBefore || !typeAfter) return false;
  const before = new Set(typeBefore.trackTypes.map((track) => track.slug));
  return (
    before.size !== typeAfter.trackTypes.length ||
    typeAfter.trackTypes.some((track) => !before.has(track.slug))
  );
}

export const trackIsNotRemoved: Rule = {
  code: 'TRACK_REMOVED',
  says: 'A run that has products may gain tracks, but not lose any.',
  because: 'Learners may be enrolled or may have paid. This applies to Masters too, although it has no seat.',
  isWaivable: true,
  check: (facts) =>
    facts.runFacts
      .filter((run) => run.hasProducts && run.lostTracks.length > 0)
      .map((run) => ({
        detail: `${run.key} would lose ${named(run.lostTracks)}.`,
        path: facts.definition ? definitionPath(facts, ...TRACK_FIELDS) : pathOf(facts, run, 'type'),
        courseRunKey: run.key,
      })),
};

export const modeWithLearnersStays: Rule = {
  code: 'LEARNERS_ENROLLED',
  says: 'A mode with enrolled learners cannot be removed, not even with an override.',
  because:
    'Learners would lose access to what they enrolled for. Move them to another mode in the LMS first.',
  isWaivable: false,
  check: (facts) =>
    facts.runFacts.flatMap((run) => {
      const remaining = new Set(run.typeAfter?.trackTypes.map((track) => track.mode.slug));
      return run.lostTracks
        .map((track) => ({
          mode: track.mode,
          count: facts.learners?.get(run.key)?.get(track.mode.slug) ?? 0,
        }))
        .filter(({ mode, count }) => count > 0 && !remaining.has(mode.slug))
        .map(({ mode, count }) => ({
          detail: `Learners of ${run.key} in mode ${mode.name}: ${count}.`,
          path: pathOf(facts, run, 'type'),
          courseRunKey: run.key,
        }));
    }),
};

export const entitlementIsNotRemoved: Rule = {
  code: 'ENTITLEMENT_REMOVED',
  says: 'A course that has a run with products may gain entitlements, but not lose any.',
  because:
    'Learners who bought one must be able to use it. course-discovery drops its own row and leaves the product on sale.',
  isWaivable: true,
  check: (facts) =>
    facts.courseFacts
      .filter((course) => course.hasProducts)
      .flatMap((course) => {
        const remaining = new Set(course.typeAfter?.entitlementTypes.map((seatType) => seatType.slug));
        return (course.typeBefore?.entitlementTypes ?? [])
          .filter((seatType) => course.typeAfter && !remaining.has(seatType.slug))
          .map((seatType) => ({
            detail: `${course.before?.key} would lose the entitlement ${seatType.name}.`,
            path: facts.definition ? definitionPath(facts, 'entitlementTypes') : facts.paths.courseType,
          }));
      }),
};

export const productsAreNotDeleted: Rule = {
  code: 'HAS_PRODUCTS',
  says: 'A course or run that has or ever had products cannot be deleted.',
  because: 'Deleting is for mistyped keys. Orders, enrollments and reports refer to everything else.',
  isWaivable: false,
  check: (facts) => [
    ...facts.courseFacts
      .filter(({ before, after }) => after === null && Object.keys(before?.skus ?? {}).length > 0)
      .map(({ before }) => ({ detail: `${before?.key} sells an entitlement.`, path: ['key'] })),
    ...facts.runFacts
      .filter((run) => run.after === null && run.hasProducts)
      .map((run) => ({ detail: `${run.key} has products.`, path: ['key'], courseRunKey: run.key })),
  ],
};
