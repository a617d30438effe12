// The seeded catalogue, and how definitions form one.
import {
  catalogueOf,
  isEmptyType,
  lookup,
  pricedSeatTypesOfCourseType,
  pricedSeatTypesOfRunType,
  withDefinition,
} from '../../src/model/catalogue';
import { CATALOGUE, defined, redefined } from '../support/catalogue';

const slugs = (things: readonly { slug: string }[]) => things.map(({ slug }) => slug);
const runTypes = [...CATALOGUE.courseRunTypes.values()];
const courseTypes = [...CATALOGUE.courseTypes.values()];

test('as many of each kind are seeded as Open edX has', () => {
  const { modes, seatTypes, trackTypes, courseRunTypes } = CATALOGUE;

  expect(
    [modes, seatTypes, trackTypes, courseRunTypes, CATALOGUE.courseTypes].map(({ size }) => size),
  ).toEqual([12, 11, 13, 17, 14]);
});

test('the platform, the partner or nobody is paid; for a Masters, Verified, and Audit run both are', () => {
  const paid = (by: 'paidToPlatform' | 'paidToPartner') =>
    slugs([...CATALOGUE.trackTypes.values()].filter((track) => track[by])).sort();
  const mva = lookup(CATALOGUE.courseRunTypes, 'masters-verified-audit').trackTypes;

  expect(paid('paidToPartner')).toEqual(['masters']);
  expect(paid('paidToPlatform')).toEqual([
    'credit',
    'executive-education',
    'no-id-professional',
    'paid-bootcamp',
    'paid-executive-education',
    'professional',
    'verified',
  ]);
  expect([mva.some((track) => track.paidToPlatform), mva.some((track) => track.paidToPartner)]).toEqual([
    true,
    true,
  ]);
});

test('what is retired, not marketable, or without a seat', () => {
  expect(slugs([...courseTypes, ...runTypes].filter((type) => type.isRetired))).toEqual([
    'bootcamp-2u',
    'paid-bootcamp',
    'unpaid-bootcamp',
  ]);
  expect(slugs(runTypes.filter((type) => !type.isMarketable))).toEqual(['masters', 'spoc', 'empty']);
  expect(slugs([...CATALOGUE.trackTypes.values()].filter((track) => track.seatType === null))).toEqual([
    'masters',
    'audit-unsold',
  ]);
  expect(slugs([...CATALOGUE.seatTypes.values()].filter((type) => type.hasUpgradeDeadline))).toEqual([
    'verified',
  ]);
});

test("course types and their run types are in display order; the first is a new run's default", () => {
  const orders = ['masters-verified-audit', 'executive-education-2u', 'verified-audit', 'empty'].map((slug) =>
    slugs(lookup(CATALOGUE.courseTypes, slug).courseRunTypes),
  );

  expect(slugs(courseTypes).slice(0, 3)).toEqual(['verified-audit', 'audit', 'professional']);
  expect(orders).toEqual([
    ['masters-verified-audit', 'verified-audit', 'audit', 'masters'],
    ['unpaid-executive-education', 'paid-executive-education'],
    ['verified-audit', 'audit'],
    [],
  ]);
});

test('only Empty is empty, and no course type offers it', () => {
  expect(slugs([...courseTypes, ...runTypes].filter(isEmptyType))).toEqual(['empty', 'empty']);
  expect(courseTypes.flatMap((type) => type.courseRunTypes).some(isEmptyType)).toBe(false);
});

test.each([
  ['credit-verified-audit', ['credit', 'verified']],
  ['masters', []],
  ['masters-verified-audit', ['verified']],
  ['spoc', []],
  ['honor', []],
])('a run of type %s is priced by %j', (slug, expected) => {
  expect(slugs(pricedSeatTypesOfRunType(lookup(CATALOGUE.courseRunTypes, slug)))).toEqual(expected);
});

test.each([
  ['professional', ['professional', 'no-id-professional']],
  ['credit-verified-audit', ['credit', 'verified']],
  ['masters-verified-audit', ['verified']],
  ['executive-education-2u', ['paid-executive-education']],
  ['empty', []],
])('a course of type %s is priced by %j, each once', (slug, expected) => {
  expect(slugs(pricedSeatTypesOfCourseType(lookup(CATALOGUE.courseTypes, slug)))).toEqual(expected);
});

test('an entitlement that no run type prices is priced too', () => {
  const saved = defined('courseType', 'audit', { entitlementTypes: ['honor'] });
  const type = lookup(redefined('courseType', saved).courseTypes, 'audit');

  expect(slugs(pricedSeatTypesOfCourseType(type))).toEqual(['honor']);
});

test('a definition is replaced in its place, and a new one comes last', () => {
  const { definitions } = CATALOGUE;
  const renamed = { ...defined('seatType', 'verified'), name: 'Renamed' };
  const added = { ...renamed, slug: 'new' };

  expect(slugs(withDefinition(definitions, 'seatType', renamed).seatType)).toEqual(
    slugs(definitions.seatType),
  );
  expect(slugs(withDefinition(definitions, 'seatType', added).seatType)).toEqual([
    ...slugs(definitions.seatType),
    'new',
  ]);
});

test('a redefinition reaches every type that uses it, and leaves the old snapshot alone', () => {
  const next = redefined('mode', { ...defined('mode', 'verified'), name: 'Renamed' });
  const nameIn = (catalogue: typeof CATALOGUE) =>
    lookup(catalogue.courseTypes, 'verified-audit').courseRunTypes[0]?.trackTypes[0]?.mode.name;

  expect(nameIn(next)).toBe('Renamed');
  expect(nameIn(CATALOGUE)).toBe('Verified');
  expect(next.version).toBe(CATALOGUE.version + 1);
});

test('an undefined slug is refused', () => {
  const courseRunType = [defined('courseRunType', 'audit', { trackTypes: ['nowhere'] })];

  expect(() => catalogueOf({ ...CATALOGUE.definitions, courseRunType }, 2)).toThrow('nowhere');
});
