// Who has which role in which organization: kept here, because no token says it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMembership1795370400040 implements MigrationInterface {
  name = 'CreateMembership1795370400040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE membership (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT membership_pk PRIMARY KEY,
        created timestamptz NOT NULL DEFAULT now(),
        organization text COLLATE "C" NOT NULL,
        username text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        CONSTRAINT membership_uq UNIQUE (organization, username, role),
        CONSTRAINT membership_role_ck CHECK (role IN ('READER', 'EDITOR', 'REVIEWER', 'COORDINATOR'))
      );
      CREATE INDEX membership_username_ix ON membership (username);

      CREATE FUNCTION require_membership_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE one membership := coalesce(NEW, OLD);
        about text := 'membership:' || one.organization || '/' || one.username; BEGIN
        IF pg_current_xact_id()::text::bigint IS DISTINCT FROM
          (SELECT transaction_id FROM history WHERE subject = about ORDER BY id DESC LIMIT 1) THEN
          RAISE EXCEPTION '% of % has no entry about % in history', TG_OP, TG_TABLE_NAME, about
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER membership_has_history AFTER INSERT OR UPDATE OR DELETE ON membership
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_membership_history()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE membership; DROP FUNCTION require_membership_history');
  }
}
