// Rules on what a type may be made of. A type that broke a rule before and is left alone does not count.
import { soldTracks } from '../model/catalogue';
import type { CourseRunType, CourseType } from '../model/catalogue';
import type { Facts } from './facts';
import type { Finding, Rule } from './rule';

/** Types that break the rule now and did not before. The path is that of the field that the saved kind decides it by. */
function newlyWrong<T extends CourseRunType | CourseType>(
  facts: Facts,
  lists: { readonly before: ReadonlyMap<string, T>; readonly after: ReadonlyMap<string, T> },
  detailOf: (type: T) => string | null,
): Finding[] {
  if (lists.before === lists.after) return [];
  return [...lists.after.values()].flatMap((type) => {
    const before = lists.before.get(type.slug);
    const detail = detailOf(type);
    if (detail === null || (before && detailOf(before) !== null)) return [];
    return [{ detail: `${type.name}: ${detail}`, path: [pathOfType(facts, type)] }];
  });
}

function pathOfType(facts: Facts, type: CourseRunType | CourseType): string {
  const fields: Record<string, string> = {
    courseRunType: 'trackTypes',
    courseType: 'entitlementTypes',
    trackType: 'mode',
    mode: 'isIdVerified',
    seatType: 'createsProduct',
  };
  return fields[facts.definition?.kind ?? ''] ?? type.slug;
}

const runTypes = (facts: Facts) => ({
  before: facts.catalogueBefore.courseRunTypes,
  after: facts.catalogueAfter.courseRunTypes,
});

export const modesAreDistinct: Rule = {
  code: 'DUPLICATE_MODE',
  says: 'A run type has no two tracks of one mode.',
  because: 'The LMS knows a mode once per run: one of the two tracks could not be told.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(facts, runTypes(facts), (type) => {
      const modes = type.trackTypes.map((track) => track.mode.slug);
      const twice = modes.find((mode, index) => modes.indexOf(mode) !== index);
      return twice === undefined ? null : `${twice} is there twice.`;
    }),
};

export const professionalStandsAlone: Rule = {
  code: 'PROFESSIONAL_STANDS_ALONE',
  says: 'A run type with a professional mode has no other track.',
  because: 'The LMS shows no choice of tracks in a professional run: learners would not find the other one.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(facts, runTypes(facts), (type) => {
      const isProfessional = type.trackTypes.some((track) => track.mode.certificateType === 'professional');
      return isProfessional && type.trackTypes.length > 1 ? 'it has another track.' : null;
    }),
};

export const creditNeedsVerified: Rule = {
  code: 'CREDIT_NEEDS_VERIFIED',
  says: 'A run type with a credit mode has an ID-verified one.',
  because: 'Learners get to credit from the verified track only.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(facts, runTypes(facts), (type) => {
      const hasCredit = type.trackTypes.some((track) => track.mode.isCreditEligible);
      const hasVerified = type.trackTypes.some((track) => track.mode.isIdVerified);
      return hasCredit && !hasVerified ? 'it has none.' : null;
    }),
};

export const entitlementIsSoldInRuns: Rule = {
  code: 'ENTITLEMENT_NOT_SOLD_IN_RUNS',
  says: 'A course type sells entitlements only of seat types that one of its run types sells.',
  because: 'An entitlement that can be spent on no run is a refund waiting to happen.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(
      facts,
      { before: facts.catalogueBefore.courseTypes, after: facts.catalogueAfter.courseTypes },
      (type) => {
        const sold = new Set(
          type.courseRunTypes.flatMap((run) => soldTracks(run).map((track) => track.seatType.slug)),
        );
        const unsold = type.entitlementTypes.find((seatType) => !sold.has(seatType.slug));
        return unsold ? `none of its run types sells ${unsold.name}.` : null;
      },
    ),
};
