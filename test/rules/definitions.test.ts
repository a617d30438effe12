// What a type may consist of, by any saved definition: DUPLICATE_MODE, PROFESSIONAL_STANDS_ALONE,
// CREDIT_NEEDS_VERIFIED, ENTITLEMENT_NOT_SOLD_IN_RUNS, DEADLINE_NOT_APPLICABLE. Types in use:
// definitions-in-use.test.ts.
import type { CourseRunTypeDefinition, CourseTypeDefinition } from '../../src/model/catalogue';
import { judge } from '../../src/rules';
import { aCourseState, aDefinitionInput, aRuleInput, changed, RUN_KEY } from '../support/build';
import { CATALOGUE, defined, redefined } from '../support/catalogue';
import { codes, messages, refusals, whenWaived } from '../support/refusals';

const NEW = { uuid: '00000000-0000-5000-8000-000000000000', slug: 'new', name: 'New' };

const runType = (trackTypes: readonly string[]): CourseRunTypeDefinition => ({
  ...NEW,
  trackTypes,
  isMarketable: true,
  isRetired: false,
});
const courseType = (
  entitlementTypes: readonly string[],
  courseRunTypes: readonly string[],
): CourseTypeDefinition => ({
  ...NEW,
  entitlementTypes,
  courseRunTypes,
  organizations: [],
  isRetired: false,
});
const savingRunType = (trackTypes: readonly string[]) =>
  aDefinitionInput('courseRunType', runType(trackTypes));

/** A question about a course while a type of the catalogue, before and after, breaks a rule. */
function besideAnOddity(catalogue = CATALOGUE) {
  const before = aCourseState({ type: 'audit' }, [{ type: 'audit' }]);
  const after = changed(before, { runs: { [RUN_KEY]: { title: 'Another' } } });
  return aRuleInput({ before, after, catalogueBefore: catalogue });
}

describe('a seat type of a professional mode', () => {
  test.each(['professional', 'no-id-professional'])('the seat type %s gets no upgrade deadline', (slug) => {
    const saved = defined('seatType', slug, { hasUpgradeDeadline: true });
    const question = aDefinitionInput('seatType', saved);

    expect(refusals(question)).toEqual(['DEADLINE_NOT_APPLICABLE at hasUpgradeDeadline']);
    expect(messages(question, 'DEADLINE_NOT_APPLICABLE')[0]).toContain(`refuses the mode ${slug} with it`);
  });

  test.each([
    ['seatType', defined('trackType', 'professional', { seatType: 'verified' })],
    ['mode', defined('trackType', 'verified', { mode: 'no-id-professional' })],
  ])('a track type combines a professional mode and a deadline by its %s', (field, saved) => {
    expect(refusals(aDefinitionInput('trackType', saved))).toContain(`DEADLINE_NOT_APPLICABLE at ${field}`);
  });

  test('other seat types may have one', () => {
    const saved = defined('seatType', 'honor', { hasUpgradeDeadline: true });

    expect(refusals(aDefinitionInput('seatType', saved))).toEqual([]);
  });
});

describe('DUPLICATE_MODE', () => {
  test.each([
    [['audit', 'audit-unsold'], ['DUPLICATE_MODE at trackTypes']],
    [['verified', 'audit', 'audit-unsold'], ['DUPLICATE_MODE at trackTypes']],
    [['verified', 'audit'], []],
    [['audit'], []],
    [[], []],
  ])('a run type of the tracks %j: %j', (trackTypes, expected) => {
    expect(refusals(savingRunType(trackTypes))).toEqual(expected);
  });

  test('a seeded run type gains no second track of a mode, and the message names type and mode', () => {
    const saved = defined('courseRunType', 'verified-audit', {
      trackTypes: ['verified', 'audit', 'audit-unsold'],
    });
    const question = aDefinitionInput('courseRunType', saved);

    expect(messages(question, 'DUPLICATE_MODE')).toEqual([
      expect.stringContaining('Verified and Audit: audit would be there twice.'),
    ]);
  });

  test('a track type cannot get the mode of its neighbour: one violation per run type', () => {
    const saved = defined('trackType', 'honor', { mode: 'verified' });

    expect(refusals(aDefinitionInput('trackType', saved))).toEqual([
      'DUPLICATE_MODE at mode',
      'DUPLICATE_MODE at mode',
    ]);
  });

  test('a run type that is so already does not stop other work', () => {
    const odd = redefined('courseRunType', runType(['audit', 'audit-unsold']));
    const gained = runType(['audit', 'audit-unsold', 'verified']);
    const more = { catalogueBefore: odd, catalogueAfter: redefined('courseRunType', gained, odd) };

    expect(refusals(besideAnOddity(odd))).toEqual([]);
    expect(refusals({ ...savingRunType([]), ...more })).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(savingRunType(['audit', 'audit-unsold'])).left).toEqual(['DUPLICATE_MODE']);
  });
});

