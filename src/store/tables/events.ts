// Tables of events for other systems. src/store/outbox/events.ts explains the rows.
import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { Identity, Key, OptionalText, Text } from './columns';

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
