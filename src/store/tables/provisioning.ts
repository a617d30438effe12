// The outbox: lanes and their provisionings. src/model/provisioning.ts explains the rows.
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { CourseRunTable, CourseTable } from './courses';
import { Identity, OptionalText, Reference, Stamp, Text, Time } from './columns';

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

/** Append-only, chained by triggers, which set id, time and the last three columns. Rows: src/model/history.ts. */
@Entity('history')
@Index('history_subject_ix', ['subject', 'id'])
@Index('history_course_ix', ['courseKey', 'id'], { where: 'course_key IS NOT NULL' })
@Index('history_kind_ix', ['kind', 'id'])
@Index('history_at_ix', ['at', 'id'])
@Index('history_actor_ix', ['actor', 'id'])
@Index('history_bulk_change_uq', ['bulkChangeId', 'subject'], {
  unique: true,
  where: 'bulk_change_id IS NOT NULL',
})
export class HistoryTable {
  @Identity() id!: string;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at!: Date;
  @Text('kind') kind!: string;
  @Text('subject') subject!: string;
  @Text('actor') actor!: string;
  @OptionalText('reason') reason!: string | null;
  @Column({ type: 'text', array: true, default: () => `'{}'` }) overridden!: string[];
  @OptionalText('course_key') courseKey!: string | null;
  @OptionalText('course_run_key') courseRunKey!: string | null;
  @Column({ type: 'jsonb', nullable: true }) before!: object | null;
  @Column({ type: 'jsonb', nullable: true }) after!: object | null;
  @Column({ name: 'bulk_change_id', type: 'uuid', nullable: true }) bulkChangeId!: string | null;
  @Column({ name: 'transaction_id', type: 'bigint' }) transactionId!: string;
  /** The hash of the subject's previous entry; null for the first. */
  @Column({ name: 'previous_hash', type: 'bytea', nullable: true }) previousHash!: Buffer | null;
  @Column('bytea') hash!: Buffer;
  /** What the hash covers: 1 without the transaction, 2 with it. */
  @Column({ name: 'hash_version', type: 'smallint', default: 2 }) hashVersion!: number;
}

/** One row: the id up to which history is settled, recorded for readers of a replica, which knows no locks. */
@Entity('settled_history')
@Check('settled_history_one_ck', 'id = 1')
export class SettledHistoryTable {
  @PrimaryColumn({ type: 'integer', default: 1, primaryKeyConstraintName: 'settled_history_pk' })
  id!: number;
  @Column({ type: 'bigint', default: 0 }) horizon!: string;
}

/** Systems that an operator has confirmed, by URL. */
@Entity('confirmed_system')
export class ConfirmedSystemTable {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'confirmed_system_pk' }) url!: string;
  @Column({ name: 'confirmed_at', type: 'timestamptz', default: () => 'now()' }) confirmedAt!: Date;
}

/** The first outcomes of commands with an idempotency key. */
@Entity('command')
@Unique('command_uq', ['actor', 'mutation', 'key'])
@Index('command_created_ix', ['created'])
export class CommandTable {
  @Identity() id!: string;
  @Stamp() created!: Date;
  @Text('actor') actor!: string;
  @Text('mutation') mutation!: string;
  @Text('key') key!: string;
  @Text('input_hash') inputHash!: string;
  @Column({ type: 'jsonb', nullable: true }) outcome!: object | null;
}
