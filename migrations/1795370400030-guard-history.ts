// History that can be relied on: no change without its entry, entries chained by hashes, and a horizon for readers.
// docs/decisions/0015-a-feed-that-skips-nothing.md says why it is done in this way.
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows whose change needs an entry about a subject: by its kind and a column, or through the course they belong to. */
const GUARDED: readonly (readonly [table: string, kind: string, column: string])[] = [
  ['course', 'course', 'key'],
  ['course_price', 'course_id', 'course_id'],
  ['course_run', 'course_id', 'course_id'],
  ['course_run_price', 'course_run_id', 'course_run_id'],
  ['mode', 'mode', 'slug'],
  ['seat_type', 'seatType', 'slug'],
  ['track_type', 'trackType', 'slug'],
  ['course_run_type', 'courseRunType', 'slug'],
  ['course_run_type_track', 'courseRunType', 'course_run_type_slug'],
  ['course_type', 'courseType', 'slug'],
  ['course_type_entitlement', 'courseType', 'course_type_slug'],
  ['course_type_run_type', 'courseType', 'course_type_slug'],
];

/** All but revision and has_products, which follow from a provisioning that another entry tells of. */
const TOLD_OF_A_RUN = `OF course_id, key, uuid, title, start_at, end_at, go_live_at, status, type_slug,
  upgrade_deadline_override, credit_provider, credit_hours`;

/** The class of the locks that put writers of one subject in line. */
const CHAIN = 7_261_550;
/** The upper bits of the locks that say from which id on a transaction may add entries. */
const MARK = 18_500;

export class GuardHistory1795370400030 implements MigrationInterface {
  name = 'GuardHistory1795370400030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE history ADD COLUMN transaction_id bigint, ADD COLUMN previous_hash bytea, ADD COLUMN hash bytea;
      CREATE FUNCTION history_hash(entry history) RETURNS bytea LANGUAGE sql STABLE AS $$
        SELECT sha256(convert_to(jsonb_build_array(entry.id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.kind,
          entry.subject, entry.actor, entry.reason, entry.overridden, entry.course_key, entry.course_run_key,
          entry.before, entry.after, encode(entry.previous_hash, 'hex'))::text, 'UTF8')) $$;
      ALTER TABLE history DISABLE TRIGGER history_is_append_only;
      DO $$ DECLARE entry history; last history; BEGIN
        FOR entry IN SELECT * FROM history ORDER BY subject, id LOOP
          entry.at := date_trunc('milliseconds', entry.at);
          entry.previous_hash := CASE WHEN entry.subject = last.subject THEN last.hash END;
          entry.hash := history_hash(entry);
          UPDATE history SET at = entry.at, previous_hash = entry.previous_hash, hash = entry.hash, transaction_id = 0
          WHERE id = entry.id;
          last := entry;
        END LOOP;
      END $$;
      ALTER TABLE history ENABLE TRIGGER history_is_append_only;
      ALTER TABLE history ALTER COLUMN transaction_id SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
      DROP INDEX history_course_run_ix;
      CREATE INDEX history_kind_ix ON history (kind, id);
      CREATE INDEX history_at_ix ON history (at, id);

      -- Before its first id, a writer says aloud after which id its own will come, until it ends.
      CREATE FUNCTION mark_history() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('transaction_isolation') <> 'read committed' THEN
          RAISE EXCEPTION 'history is written at READ COMMITTED: a chain must see its last entry';
        END IF;
        PERFORM pg_advisory_xact_lock_shared((${MARK}::bigint << 48) + last_value - (NOT is_called)::integer)
        FROM history_id_seq;
        RETURN NULL;
      END $$;
      CREATE TRIGGER history_is_marked BEFORE INSERT ON history FOR EACH STATEMENT EXECUTE FUNCTION mark_history();

      -- The order of the two reads matters: whoever takes an id after the first is not shown, whatever the second sees.
      CREATE FUNCTION history_horizon() RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE given bigint; marked bigint; BEGIN
        SELECT last_value INTO given FROM history_id_seq;
        SELECT min(((classid::bigint & 65535) << 32) + objid::bigint) INTO marked FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = ${MARK}
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
        RETURN least(given, marked);
      END $$;

      -- Id and time are taken in line, so that both go up along a chain.
      CREATE FUNCTION chain_history() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last record; BEGIN
        PERFORM pg_advisory_xact_lock(${CHAIN}, hashtext(NEW.subject));
        SELECT at, hash INTO last FROM history WHERE subject = NEW.subject ORDER BY id DESC LIMIT 1;
        NEW.id := nextval('history_id_seq');
        NEW.at := greatest(date_trunc('milliseconds', clock_timestamp()), last.at);
        NEW.transaction_id := pg_current_xact_id()::text::bigint;
        NEW.previous_hash := last.hash;
        NEW.hash := history_hash(NEW);
        RETURN NEW;
      END $$;
      CREATE TRIGGER history_is_chained BEFORE INSERT ON history FOR EACH ROW EXECUTE FUNCTION chain_history();

      -- What went with its course or run is told of by that one's own entry. A subject is looked up once in a row.
      CREATE FUNCTION require_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE owner text := to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[1]; about text; BEGIN
        about := CASE TG_ARGV[0]
          WHEN 'course_id' THEN (SELECT 'course:' || key FROM course WHERE id = owner::bigint)
          WHEN 'course_run_id' THEN (SELECT 'course:' || c.key FROM course_run r JOIN course c ON c.id = r.course_id
            WHERE r.id = owner::bigint)
          ELSE TG_ARGV[0] || ':' || owner END;
        IF about IS NULL OR about = current_setting('track_types.told', true) THEN RETURN NULL; END IF;
        IF pg_current_xact_id()::text::bigint IS DISTINCT FROM
          (SELECT transaction_id FROM history WHERE subject = about ORDER BY id DESC LIMIT 1) THEN
          RAISE EXCEPTION '% of % has no entry about % in history', TG_OP, TG_TABLE_NAME, about
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
        END IF;
        PERFORM set_config('track_types.told', about, true);
        RETURN NULL;
      END $$;
    `);
    for (const [table, kind, column] of GUARDED) {
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${table}_has_history
        AFTER INSERT OR DELETE OR UPDATE ${table === 'course_run' ? TOLD_OF_A_RUN : ''} ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_history('${kind}', '${column}')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table] of GUARDED) await runner.query(`DROP TRIGGER ${table}_has_history ON ${table}`);
    await runner.query(`
      DROP TRIGGER history_is_chained ON history;
      DROP TRIGGER history_is_marked ON history;
      DROP FUNCTION require_history, chain_history, history_horizon, mark_history, history_hash;
      DROP INDEX history_at_ix, history_kind_ix;
      CREATE INDEX history_course_run_ix ON history (course_run_key, id) WHERE course_run_key IS NOT NULL;
      ALTER TABLE history DROP COLUMN hash, DROP COLUMN previous_hash, DROP COLUMN transaction_id`);
  }
}
