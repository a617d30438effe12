// Reads the inputs of the save… mutations. References must exist; lists name nothing twice. Pure, but for the faults it throws.
import type { Catalogue, Definition, DefinitionKind } from '../../model/catalogue';
import { badInput } from '../../model/faults';
import { readAmount, readText, requireSlug } from '../input/read';

interface SaveInput {
  readonly slug: string;
  readonly name: string;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}
export interface SaveModeInput extends SaveInput {
  readonly isIdVerified: boolean;
  readonly isCreditEligible: boolean;
  readonly certificateType?: string | null;
  readonly minimumPrice: string;
}
export interface SaveSeatTypeInput extends SaveInput {
  readonly createsProduct: boolean;
  readonly hasUpgradeDeadline?: boolean | null;
}
export interface SaveTrackTypeInput extends SaveInput {
  readonly mode: string;
  readonly seatType?: string | null;
  readonly paidToPlatform: boolean;
  readonly paidToPartner: boolean;
}
export interface SaveCourseRunTypeInput extends SaveInput {
  readonly trackTypes: readonly string[];
  readonly isMarketable: boolean;
  readonly isRetired?: boolean | null;
}
export interface SaveCourseTypeInput extends SaveInput {
  readonly entitlementTypes: readonly string[];
  readonly courseRunTypes: readonly string[];
  readonly organizations: readonly string[];
  readonly isRetired?: boolean | null;
}

export interface Inputs {
  readonly mode: SaveModeInput;
  readonly seatType: SaveSeatTypeInput;
  readonly trackType: SaveTrackTypeInput;
  readonly courseRunType: SaveCourseRunTypeInput;
  readonly courseType: SaveCourseTypeInput;
}

type Reader<K extends DefinitionKind> = (
  input: Inputs[K],
  catalogue: Catalogue,
  uuid: string,
) => Definition<K>;

/** The definition that each kind of input asks for. */
export const READERS: { readonly [K in DefinitionKind]: Reader<K> } = {
  mode: (input) => ({
    ...named(input),
    isIdVerified: input.isIdVerified,
    isCreditEligible: input.isCreditEligible,
    certificateType:
      input.certificateType == null ? null : readText(input.certificateType, 'certificateType'),
    minimumPrice: readAmount(input.minimumPrice, 'minimumPrice'),
  }),
  seatType: (input) => ({
    ...named(input),
    createsProduct: input.createsProduct,
    hasUpgradeDeadline: input.hasUpgradeDeadline ?? false,
  }),
  trackType: (input, catalogue, uuid) => ({
    uuid,
    ...named(input),
    mode: requireSlug(catalogue.modes, input.mode, 'mode').slug,
    seatType:
      input.seatType == null ? null : requireSlug(catalogue.seatTypes, input.seatType, 'seatType').slug,
    paidToPlatform: input.paidToPlatform,
    paidToPartner: input.paidToPartner,
  }),
  courseRunType: (input, catalogue, uuid) => ({
    uuid,
    ...named(input),
    trackTypes: slugs(input.trackTypes, 'trackTypes', catalogue.trackTypes),
    isMarketable: input.isMarketable,
    isRetired: input.isRetired ?? false,
  }),
  courseType: (input, catalogue, uuid) => ({
    uuid,
    ...named(input),
    entitlementTypes: slugs(input.entitlementTypes, 'entitlementTypes', catalogue.seatTypes),
    courseRunTypes: slugs(input.courseRunTypes, 'courseRunTypes', catalogue.courseRunTypes),
    organizations: distinct(input.organizations, 'organizations', (organization, field) =>
      readText(organization, field),
    ),
    isRetired: input.isRetired ?? false,
  }),
};

function named({ slug, name }: SaveInput): { slug: string; name: string } {
  // Prices are objects by slug, which all have one member of such a name already.
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(slug) || slug === 'constructor') {
    throw badInput(
      'slug',
      'slug has 1 to 64 lower-case letters, digits, hyphens and underscores, no sign first.',
    );
  }
  return { slug, name: readText(name, 'name') };
}

const slugs = (list: readonly string[], field: string, known: ReadonlyMap<string, unknown>): string[] =>
  distinct(list, field, (slug, at) => {
    requireSlug(known, slug, at);
    return slug;
  });

function distinct(
  list: readonly string[],
  field: string,
  read: (entry: string, field: string) => string,
): string[] {
  return list.map((entry, index) => {
    if (list.indexOf(entry) !== index)
      throw badInput(`${field}.${index}`, `${field}.${index} is there twice.`);
    return read(entry, `${field}.${index}`);
  });
}
