// The tables of courses and runs. src/model/courses.ts explains the rows.
import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { CourseRunTypeTable, CourseTypeTable, SeatTypeTable } from './catalogue';
import { COURSE_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { Field } from '../../model/fields';
import { Amount, Key, OptionalText, Time, Reference, SQL_TYPES, StampedRow, Text, Twin } from './columns';

const HASH = { type: 'hash' } as const;
/** On an expression, which TypeORM cannot describe: the migration creates it. */
const BY_HAND = { synchronize: false } as const;

/** Adds a column for each field that the class does not declare itself. Flags start as false. */
function addFields(table: new () => object, fields: Readonly<Record<string, Field>>): void {
  for (const [name, { column, kind, isOptional = false }] of Object.entries(fields)) {
    if (name === 'key' || name === 'type') continue;
    const initial = kind === 'flag' ? { default: false } : kind === 'json' ? { default: {} } : {};
    Column({ name: column, type: SQL_TYPES[kind], nullable: isOptional, ...initial })(
      table.prototype as object,
      name,
    );
  }
}

@Entity('course')
@Unique('course_uuid_uq', ['uuid'])
@Unique('course_key_uq', ['key'])
@Index('course_id_hash_ix', ['id'], HASH)
@Index('course_key_hash_ix', ['key'], HASH)
@Index('course_organization_ix', BY_HAND)
@Index('course_folded_key_uq', BY_HAND)
@Index('course_key_for_reruns_uq', BY_HAND)
@Index('course_title_ix', BY_HAND)
@Index('course_start_ix', BY_HAND)
@Index('course_modified_ix', ['modified', 'key'])
@Index('course_type_ix', ['type', 'key'])
@Check('course_title_ck', 'char_length(title) BETWEEN 1 AND 255')
@Check('course_version_ck', 'version >= 1')
export class CourseTable extends StampedRow {
  @Key('key') key!: string;
  @Reference('type_slug', () => CourseTypeTable) type!: string;
  @Twin() twin!: number;
  /** When its latest run starts; null if no start is known. Lists sort by it. */
  @Time('last_start_at') lastStart!: Date | null;
}
addFields(CourseTable, COURSE_FIELDS);

@Entity('course_run')
@Unique('course_run_uuid_uq', ['uuid'])
@Unique('course_run_key_uq', ['key'])
@Index('course_run_key_hash_ix', ['key'], HASH)
@Index('course_run_folded_key_uq', BY_HAND)
@Index('course_run_start_ix', BY_HAND)
@Index('course_run_course_ix', ['courseId', 'key'])
@Index('course_run_type_ix', ['type', 'key'])
@Index('course_run_status_ix', ['status', 'key'])
@Index('course_run_go_live_ix', ['goLiveAt'], { where: `status = 'REVIEWED'` })
@Index('course_run_restriction_ix', ['restriction', 'key'], { where: 'restriction IS NOT NULL' })
@Check('course_run_restriction_ck', `restriction IN ('CUSTOM_B2C', 'CUSTOM_B2B_ENTERPRISE')`)
@Check('course_run_title_ck', 'char_length(title) BETWEEN 1 AND 255')
@Check(
  'course_run_status_ck',
  `status IN ('UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED')`,
)
@Check('course_run_credit_hours_ck', 'credit_hours >= 0')
@Check('course_run_revision_ck', 'revision >= 0')
export class CourseRunTable extends StampedRow {
  @Key('key') key!: string;
  @Reference('course_id', () => CourseTable, { onDelete: 'CASCADE' }) courseId!: string;
  @Reference('type_slug', () => CourseRunTypeTable) type!: string;
  @Column({ type: 'integer', default: 0 }) revision!: number;
  @Twin() twin!: number;
}
addFields(CourseRunTable, RUN_FIELDS);

@Entity('course_price')
@Unique('course_price_uq', ['seatType', 'courseId'])
@Index('course_price_course_id_hash_ix', ['courseId'], HASH)
@Check('course_price_amount_ck', 'amount >= 0')
export class CoursePriceTable extends StampedRow {
  @Reference('course_id', () => CourseTable, { onDelete: 'CASCADE' }) courseId!: string;
  @Reference('seat_type_slug', () => SeatTypeTable) seatType!: string;
  @Amount('amount') amount!: string;
}

@Entity('course_run_price')
@Unique('course_run_price_uq', ['seatType', 'courseRunId'])
@Index('course_run_price_course_run_id_hash_ix', ['courseRunId'], HASH)
@Check('course_run_price_amount_ck', 'amount >= 0')
export class CourseRunPriceTable extends StampedRow {
  @Reference('course_run_id', () => CourseRunTable, { onDelete: 'CASCADE' }) courseRunId!: string;
  @Reference('seat_type_slug', () => SeatTypeTable) seatType!: string;
  @Amount('amount') amount!: string;
}

@Entity('seat_product')
@Unique('seat_product_uq', ['seatType', 'courseRunId'])
@Index('seat_product_closes_ix', ['closesAt'], { where: 'closes_at IS NOT NULL' })
@Index('seat_product_course_run_id_hash_ix', ['courseRunId'], HASH)
export class SeatProductTable extends StampedRow {
  @Reference('course_run_id', () => CourseRunTable) courseRunId!: string;
  @Reference('seat_type_slug', () => SeatTypeTable) seatType!: string;
  @Text('sku') sku!: string;
  @OptionalText('bulk_sku') bulkSku!: string | null;
  /** When a shop, which keeps no deadlines, must stop selling it; `infinity`: never. Null while no shop sells it. */
  @Time('closes_at') closesAt!: Date | null;
}

/** Where the LMS has a title or date that a rule refuses here. */
@Entity('lms_conflict')
@Unique('lms_conflict_uq', ['courseRunId', 'field'])
export class LmsConflictTable extends StampedRow {
  @Reference('course_run_id', () => CourseRunTable, { onDelete: 'CASCADE' }) courseRunId!: string;
  @Text('field') field!: string;
  @OptionalText('there') there!: string | null;
  @Text('problem') problem!: string;
}

@Entity('entitlement_product')
@Unique('entitlement_product_uq', ['seatType', 'courseId'])
@Index('entitlement_product_course_id_hash_ix', ['courseId'], HASH)
export class EntitlementProductTable extends StampedRow {
  @Reference('course_id', () => CourseTable) courseId!: string;
  @Reference('seat_type_slug', () => SeatTypeTable) seatType!: string;
  @Text('sku') sku!: string;
}
