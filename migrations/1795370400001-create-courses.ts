// Courses, their runs and prices, and what E-Commerce made of them.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COMMON = `
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT %_pk PRIMARY KEY,
  created timestamptz NOT NULL DEFAULT now(),
  modified timestamptz NOT NULL DEFAULT now()`;
const common = (table: string) => COMMON.replace('%', table);

export class CreateCourses1795370400001 implements MigrationInterface {
  name = 'CreateCourses1795370400001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE course (${common('course')},
        uuid uuid NOT NULL CONSTRAINT course_uuid_uq UNIQUE,
        key text COLLATE "C" NOT NULL CONSTRAINT course_key_uq UNIQUE,
        organization text NOT NULL,
        title text NOT NULL CONSTRAINT course_title_ck CHECK (char_length(title) BETWEEN 1 AND 255),
        type_slug text NOT NULL CONSTRAINT course_type_fk REFERENCES course_type (slug),
        version integer NOT NULL CONSTRAINT course_version_ck CHECK (version >= 1)
      );
      CREATE INDEX course_organization_ix ON course (organization, key);
      CREATE INDEX course_type_ix ON course (type_slug, key);
      CREATE TABLE course_price (${common('course_price')},
        course_id bigint NOT NULL CONSTRAINT course_price_course_fk REFERENCES course (id) ON DELETE CASCADE,
        seat_type_slug text NOT NULL CONSTRAINT course_price_seat_type_fk REFERENCES seat_type (slug),
        amount numeric(10,2) NOT NULL CONSTRAINT course_price_amount_ck CHECK (amount >= 0),
        CONSTRAINT course_price_uq UNIQUE (course_id, seat_type_slug)
      );
      CREATE TABLE course_run (${common('course_run')},
        uuid uuid NOT NULL CONSTRAINT course_run_uuid_uq UNIQUE,
        key text COLLATE "C" NOT NULL CONSTRAINT course_run_key_uq UNIQUE,
        course_id bigint NOT NULL CONSTRAINT course_run_course_fk REFERENCES course (id) ON DELETE CASCADE,
        title text CONSTRAINT course_run_title_ck CHECK (char_length(title) BETWEEN 1 AND 255),
        start_at timestamptz,
        end_at timestamptz,
        go_live_at timestamptz,
        status text NOT NULL CONSTRAINT course_run_status_ck
          CHECK (status IN ('UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED')),
        type_slug text NOT NULL CONSTRAINT course_run_type_fk REFERENCES course_run_type (slug),
        upgrade_deadline_override timestamptz,
        credit_provider text,
        credit_hours integer CONSTRAINT course_run_credit_hours_ck CHECK (credit_hours >= 0),
        has_products boolean NOT NULL DEFAULT false,
        revision integer NOT NULL DEFAULT 0 CONSTRAINT course_run_revision_ck CHECK (revision >= 0)
      );
      CREATE INDEX course_run_course_ix ON course_run (course_id, key);
      CREATE INDEX course_run_type_ix ON course_run (type_slug, key);
      CREATE INDEX course_run_status_ix ON course_run (status, key);
      CREATE TABLE course_run_price (${common('course_run_price')},
        course_run_id bigint NOT NULL CONSTRAINT course_run_price_course_run_fk REFERENCES course_run (id) ON DELETE CASCADE,
        seat_type_slug text NOT NULL CONSTRAINT course_run_price_seat_type_fk REFERENCES seat_type (slug),
        amount numeric(10,2) NOT NULL CONSTRAINT course_run_price_amount_ck CHECK (amount >= 0),
        CONSTRAINT course_run_price_uq UNIQUE (course_run_id, seat_type_slug)
      );
      CREATE TABLE seat_product (${common('seat_product')},
        course_run_id bigint NOT NULL CONSTRAINT seat_product_course_run_fk REFERENCES course_run (id),
        seat_type_slug text NOT NULL CONSTRAINT seat_product_seat_type_fk REFERENCES seat_type (slug),
        sku text NOT NULL,
        bulk_sku text,
        CONSTRAINT seat_product_uq UNIQUE (course_run_id, seat_type_slug)
      );
      CREATE TABLE entitlement_product (${common('entitlement_product')},
        course_id bigint NOT NULL CONSTRAINT entitlement_product_course_fk REFERENCES course (id),
        seat_type_slug text NOT NULL CONSTRAINT entitlement_product_seat_type_fk REFERENCES seat_type (slug),
        sku text NOT NULL,
        CONSTRAINT entitlement_product_uq UNIQUE (course_id, seat_type_slug)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE entitlement_product, seat_product, course_run_price, course_run, course_price, course`,
    );
  }
}
