// Defines the files of an export that hold the catalogue: always the whole of it.
import { paidTo } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { column, file, nullable } from './columns';

const modes = file(
  'modes',
  {
    slug: column('text', 'Mode.slug'),
    name: column('text', 'Mode.name'),
    isIdVerified: column('boolean', 'Mode.isIdVerified'),
    isCreditEligible: column('boolean', 'Mode.isCreditEligible'),
    certificateType: nullable('text', 'Mode.certificateType'),
    minimumPrice: column('amount', 'Mode.minimumPrice'),
  },
  ({ definitions }: Catalogue) => definitions.mode,
);

const seatTypes = file(
  'seat-types',
  {
    slug: column('text', 'SeatType.slug'),
    name: column('text', 'SeatType.name'),
    createsProduct: column('boolean', 'SeatType.createsProduct'),
    hasUpgradeDeadline: column('boolean', 'SeatType.hasUpgradeDeadline'),
  },
  ({ definitions }: Catalogue) => definitions.seatType,
);

const trackTypes = file(
  'track-types',
  {
    uuid: column('text', 'TrackType.uuid'),
    slug: column('text', 'TrackType.slug'),
    name: column('text', 'TrackType.name'),
    mode: column('text', 'The slug of its mode.'),
    seatType: nullable('text', 'The slug of its seat type; null when nothing is sold.'),
    paidToPlatform: column('boolean', 'TrackType.paidToPlatform'),
    paidToPartner: column('boolean', 'TrackType.paidToPartner'),
  },
  ({ definitions }: Catalogue) => definitions.trackType,
);

const courseRunTypes = file(
  'course-run-types',
  {
    uuid: column('text', 'CourseRunType.uuid'),
    slug: column('text', 'CourseRunType.slug'),
    name: column('text', 'CourseRunType.name'),
    trackTypes: column('texts', 'The slugs of its track types.'),
    isMarketable: column('boolean', 'CourseRunType.isMarketable'),
    isRetired: column('boolean', 'CourseRunType.isRetired'),
    paidToPlatform: column('boolean', 'CourseRunType.paidToPlatform'),
    paidToPartner: column('boolean', 'CourseRunType.paidToPartner'),
  },
  (catalogue: Catalogue) =>
    [...catalogue.courseRunTypes.values()].map((type) => ({
      ...{ ...type, ...paidTo(type) },
      trackTypes: type.trackTypes.map(({ slug }) => slug),
    })),
);

const courseTypes = file(
  'course-types',
  {
    uuid: column('text', 'CourseType.uuid'),
    slug: column('text', 'CourseType.slug'),
    name: column('text', 'CourseType.name'),
    entitlementTypes: column(
      'texts',
      'The slugs of the seat types for which the course sells an entitlement.',
    ),
    courseRunTypes: column('texts', 'The slugs of its run types, in display order.'),
    organizations: column('texts', 'CourseType.organizations'),
    isRetired: column('boolean', 'CourseType.isRetired'),
  },
  ({ definitions }: Catalogue) => definitions.courseType,
);

export const CATALOGUE_FILES = [modes, seatTypes, trackTypes, courseRunTypes, courseTypes];
