// Events for others: who is told (a sink), and what it has not been told yet. A row is gone once it is delivered.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvent1795370400020 implements MigrationInterface {
  name = 'CreateEvent1795370400020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_sink (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT event_sink_pk PRIMARY KEY,
        name text NOT NULL CONSTRAINT event_sink_uq UNIQUE CONSTRAINT event_sink_ck CHECK (name IN ('HTTP', 'REDIS'))
      );
      CREATE TABLE event (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT event_pk PRIMARY KEY,
        uuid uuid NOT NULL,
        sink text NOT NULL,
        type text NOT NULL,
        subject text COLLATE "C" NOT NULL,
        data jsonb NOT NULL,
        created timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        last_error text
      );
      CREATE INDEX event_queue_ix ON event (sink, id);
      CREATE INDEX event_order_ix ON event (sink, subject, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE event, event_sink`);
  }
}