describe('PROFESSIONAL_STANDS_ALONE', () => {
  test.each([
    [['professional'], []],
    [['no-id-professional'], []],
    [['professional', 'audit'], ['PROFESSIONAL_STANDS_ALONE at trackTypes']],
    [['audit', 'no-id-professional'], ['PROFESSIONAL_STANDS_ALONE at trackTypes']],
    [['professional', 'no-id-professional'], ['PROFESSIONAL_STANDS_ALONE at trackTypes']],
    [['professional', 'masters'], ['PROFESSIONAL_STANDS_ALONE at trackTypes']],
    [['executive-education', 'audit'], []],
  ])('a run type of the tracks %j: %j', (trackTypes, expected) => {
    expect(refusals(savingRunType(trackTypes))).toEqual(expected);
  });

  test('a mode does not become professional beside another track, and the message names the type', () => {
    const saved = { ...defined('mode', 'honor'), certificateType: 'professional' };
    const question = aDefinitionInput('mode', saved);

    expect(messages(question, 'PROFESSIONAL_STANDS_ALONE')).toEqual([
      expect.stringContaining('Verified and Honor'),
      expect.stringContaining('Credit with Honor'),
    ]);
    expect(refusals(question)).toEqual([
      'PROFESSIONAL_STANDS_ALONE at certificateType',
      'PROFESSIONAL_STANDS_ALONE at certificateType',
    ]);
  });

  test('a track type does not become professional beside another track', () => {
    const saved = defined('trackType', 'masters', { mode: 'professional' });

    expect(refusals(aDefinitionInput('trackType', saved))).toEqual(['PROFESSIONAL_STANDS_ALONE at mode']);
  });

  test('a run type that is so already does not stop other work', () => {
    expect(refusals(besideAnOddity(redefined('courseRunType', runType(['professional', 'audit']))))).toEqual(
      [],
    );
  });

  test('it is not waivable', () => {
    expect(whenWaived(savingRunType(['professional', 'audit'])).left).toEqual(['PROFESSIONAL_STANDS_ALONE']);
  });
});

describe('CREDIT_NEEDS_VERIFIED', () => {
  const refused = ['CREDIT_NEEDS_VERIFIED at trackTypes'];

  test.each([
    [['credit', 'verified'], []],
    [['credit', 'verified', 'audit'], []],
    [['verified'], []],
    [['credit'], refused],
    [['credit', 'audit'], refused],
    [['credit', 'honor'], refused],
  ])('a run type of the tracks %j: %j', (trackTypes, expected) => {
    expect(refusals(savingRunType(trackTypes))).toEqual(expected);
  });

  test('the verified mode does not stop being ID-verified, and the message names each type', () => {
    const question = aDefinitionInput('mode', { ...defined('mode', 'verified'), isIdVerified: false });

    expect(refusals(question)).toEqual([
      'CREDIT_NEEDS_VERIFIED at isIdVerified',
      'CREDIT_NEEDS_VERIFIED at isIdVerified',
    ]);
    expect(messages(question, 'CREDIT_NEEDS_VERIFIED')).toEqual([
      expect.stringContaining('Credit:'),
      expect.stringContaining('Credit with Honor:'),
    ]);
  });

  test('a mode does not become one for credit without a verified one beside it', () => {
    const question = aDefinitionInput('mode', { ...defined('mode', 'masters'), isCreditEligible: true });

    expect(refusals(question)).toEqual(['CREDIT_NEEDS_VERIFIED at isCreditEligible']);
  });

  test('the verified track cannot get a mode that is not ID-verified', () => {
    const saved = defined('trackType', 'verified', { mode: 'executive-education' });

    expect(refusals(aDefinitionInput('trackType', saved))).toEqual([
      'CREDIT_NEEDS_VERIFIED at mode',
      'CREDIT_NEEDS_VERIFIED at mode',
    ]);
  });

  test('a run type that is so already does not stop other work', () => {
    expect(refusals(besideAnOddity(redefined('courseRunType', runType(['credit', 'audit']))))).toEqual([]);
  });

  test('it is not waivable', () => {
    expect(whenWaived(savingRunType(['credit'])).left).toEqual(['CREDIT_NEEDS_VERIFIED']);
  });
});

