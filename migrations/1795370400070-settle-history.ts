// How far history is settled, written down for readers of a replica: it does not know the locks of the primary.
// And the last entry of each actor, by which a replica is known to have what they wrote.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SettleHistory1795370400070 implements MigrationInterface {
  name = 'SettleHistory1795370400070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE settled_history (
        id integer NOT NULL DEFAULT 1 CONSTRAINT settled_history_pk PRIMARY KEY CONSTRAINT settled_history_one_ck CHECK (id = 1),
        horizon bigint NOT NULL DEFAULT 0
      );
      INSERT INTO settled_history DEFAULT VALUES;
      CREATE INDEX history_actor_ix ON history (actor, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX history_actor_ix; DROP TABLE settled_history`);
  }
}
