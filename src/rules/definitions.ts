// Rules on how types are defined. A type that already broke a rule and is left unchanged does not count.
import { soldTracks } from '../model/catalogue';
import type { CourseRunType, CourseType, TrackType } from '../model/catalogue';
import type { Facts } from './facts';
import { definitionPath } from './paths';
import type { Finding, Rule } from './rule';

/** A way in which a type can be wrong, and the definition fields that can cause it. */
interface DefinitionCheck<T> {
  readonly detailOf: (type: T) => string | null;
  readonly fields: readonly string[];
}

/** Finds types that break the rule now and did not before. */
function newlyWrong<T extends CourseRunType | CourseType | TrackType>(
  facts: Facts,
  lists: { readonly before: ReadonlyMap<string, T>; readonly after: ReadonlyMap<string, T> },
  { detailOf, fields }: DefinitionCheck<T>,
): Finding[] {
  if (lists.before === lists.after) return [];
  return [...lists.after.values()].flatMap((type) => {
    const before = lists.before.get(type.slug);
    const detail = detailOf(type);
    if (detail === null || (before && detailOf(before) !== null)) return [];
    return [{ detail: `${type.name}: ${detail}`, path: definitionPath(facts, ...fields) }];
  });
}

const runTypes = (facts: Facts) => ({
  before: facts.catalogueBefore.courseRunTypes,
  after: facts.catalogueAfter.courseRunTypes,
});

/** Open edX's slugs: the LMS recognizes these modes only by them. */
const PROFESSIONAL = ['professional', 'no-id-professional'];

/** Finds tracks with a professional mode whose seat would get an upgrade deadline. */
export const professionalDeadlines = (facts: Facts): Finding[] =>
  newlyWrong(
    facts,
    { before: facts.catalogueBefore.trackTypes, after: facts.catalogueAfter.trackTypes },
    {
      fields: ['hasUpgradeDeadline', 'seatType', 'mode'],
      detailOf: ({ mode, seatType }) =>
        seatType?.hasUpgradeDeadline && PROFESSIONAL.includes(mode.slug)
          ? `the seat type ${seatType.name} would have one, and the LMS refuses the mode ${mode.slug} with it.`
          : null,
    },
  );

export const modesAreDistinct: Rule = {
  code: 'DUPLICATE_MODE',
  says: 'No two tracks of a run type have the same mode.',
  because: 'The LMS has each mode once per run, so it could not hold both tracks.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(facts, runTypes(facts), {
      fields: ['trackTypes', 'mode'],
      detailOf: (type) => {
        const modes = type.trackTypes.map((track) => track.mode.slug);
        const twice = modes.find((mode, index) => modes.indexOf(mode) !== index);
        return twice === undefined ? null : `${twice} would be there twice.`;
      },
    }),
};

export const professionalStandsAlone: Rule = {
  code: 'PROFESSIONAL_STANDS_ALONE',
  says: 'A run type with a professional mode has no other track.',
  because:
    'The LMS shows no choice of tracks in a professional run, so learners would not find the other one.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(facts, runTypes(facts), {
      fields: ['trackTypes', 'mode', 'certificateType'],
      detailOf: (type) => {
        const isProfessional = type.trackTypes.some((track) => track.mode.certificateType === 'professional');
        return isProfessional && type.trackTypes.length > 1 ? 'it would have another track.' : null;
      },
    }),
};

export const creditNeedsVerified: Rule = {
  code: 'CREDIT_NEEDS_VERIFIED',
  says: 'A run type with a credit mode also has an ID-verified one.',
  because: 'Learners reach credit only from the verified track.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(facts, runTypes(facts), {
      fields: ['trackTypes', 'mode', 'isCreditEligible', 'isIdVerified'],
      detailOf: (type) => {
        const hasCredit = type.trackTypes.some((track) => track.mode.isCreditEligible);
        const hasVerified = type.trackTypes.some((track) => track.mode.isIdVerified);
        return hasCredit && !hasVerified ? 'it would have none.' : null;
      },
    }),
};

export const entitlementIsSoldInRuns: Rule = {
  code: 'ENTITLEMENT_NOT_SOLD_IN_RUNS',
  says: 'A course type sells entitlements only for seat types that one of its run types sells.',
  because: 'Buyers could not use such an entitlement for any run and would want refunds.',
  isWaivable: false,
  check: (facts) =>
    newlyWrong(
      facts,
      { before: facts.catalogueBefore.courseTypes, after: facts.catalogueAfter.courseTypes },
      {
        fields: ['entitlementTypes', 'courseRunTypes', 'trackTypes', 'seatType', 'createsProduct'],
        detailOf: (type) => {
          const sold = new Set(
            type.courseRunTypes.flatMap((run) => soldTracks(run).map((track) => track.seatType.slug)),
          );
          const unsold = type.entitlementTypes.find((seatType) => !sold.has(seatType.slug));
          return unsold ? `none of its run types would sell ${unsold.name}.` : null;
        },
      },
    ),
};
