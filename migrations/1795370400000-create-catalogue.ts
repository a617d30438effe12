// The catalogue: modes, seat types, track types, run types, course types, and the version that says when it moved.
// References are by slug: slugs never change, other systems rely on them, and a row reads without a join.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SLUG = `CHECK (slug ~ '^[a-z0-9][a-z0-9_-]{0,63}$')`;
const COMMON = `
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT %_pk PRIMARY KEY,
  created timestamptz NOT NULL DEFAULT now(),
  modified timestamptz NOT NULL DEFAULT now()`;
const common = (table: string) => COMMON.replace('%', table);

export class CreateCatalogue1795370400000 implements MigrationInterface {
  name = 'CreateCatalogue1795370400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mode (${common('mode')},
        slug text NOT NULL CONSTRAINT mode_slug_uq UNIQUE CONSTRAINT mode_slug_ck ${SLUG},
        name text NOT NULL,
        is_id_verified boolean NOT NULL,
        is_credit_eligible boolean NOT NULL,
        certificate_type text,
        minimum_price numeric(10,2) NOT NULL CONSTRAINT mode_minimum_price_ck CHECK (minimum_price >= 0)
      );
      CREATE TABLE seat_type (${common('seat_type')},
        slug text NOT NULL CONSTRAINT seat_type_slug_uq UNIQUE CONSTRAINT seat_type_slug_ck ${SLUG},
        name text NOT NULL,
        creates_product boolean NOT NULL,
        has_upgrade_deadline boolean NOT NULL
      );
      CREATE TABLE track_type (${common('track_type')},
        uuid uuid NOT NULL CONSTRAINT track_type_uuid_uq UNIQUE,
        slug text NOT NULL CONSTRAINT track_type_slug_uq UNIQUE CONSTRAINT track_type_slug_ck ${SLUG},
        name text NOT NULL,
        mode_slug text NOT NULL CONSTRAINT track_type_mode_fk REFERENCES mode (slug),
        seat_type_slug text CONSTRAINT track_type_seat_type_fk REFERENCES seat_type (slug),
        paid_to_platform boolean NOT NULL,
        paid_to_partner boolean NOT NULL
      );
      CREATE TABLE course_run_type (${common('course_run_type')},
        uuid uuid NOT NULL CONSTRAINT course_run_type_uuid_uq UNIQUE,
        slug text NOT NULL CONSTRAINT course_run_type_slug_uq UNIQUE CONSTRAINT course_run_type_slug_ck ${SLUG},
        name text NOT NULL,
        is_marketable boolean NOT NULL,
        is_retired boolean NOT NULL DEFAULT false
      );
      CREATE TABLE course_run_type_track (${common('course_run_type_track')},
        course_run_type_slug text NOT NULL CONSTRAINT course_run_type_track_course_run_type_fk REFERENCES course_run_type (slug),
        track_type_slug text NOT NULL CONSTRAINT course_run_type_track_track_type_fk REFERENCES track_type (slug),
        position integer NOT NULL,
        CONSTRAINT course_run_type_track_uq UNIQUE (course_run_type_slug, track_type_slug)
      );
      CREATE TABLE course_type (${common('course_type')},
        uuid uuid NOT NULL CONSTRAINT course_type_uuid_uq UNIQUE,
        slug text NOT NULL CONSTRAINT course_type_slug_uq UNIQUE CONSTRAINT course_type_slug_ck ${SLUG},
        name text NOT NULL,
        organizations text[] NOT NULL DEFAULT '{}',
        is_retired boolean NOT NULL DEFAULT false
      );
      CREATE TABLE course_type_entitlement (${common('course_type_entitlement')},
        course_type_slug text NOT NULL CONSTRAINT course_type_entitlement_course_type_fk REFERENCES course_type (slug),
        seat_type_slug text NOT NULL CONSTRAINT course_type_entitlement_seat_type_fk REFERENCES seat_type (slug),
        position integer NOT NULL,
        CONSTRAINT course_type_entitlement_uq UNIQUE (course_type_slug, seat_type_slug)
      );
      CREATE TABLE course_type_run_type (${common('course_type_run_type')},
        course_type_slug text NOT NULL CONSTRAINT course_type_run_type_course_type_fk REFERENCES course_type (slug),
        course_run_type_slug text NOT NULL CONSTRAINT course_type_run_type_course_run_type_fk REFERENCES course_run_type (slug),
        position integer NOT NULL,
        CONSTRAINT course_type_run_type_uq UNIQUE (course_type_slug, course_run_type_slug)
      );
      CREATE TABLE catalogue_version (
        id integer NOT NULL DEFAULT 1 CONSTRAINT catalogue_version_pk PRIMARY KEY CONSTRAINT catalogue_version_one_ck CHECK (id = 1),
        version bigint NOT NULL DEFAULT 1
      );
      INSERT INTO catalogue_version DEFAULT VALUES;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE catalogue_version, course_type_run_type, course_type_entitlement, course_type,
        course_run_type_track, course_run_type, track_type, seat_type, mode`);
  }
}
