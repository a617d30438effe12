// The tables as most teams map them: one entity each, with relations between them.
import {
  Column,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
} from 'typeorm';

const Id = () => PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' });
const Text = (name?: string) => Column({ name, type: 'text' });
const Flag = (name: string) => Column({ name, type: 'boolean' });
const Time = (name: string) => Column({ name, type: 'timestamptz', nullable: true });
const Slug = (name: string) => JoinColumn({ name, referencedColumnName: 'slug' });

@Entity('mode')
export class Mode {
  @Id() id!: string;
  @Text() slug!: string;
  @Text() name!: string;
  @Flag('is_id_verified') isIdVerified!: boolean;
  @Flag('is_credit_eligible') isCreditEligible!: boolean;
  @Text('certificate_type') certificateType!: string | null;
}

@Entity('seat_type')
export class SeatType {
  @Id() id!: string;
  @Text() slug!: string;
  @Text() name!: string;
  @Flag('creates_product') createsProduct!: boolean;
  @Flag('has_upgrade_deadline') hasUpgradeDeadline!: boolean;
}

@Entity('track_type')
export class TrackType {
  @Id() id!: string;
  @Text() slug!: string;
  @Text() name!: string;
  @Flag('paid_to_platform') paidToPlatform!: boolean;
  @Flag('paid_to_partner') paidToPartner!: boolean;
  @ManyToOne(() => Mode) @Slug('mode_slug') mode!: Mode;
  @ManyToOne(() => SeatType) @Slug('seat_type_slug') seatType!: SeatType | null;
}

@Entity('course_run_type')
export class RunType {
  @Id() id!: string;
  @Text() slug!: string;
  @Text() name!: string;
  @Flag('is_marketable') isMarketable!: boolean;
  @Flag('is_retired') isRetired!: boolean;
  @OneToMany(() => RunTypeTrack, (member) => member.runType) tracks!: RunTypeTrack[];
}

@Entity('course_run_type_track')
export class RunTypeTrack {
  @Id() id!: string;
  @Column('integer') position!: number;
  @ManyToOne(() => RunType, (type) => type.tracks) @Slug('course_run_type_slug') runType!: RunType;
  @ManyToOne(() => TrackType) @Slug('track_type_slug') track!: TrackType;
}

@Entity('course_type')
export class CourseType {
  @Id() id!: string;
  @Text() slug!: string;
  @Text() name!: string;
  @Flag('is_retired') isRetired!: boolean;
  @Column({ type: 'text', array: true }) organizations!: string[];
  @ManyToMany(() => SeatType)
  @JoinTable({
    name: 'course_type_entitlement',
    joinColumn: { name: 'course_type_slug', referencedColumnName: 'slug' },
    inverseJoinColumn: { name: 'seat_type_slug', referencedColumnName: 'slug' },
    synchronize: false,
  })
  entitlementTypes!: SeatType[];
  @OneToMany(() => CourseTypeMember, (member) => member.courseType) members!: CourseTypeMember[];
}

@Entity('course_type_run_type')
export class CourseTypeMember {
  @Id() id!: string;
  @Column('integer') position!: number;
  @ManyToOne(() => CourseType, (type) => type.members) @Slug('course_type_slug') courseType!: CourseType;
  @ManyToOne(() => RunType) @Slug('course_run_type_slug') runType!: RunType;
}

@Entity('course')
export class Course {
  @Id() id!: string;
  @Column('uuid') uuid!: string;
  @Text() key!: string;
  @Text() organization!: string;
  @Text() title!: string;
  @Column('integer') version!: number;
  @Text('type_slug') typeSlug!: string;
  @ManyToOne(() => CourseType) @Slug('type_slug') type!: CourseType;
  @OneToMany(() => CoursePrice, (price) => price.course, { cascade: true }) prices!: CoursePrice[];
  @OneToMany(() => EntitlementProduct, (product) => product.course) products!: EntitlementProduct[];
  @OneToMany(() => CourseRun, (run) => run.course) courseRuns!: CourseRun[];
}

@Entity('course_run')
export class CourseRun {
  @Id() id!: string;
  @Column('uuid') uuid!: string;
  @Text() key!: string;
  @Text() title!: string | null;
  @Time('start_at') start!: Date | null;
  @Time('end_at') end!: Date | null;
  @Text() status!: string;
  @Column('integer') revision!: number;
  @Text('type_slug') typeSlug!: string;
  @Column({ name: 'course_id', type: 'bigint' }) courseId!: string;
  @Time('upgrade_deadline_override') upgradeDeadlineOverride!: Date | null;
  @ManyToOne(() => RunType) @Slug('type_slug') type!: RunType;
  @ManyToOne(() => Course, (course) => course.courseRuns) @JoinColumn({ name: 'course_id' }) course!: Course;
  @OneToMany(() => RunPrice, (price) => price.courseRun) prices!: RunPrice[];
  @OneToMany(() => SeatProduct, (product) => product.courseRun) products!: SeatProduct[];
}

@Entity('course_price')
export class CoursePrice {
  @Id() id!: string;
  @Column({ type: 'numeric', precision: 10, scale: 2 }) amount!: string;
  @Text('seat_type_slug') seatType!: string;
  @ManyToOne(() => Course, (course) => course.prices) @JoinColumn({ name: 'course_id' }) course!: Course;
}

@Entity('course_run_price')
export class RunPrice {
  @Id() id!: string;
  @Column({ type: 'numeric', precision: 10, scale: 2 }) amount!: string;
  @Text('seat_type_slug') seatType!: string;
  @ManyToOne(() => CourseRun, (run) => run.prices)
  @JoinColumn({ name: 'course_run_id' })
  courseRun!: CourseRun;
}

@Entity('seat_product')
export class SeatProduct {
  @Id() id!: string;
  @Text() sku!: string;
  @Text('seat_type_slug') seatType!: string;
  @ManyToOne(() => CourseRun, (run) => run.products)
  @JoinColumn({ name: 'course_run_id' })
  courseRun!: CourseRun;
}

@Entity('entitlement_product')
export class EntitlementProduct {
  @Id() id!: string;
  @Text() sku!: string;
  @Text('seat_type_slug') seatType!: string;
  @ManyToOne(() => Course, (course) => course.products) @JoinColumn({ name: 'course_id' }) course!: Course;
}

@Entity('history')
export class History {
  @Id() id!: string;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at!: Date;
  @Text() kind!: string;
  @Text() subject!: string;
  @Text() actor!: string;
  @Text() reason!: string | null;
  @Text('course_key') courseKey!: string | null;
  @Column({ type: 'jsonb', nullable: true }) before!: object | null;
  @Column({ type: 'jsonb', nullable: true }) after!: object | null;
  @Column('bytea') hash!: Buffer;
}

export const ENTITIES = [
  ...[Mode, SeatType, TrackType, RunType, RunTypeTrack, CourseType, CourseTypeMember],
  ...[Course, CourseRun, CoursePrice, RunPrice, SeatProduct, EntitlementProduct, History],
];

export function deadlineOf({ upgradeDeadlineOverride, end }: CourseRun): Date | null {
  if (upgradeDeadlineOverride ?? !end) return upgradeDeadlineOverride;
  const day = new Date(end);
  day.setUTCDate(day.getUTCDate() - 10);
  day.setUTCHours(23, 59, 59, 999);
  return day;
}
