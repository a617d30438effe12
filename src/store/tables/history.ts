// History, and the outcomes of commands, which are recorded with it.
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Identity, OptionalText, Stamp, Text } from './columns';

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