describe('ENTITLEMENT_NOT_SOLD_IN_RUNS', () => {
  const refused = ['ENTITLEMENT_NOT_SOLD_IN_RUNS at entitlementTypes'];

  test.each([
    [[], ['audit'], []],
    [['verified'], ['audit', 'verified-audit'], []],
    [['verified'], ['audit'], refused],
    [['verified'], [], refused],
    [['verified', 'honor'], ['verified-audit', 'honor'], []],
    [['verified', 'honor'], ['verified-audit'], refused],
    [['audit'], ['spoc'], refused],
  ])('a course type of the entitlements %j and the run types %j: %j', (entitlements, runTypes, expected) => {
    const question = aDefinitionInput('courseType', courseType(entitlements, runTypes));

    expect(refusals(question)).toEqual(expected);
  });

  test('the message names the course type and the entitlement', () => {
    const question = aDefinitionInput('courseType', courseType(['verified'], ['audit']));

    expect(messages(question, 'ENTITLEMENT_NOT_SOLD_IN_RUNS')[0]).toContain(
      'New: none of its run types would sell Verified.',
    );
  });

  test('a run type does not lose what the entitlement of its only course type is spent on', () => {
    const saved = defined('courseRunType', 'verified', { trackTypes: ['honor'] });

    expect(refusals(aDefinitionInput('courseRunType', saved))).toEqual([
      'ENTITLEMENT_NOT_SOLD_IN_RUNS at trackTypes',
    ]);
  });

  test('a track type does not lose the seat that entitlements are spent on', () => {
    const saved = defined('trackType', 'paid-executive-education', { seatType: null });

    expect(refusals(aDefinitionInput('trackType', saved))).toEqual([
      'ENTITLEMENT_NOT_SOLD_IN_RUNS at seatType',
    ]);
  });

  test('a seat type does not stop creating products while course types sell entitlements of it', () => {
    const saved = { ...defined('seatType', 'verified'), createsProduct: false };

    expect(new Set(refusals(aDefinitionInput('seatType', saved)))).toEqual(
      new Set(['ENTITLEMENT_NOT_SOLD_IN_RUNS at createsProduct']),
    );
  });

  test('a course type that is so already does not stop other work', () => {
    expect(refusals(besideAnOddity(redefined('courseType', courseType(['verified'], ['audit']))))).toEqual(
      [],
    );
  });

  test('it is not waivable', () => {
    expect(whenWaived(aDefinitionInput('courseType', courseType(['verified'], []))).left).toEqual([
      'ENTITLEMENT_NOT_SOLD_IN_RUNS',
    ]);
  });
});

test('a run type that breaks several rules is refused by each, in the order of the rules', () => {
  expect(codes(savingRunType(['credit', 'audit', 'audit-unsold', 'no-id-professional']))).toEqual([
    'DUPLICATE_MODE',
    'PROFESSIONAL_STANDS_ALONE',
    'CREDIT_NEEDS_VERIFIED',
  ]);
});

test('the seeded catalogue breaks no rule', () => {
  const empty = { mode: [], seatType: [], trackType: [], courseRunType: [], courseType: [] };
  const none = new Map<string, never>();
  const nothing = { ...CATALOGUE, definitions: empty, courseRunTypes: none, courseTypes: none };

  const verdict = judge({ ...aRuleInput(), courses: [], catalogueBefore: nothing });

  expect(verdict.violations).toEqual([]);
});
