// The tables of courses and runs. What their rows mean: src/model/courses.ts.
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { CourseRunTypeTable, CourseTypeTable, SeatTypeTable } from './catalogue';
import { Amount, Identity, Key, OptionalText, Reference, Stamp, Text, Time } from './columns';

@Entity('course')
@Unique('course_uuid_uq', ['uuid'])
@Unique('course_key_uq', ['key'])
@Index('course_organization_ix', ['organization', 'key'])
@Index('course_type_ix', ['type', 'key'])
@Check('course_title_ck', 'char_length(title) BETWEEN 1 AND 255')
@Check('course_version_ck', 'version >= 1')
export class CourseTable {
  @Identity('course') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Column('uuid') uuid!: string;
  @Key('key') key!: string;
  @Text('organization') organization!: string;
  @Text('title') title!: string;
  @Reference('type_slug') type!: string;
  @ManyToOne(() => CourseTypeTable)
  @JoinColumn({
    name: 'type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_type_fk',
  })
  typeRow?: CourseTypeTable;
  @Column('integer') version!: number;
}

@Entity('course_run')
@Unique('course_run_uuid_uq', ['uuid'])
@Unique('course_run_key_uq', ['key'])
@Index('course_run_course_ix', ['courseId', 'key'])
@Index('course_run_type_ix', ['type', 'key'])
@Index('course_run_status_ix', ['status', 'key'])
@Index('course_run_go_live_ix', ['goLiveAt'], { where: `status = 'REVIEWED'` })
@Check('course_run_title_ck', 'char_length(title) BETWEEN 1 AND 255')
@Check(
  'course_run_status_ck',
  `status IN ('UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED')`,
)
@Check('course_run_credit_hours_ck', 'credit_hours >= 0')
@Check('course_run_revision_ck', 'revision >= 0')
export class CourseRunTable {
  @Identity('course_run') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Column('uuid') uuid!: string;
  @Key('key') key!: string;
  @Reference('course_id') courseId!: string;
  @ManyToOne(() => CourseTable, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'course_run_course_fk' })
  courseRow?: CourseTable;
  @OptionalText('title') title!: string | null;
  @Time('start_at') start!: Date | null;
  @Time('end_at') end!: Date | null;
  @Time('go_live_at') goLiveAt!: Date | null;
  @Text('status') status!: string;
  @Reference('type_slug') type!: string;
  @ManyToOne(() => CourseRunTypeTable)
  @JoinColumn({
    name: 'type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_run_type_fk',
  })
  typeRow?: CourseRunTypeTable;
  @Time('upgrade_deadline_override') upgradeDeadlineOverride!: Date | null;
  @OptionalText('credit_provider') creditProvider!: string | null;
  @Column({ name: 'credit_hours', type: 'integer', nullable: true }) creditHours!: number | null;
  @Column({ name: 'has_products', type: 'boolean', default: false }) hasProducts!: boolean;
  @Column({ type: 'integer', default: 0 }) revision!: number;
}

@Entity('course_price')
@Unique('course_price_uq', ['courseId', 'seatType'])
@Check('course_price_amount_ck', 'amount >= 0')
export class CoursePriceTable {
  @Identity('course_price') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_id') courseId!: string;
  @ManyToOne(() => CourseTable, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'course_price_course_fk' })
  courseRow?: CourseTable;
  @Reference('seat_type_slug') seatType!: string;
  @ManyToOne(() => SeatTypeTable)
  @JoinColumn({
    name: 'seat_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_price_seat_type_fk',
  })
  seatTypeRow?: SeatTypeTable;
  @Amount('amount') amount!: string;
}

@Entity('course_run_price')
@Unique('course_run_price_uq', ['courseRunId', 'seatType'])
@Check('course_run_price_amount_ck', 'amount >= 0')
export class CourseRunPriceTable {
  @Identity('course_run_price') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_run_id') courseRunId!: string;
  @ManyToOne(() => CourseRunTable, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_run_id', foreignKeyConstraintName: 'course_run_price_course_run_fk' })
  courseRunRow?: CourseRunTable;
  @Reference('seat_type_slug') seatType!: string;
  @ManyToOne(() => SeatTypeTable)
  @JoinColumn({
    name: 'seat_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'course_run_price_seat_type_fk',
  })
  seatTypeRow?: SeatTypeTable;
  @Amount('amount') amount!: string;
}

@Entity('seat_product')
@Unique('seat_product_uq', ['courseRunId', 'seatType'])
export class SeatProductTable {
  @Identity('seat_product') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_run_id') courseRunId!: string;
  @ManyToOne(() => CourseRunTable)
  @JoinColumn({ name: 'course_run_id', foreignKeyConstraintName: 'seat_product_course_run_fk' })
  courseRunRow?: CourseRunTable;
  @Reference('seat_type_slug') seatType!: string;
  @ManyToOne(() => SeatTypeTable)
  @JoinColumn({
    name: 'seat_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'seat_product_seat_type_fk',
  })
  seatTypeRow?: SeatTypeTable;
  @Text('sku') sku!: string;
  @OptionalText('bulk_sku') bulkSku!: string | null;
}

@Entity('entitlement_product')
@Unique('entitlement_product_uq', ['courseId', 'seatType'])
export class EntitlementProductTable {
  @Identity('entitlement_product') id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
  @Reference('course_id') courseId!: string;
  @ManyToOne(() => CourseTable)
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'entitlement_product_course_fk' })
  courseRow?: CourseTable;
  @Reference('seat_type_slug') seatType!: string;
  @ManyToOne(() => SeatTypeTable)
  @JoinColumn({
    name: 'seat_type_slug',
    referencedColumnName: 'slug',
    foreignKeyConstraintName: 'entitlement_product_seat_type_fk',
  })
  seatTypeRow?: SeatTypeTable;
  @Text('sku') sku!: string;
}
