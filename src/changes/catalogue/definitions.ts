// Reads the inputs of the save… mutations. References must exist; lists must not repeat entries. Pure, but throws
// faults.
import type { Catalogue, Definition, DefinitionKind, Mode, SeatType } from '../../model/catalogue';
import type {
  CourseRunTypeDefinition,
  CourseTypeDefinition,
  TrackTypeDefinition,
} from '../../model/catalogue';
import { badInput, readAll, readEach } from '../../model/faults';
import { quoted, readAmount, readText, requireSlug, seenBefore } from '../input/read';

interface SaveInput {
  readonly slug: string;
  readonly name: string;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}
/** The input of a definition: without its UUID, and these fields may be left out or null. */
type InputOf<D, Optional extends keyof D> = SaveInput &
  Omit<D, 'uuid' | Optional> & { readonly [F in Optional]?: D[F] | null };

export interface Inputs {
  readonly mode: InputOf<Mode, 'certificateType'>;
  readonly seatType: InputOf<SeatType, 'hasUpgradeDeadline'>;
  readonly trackType: InputOf<TrackTypeDefinition, 'seatType'>;
  readonly courseRunType: InputOf<CourseRunTypeDefinition, 'isRetired'>;
  readonly courseType: InputOf<CourseTypeDefinition, 'isRetired'>;
}

type Reader<K extends DefinitionKind> = (
  input: Inputs[K],
  catalogue: Catalogue,
  uuid: string,
) => Definition<K>;

/** Reads each kind of input into its definition. */
export const READERS: { readonly [K in DefinitionKind]: Reader<K> } = {
  mode: (input) => ({
    isIdVerified: input.isIdVerified,
    isCreditEligible: input.isCreditEligible,
    ...readAll({
      ...named(input),
      certificateType: () =>
        input.certificateType == null ? null : readText(input.certificateType, 'certificateType'),
      minimumPrice: () => readAmount(input.minimumPrice, 'minimumPrice'),
    }),
  }),
  seatType: (input) => ({
    ...readAll(named(input)),
    createsProduct: input.createsProduct,
    hasUpgradeDeadline: input.hasUpgradeDeadline ?? false,
  }),
  trackType: (input, catalogue, uuid) => ({
    uuid,
    ...readAll({
      ...named(input),
      mode: () => requireSlug(catalogue, 'modes')(input.mode, 'mode').slug,
      seatType: () =>
        input.seatType == null ? null : requireSlug(catalogue, 'seatTypes')(input.seatType, 'seatType').slug,
    }),
    paidToPlatform: input.paidToPlatform,
    paidToPartner: input.paidToPartner,
  }),
  courseRunType: (input, catalogue, uuid) => ({
    uuid,
    ...readAll({
      ...named(input),
      trackTypes: () => distinct(input, 'trackTypes', slugOf(catalogue, 'trackTypes')),
    }),
    isMarketable: input.isMarketable,
    isRetired: input.isRetired ?? false,
  }),
  courseType: (input, catalogue, uuid) => ({
    uuid,
    ...readAll({
      ...named(input),
      entitlementTypes: () => distinct(input, 'entitlementTypes', slugOf(catalogue, 'seatTypes')),
      courseRunTypes: () => distinct(input, 'courseRunTypes', slugOf(catalogue, 'courseRunTypes')),
      organizations: () => distinct(input, 'organizations', readText),
    }),
    isRetired: input.isRetired ?? false,
  }),
};

const named = ({ slug, name }: SaveInput) => ({
  slug: () => {
    // Prices are objects by slug, and every object already has a member called `constructor`.
    if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(slug) && slug !== 'constructor') return slug;
    const form =
      'use 1 to 64 lower-case letters, digits, hyphens and underscores, beginning with a letter or digit.';
    throw badInput('slug', `${quoted(slug)} is not a slug; ${form}`);
  },
  name: () => readText(name, 'name'),
});

const slugOf =
  (catalogue: Catalogue, kind: 'trackTypes' | 'seatTypes' | 'courseRunTypes') =>
  (slug: string, field: string): string =>
    requireSlug(catalogue, kind)(slug, field).slug;

function distinct<F extends string>(
  input: { readonly [K in F]: readonly string[] },
  field: F,
  read: (entry: string, field: string) => string,
): string[] {
  const { [field]: list } = input;
  const isThere = seenBefore(list);
  return readEach(
    list.map((entry, index) => () => {
      if (isThere[index]) throw badInput(`${field}.${index}`, `${quoted(entry)} is given twice.`);
      return read(entry, `${field}.${index}`);
    }),
  );
}
