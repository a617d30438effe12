// The catalogue's tables. src/model/catalogue.ts explains the rows.
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { Amount, Flag, OptionalText, Reference, StampedRow, Text } from './columns';

const SLUG = `slug ~ '^[a-z0-9][a-z0-9_-]{0,63}$'`;

@Entity('mode')
@Unique('mode_slug_uq', ['slug'])
@Check('mode_slug_ck', SLUG)
@Check('mode_minimum_price_ck', 'minimum_price >= 0')
export class ModeTable extends StampedRow {
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Flag('is_id_verified') isIdVerified!: boolean;
  @Flag('is_credit_eligible') isCreditEligible!: boolean;
  @OptionalText('certificate_type') certificateType!: string | null;
  @Amount('minimum_price') minimumPrice!: string;
}

@Entity('seat_type')
@Unique('seat_type_slug_uq', ['slug'])
@Check('seat_type_slug_ck', SLUG)
export class SeatTypeTable extends StampedRow {
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Flag('creates_product') createsProduct!: boolean;
  @Flag('has_upgrade_deadline') hasUpgradeDeadline!: boolean;
}

@Entity('track_type')
@Unique('track_type_uuid_uq', ['uuid'])
@Unique('track_type_slug_uq', ['slug'])
@Check('track_type_slug_ck', SLUG)
export class TrackTypeTable extends StampedRow {
  @Column('uuid') uuid!: string;
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Reference('mode_slug', () => ModeTable) mode!: string;
  @Reference('seat_type_slug', () => SeatTypeTable, { isOptional: true }) seatType!: string | null;
  @Flag('paid_to_platform') paidToPlatform!: boolean;
  @Flag('paid_to_partner') paidToPartner!: boolean;
}

@Entity('course_run_type')
@Unique('course_run_type_uuid_uq', ['uuid'])
@Unique('course_run_type_slug_uq', ['slug'])
@Check('course_run_type_slug_ck', SLUG)
export class CourseRunTypeTable extends StampedRow {
  @Column('uuid') uuid!: string;
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Flag('is_marketable') isMarketable!: boolean;
  @Column({ name: 'is_retired', type: 'boolean', default: false }) isRetired!: boolean;
}

@Entity('course_type')
@Unique('course_type_uuid_uq', ['uuid'])
@Unique('course_type_slug_uq', ['slug'])
@Check('course_type_slug_ck', SLUG)
export class CourseTypeTable extends StampedRow {
  @Column('uuid') uuid!: string;
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Column({ type: 'text', array: true, default: () => `'{}'` }) organizations!: string[];
  @Column({ name: 'is_retired', type: 'boolean', default: false }) isRetired!: boolean;
}

@Entity('course_run_type_track')
@Unique('course_run_type_track_uq', ['owner', 'member'])
export class CourseRunTypeTrackTable extends StampedRow {
  @Reference('course_run_type_slug', () => CourseRunTypeTable) owner!: string;
  @Reference('track_type_slug', () => TrackTypeTable) member!: string;
  @Column('integer') position!: number;
}

@Entity('course_type_entitlement')
@Unique('course_type_entitlement_uq', ['owner', 'member'])
export class CourseTypeEntitlementTable extends StampedRow {
  @Reference('course_type_slug', () => CourseTypeTable) owner!: string;
  @Reference('seat_type_slug', () => SeatTypeTable) member!: string;
  @Column('integer') position!: number;
}

@Entity('course_type_run_type')
@Unique('course_type_run_type_uq', ['owner', 'member'])
export class CourseTypeRunTypeTable extends StampedRow {
  @Reference('course_type_slug', () => CourseTypeTable) owner!: string;
  @Reference('course_run_type_slug', () => CourseRunTypeTable) member!: string;
  @Column('integer') position!: number;
}

/** One row, incremented with every saved definition, so that every replica notices when its snapshot is old. */
@Entity('catalogue_version')
@Check('catalogue_version_one_ck', 'id = 1')
export class CatalogueVersionTable {
  @PrimaryColumn({ type: 'integer', default: 1, primaryKeyConstraintName: 'catalogue_version_pk' })
  id!: number;
  @Column({ type: 'bigint', default: 1 }) version!: string;
}
