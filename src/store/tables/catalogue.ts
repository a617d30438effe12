// The tables of the catalogue. What their rows mean: src/model/catalogue.ts.
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Amount, Flag, Identity, OptionalText, Reference, Stamp, Text } from './columns';

const SLUG = `slug ~ '^[a-z0-9][a-z0-9_-]{0,63}$'`;

@Entity('mode')
@Unique('mode_slug_uq', ['slug'])
@Check('mode_slug_ck', SLUG)
@Check('mode_minimum_price_ck', 'minimum_price >= 0')
export class ModeTable {
  @Identity('mode') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
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
export class SeatTypeTable {
  @Identity('seat_type') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Flag('creates_product') createsProduct!: boolean;
  @Flag('has_upgrade_deadline') hasUpgradeDeadline!: boolean;
}

@Entity('track_type')
@Unique('track_type_uuid_uq', ['uuid'])
@Unique('track_type_slug_uq', ['slug'])
@Check('track_type_slug_ck', SLUG)
export class TrackTypeTable {
  @Identity('track_type') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Column('uuid') uuid!: string;
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Reference('mode_slug') mode!: string;
  @ManyToOne(() => ModeTable)
  @JoinColumn({
    name: 'mode_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'track_type_mode_fk',
  })
  modeRow?: ModeTable;
  @Reference('seat_type_slug', true) seatType!: string | null;
  @ManyToOne(() => SeatTypeTable, { nullable: true })
  @JoinColumn({
    name: 'seat_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'track_type_seat_type_fk',
  })
  seatTypeRow?: SeatTypeTable | null;
  @Flag('paid_to_platform') paidToPlatform!: boolean;
  @Flag('paid_to_partner') paidToPartner!: boolean;
}

@Entity('course_run_type')
@Unique('course_run_type_uuid_uq', ['uuid'])
@Unique('course_run_type_slug_uq', ['slug'])
@Check('course_run_type_slug_ck', SLUG)
export class CourseRunTypeTable {
  @Identity('course_run_type') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
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
export class CourseTypeTable {
  @Identity('course_type') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Column('uuid') uuid!: string;
  @Text('slug') slug!: string;
  @Text('name') name!: string;
  @Column({ type: 'text', array: true, default: () => `'{}'` }) organizations!: string[];
  @Column({ name: 'is_retired', type: 'boolean', default: false }) isRetired!: boolean;
}

@Entity('course_run_type_track')
@Unique('course_run_type_track_uq', ['owner', 'member'])
export class CourseRunTypeTrackTable {
  @Identity('course_run_type_track') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_run_type_slug') owner!: string;
  @ManyToOne(() => CourseRunTypeTable)
  @JoinColumn({
    name: 'course_run_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_run_type_track_course_run_type_fk',
  })
  ownerRow?: CourseRunTypeTable;
  @Reference('track_type_slug') member!: string;
  @ManyToOne(() => TrackTypeTable)
  @JoinColumn({
    name: 'track_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_run_type_track_track_type_fk',
  })
  memberRow?: TrackTypeTable;
  @Column('integer') position!: number;
}

@Entity('course_type_entitlement')
@Unique('course_type_entitlement_uq', ['owner', 'member'])
export class CourseTypeEntitlementTable {
  @Identity('course_type_entitlement') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_type_slug') owner!: string;
  @ManyToOne(() => CourseTypeTable)
  @JoinColumn({
    name: 'course_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_type_entitlement_course_type_fk',
  })
  ownerRow?: CourseTypeTable;
  @Reference('seat_type_slug') member!: string;
  @ManyToOne(() => SeatTypeTable)
  @JoinColumn({
    name: 'seat_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_type_entitlement_seat_type_fk',
  })
  memberRow?: SeatTypeTable;
  @Column('integer') position!: number;
}

@Entity('course_type_run_type')
@Unique('course_type_run_type_uq', ['owner', 'member'])
export class CourseTypeRunTypeTable {
  @Identity('course_type_run_type') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_type_slug') owner!: string;
  @ManyToOne(() => CourseTypeTable)
  @JoinColumn({
    name: 'course_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_type_run_type_course_type_fk',
  })
  ownerRow?: CourseTypeTable;
  @Reference('course_run_type_slug') member!: string;
  @ManyToOne(() => CourseRunTypeTable)
  @JoinColumn({
    name: 'course_run_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_type_run_type_course_run_type_fk',
  })
  memberRow?: CourseRunTypeTable;
  @Column('integer') position!: number;
}

/** One row: moves with every saved definition, so that every replica knows when its snapshot is old. */
@Entity('catalogue_version')
@Check('catalogue_version_one_ck', 'id = 1')
export class CatalogueVersionTable {
  @PrimaryColumn({ type: 'integer', default: 1, primaryKeyConstraintName: 'catalogue_version_pk' })
  id!: number;
  @Column({ type: 'bigint', default: 1 }) version!: string;
}
