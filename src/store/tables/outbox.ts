// The outbox: lanes and their provisionings, and events for other systems. src/model/provisioning.ts and
// src/store/outbox/events.ts explain the rows.
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { CourseRunTable, CourseTable } from './courses';
import { Identity, OptionalText, Reference, Text, Time, Key } from './columns';

/** One queue of deliveries in strict order: a course's for E-Commerce, a run's for the LMS. */
@Entity('lane')
@Unique('lane_course_uq', ['courseId'])
@Unique('lane_course_run_uq', ['courseRunId'])
@Index('lane_due_ix', ['target', 'dueAt'], { where: 'due_at IS NOT NULL' })
@Check('lane_target_ck', `target IN ('ECOMMERCE', 'LMS')`)
@Check(
  'lane_subject_ck',
  `(target = 'ECOMMERCE' AND course_id IS NOT NULL AND course_run_id IS NULL)
   OR (target = 'LMS' AND course_id IS NULL AND course_run_id IS NOT NULL)`,
)
@Check('lane_counters_ck', 'done <= enqueued')
export class LaneTable {
  @Identity() id!: string;
  @Text('target') target!: string;
  @Reference('course_id', () => CourseTable, { isOptional: true }) courseId!: string | null;
  @Reference('course_run_id', () => CourseRunTable, { isOptional: true }) courseRunId!: string | null;
  @Column({ type: 'integer', default: 0 }) enqueued!: number;
  @Column({ type: 'integer', default: 0 }) done!: number;
  @Time('due_at') dueAt!: Date | null;
  @OptionalText('locked_by') lockedBy!: string | null;
  @Time('locked_until') lockedUntil!: Date | null;
  @Column({ type: 'bigint', default: 0 }) fence!: string;
}

@Entity('provisioning')
@Unique('provisioning_uuid_uq', ['uuid'])
@Unique('provisioning_revision_uq', ['courseRunId', 'target', 'revision'])
@Unique('provisioning_seq_uq', ['laneId', 'seq'])
@Index('provisioning_open_ix', ['laneId', 'seq'], { where: `state IN ('PENDING', 'RETRYING', 'FAILED')` })
@Index('provisioning_state_ix', ['state', 'id'])
@Index('provisioning_target_ix', ['target', 'id'])
@Check('provisioning_target_ck', `target IN ('ECOMMERCE', 'LMS')`)
@Check('provisioning_revision_ck', 'revision >= 1')
@Check('provisioning_state_ck', `state IN ('PENDING', 'RETRYING', 'DELIVERED', 'FAILED', 'SUPERSEDED')`)
@Check('provisioning_delivered_ck', `(state = 'DELIVERED') = (delivered_at IS NOT NULL)`)
export class ProvisioningTable {
  @Identity() id!: string;
  @Column('uuid') uuid!: string;
  @Reference('course_run_id', () => CourseRunTable) courseRunId!: string;
  @Text('target') target!: string;
  @Column('integer') revision!: number;
  @Column({ name: 'course_revision', type: 'integer' }) courseRevision!: number;
  @Reference('lane_id', () => LaneTable) laneId!: string;
  @Column('integer') seq!: number;
  @Column({ type: 'text', default: 'PENDING' }) state!: string;
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  @Column({ name: 'requested_at', type: 'timestamptz', default: () => 'now()' }) requestedAt!: Date;
  @Time('attempting_since') attemptingSince!: Date | null;
  @Time('sent_at') sentAt!: Date | null;
  @Time('next_attempt_at') nextAttemptAt!: Date | null;
  @Time('delivered_at') deliveredAt!: Date | null;
  @OptionalText('last_error') lastError!: string | null;
  @Column({ name: 'desired_state', type: 'jsonb' }) desiredState!: object;
  /** The W3C trace parent of the request that asked for it, if traced. */
  @OptionalText('trace_parent') traceParent!: string | null;
  /** Its system's protocol when it was requested; null for rows older than this column. */
  @OptionalText('protocol') protocol!: string | null;
  /** The SKUs sent with it; null before it is sent, and if nothing is sold. */
  @Column({ type: 'jsonb', nullable: true }) skus!: object | null;
}

/** Each system's protocol, as set by the last process that started, and its problems. */
@Entity('system')
@Check('system_target_ck', `target IN ('ECOMMERCE', 'LMS')`)
export class SystemTable {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'system_pk' }) target!: string;
  @Text('protocol') protocol!: string;
  /** The protocol of everything requested before protocols were stored. */
  @Text('first_protocol') firstProtocol!: string;
  @OptionalText('problem') problem!: string | null;
  @Time('paused_until') pausedUntil!: Date | null;
  /** When its request budget is full again. */
  @Column({ name: 'whole_at', type: 'timestamptz', default: () => 'now()' }) wholeAt!: Date;
}

/** Systems that an operator has confirmed, by URL. */
@Entity('confirmed_system')
export class ConfirmedSystemTable {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'confirmed_system_pk' }) url!: string;
  @Column({ name: 'confirmed_at', type: 'timestamptz', default: () => 'now()' }) confirmedAt!: Date;
}

/** A system that receives events. Without one, no event is stored. */
@Entity('event_sink')
@Unique('event_sink_uq', ['name'])
@Check('event_sink_ck', `name IN ('HTTP', 'REDIS')`)
export class EventSinkTable {
  @Identity() id!: string;
  @Text('name') name!: string;
}

/** An event about a run that one sink has not received yet; the run may no longer exist. */
@Entity('event')
@Index('event_queue_ix', ['sink', 'id'])
@Index('event_order_ix', ['sink', 'subject', 'id'])
export class EventTable {
  @Identity() id!: string;
  @Column('uuid') uuid!: string;
  @Text('sink') sink!: string;
  @Text('type') type!: string;
  @Key('subject') subject!: string;
  @Column('jsonb') data!: object;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) created!: Date;
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  /** The next attempt; during an attempt, the end of its lease. */
  @Column({ name: 'due_at', type: 'timestamptz', default: () => 'now()' }) dueAt!: Date;
  @OptionalText('last_error') lastError!: string | null;
}
