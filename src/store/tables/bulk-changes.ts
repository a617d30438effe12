// Tables of bulk changes and their courses. src/model/bulk-change.ts explains the rows.
import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { Flag, Identity, Key, OptionalText, Reference, Text, Time } from './columns';

@Entity('bulk_change')
@Unique('bulk_change_uuid_uq', ['uuid'])
@Index('bulk_change_due_ix', ['dueAt'], { where: `state IN ('QUEUED', 'RUNNING')` })
@Check('bulk_change_rate_ck', 'rate_per_minute >= 1')
@Check('bulk_change_state_ck', `state IN ('QUEUED', 'RUNNING', 'DONE', 'CANCELLED')`)
@Check('bulk_change_ended_ck', `(state IN ('DONE', 'CANCELLED')) = (ended_at IS NOT NULL)`)
@Check('bulk_change_cancelled_ck', `(state = 'CANCELLED') = (cancelled_by IS NOT NULL)`)
export class BulkChangeTable {
  @Identity() id!: string;
  @Column('uuid') uuid!: string;
  @Text('name') name!: string;
  @Text('actor') actor!: string;
  @Text('reason') reason!: string;
  @Flag('is_override') isOverride!: boolean;
  @Flag('is_dry_run') isDryRun!: boolean;
  @Column({ name: 'rate_per_minute', type: 'integer' }) ratePerMinute!: number;
  @Column({ type: 'jsonb', nullable: true }) filter!: object | null;
  @Column('jsonb') change!: object;
  @Text('state') state!: string;
  /** How many courses it has. */
  @Column('integer') total!: number;
  @Column('jsonb') tally!: object;
  @Column({ name: 'requested_at', type: 'timestamptz', default: () => 'now()' }) requestedAt!: Date;
  @Time('started_at') startedAt!: Date | null;
  @Time('ended_at') endedAt!: Date | null;
  @OptionalText('cancelled_by') cancelledBy!: string | null;
  /** When its next course may be changed. */
  @Column({ name: 'due_at', type: 'timestamptz', default: () => 'now()' }) dueAt!: Date;
}

/** One course of a bulk change; it may no longer exist. */
@Entity('bulk_change_item')
@Unique('bulk_change_item_uq', ['bulkChangeId', 'courseKey'])
@Index('bulk_change_item_outcome_ix', ['bulkChangeId', 'outcome', 'courseKey'])
@Check('bulk_change_item_outcome_ck', `outcome IN ('PENDING', 'CHANGED', 'UNCHANGED', 'REFUSED', 'FAILED')`)
@Check('bulk_change_item_at_ck', `(outcome = 'PENDING') = (at IS NULL)`)
export class BulkChangeItemTable {
  @Identity() id!: string;
  @Reference('bulk_change_id', () => BulkChangeTable) bulkChangeId!: string;
  @Key('course_key') courseKey!: string;
  @Column({ type: 'text', default: 'PENDING' }) outcome!: string;
  @Time('at') at!: Date | null;
  /** How often it failed other than by a fault. */
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  @Column({ type: 'jsonb', default: [] }) violations!: object;
  @Column({ type: 'jsonb', nullable: true }) error!: object | null;
}
