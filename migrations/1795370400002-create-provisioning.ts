// The outbox: lanes (a course for E-Commerce, a run for the LMS) and provisionings in strict order within their lane.
// A lane's counters alone say whether it has work, so that releasing it cannot miss what was enqueued meanwhile.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProvisioning1795370400002 implements MigrationInterface {
  name = 'CreateProvisioning1795370400002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lane (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lane_pk PRIMARY KEY,
        target text NOT NULL CONSTRAINT lane_target_ck CHECK (target IN ('ECOMMERCE', 'LMS')),
        course_id bigint CONSTRAINT lane_course_uq UNIQUE CONSTRAINT lane_course_fk REFERENCES course (id),
        course_run_id bigint CONSTRAINT lane_course_run_uq UNIQUE CONSTRAINT lane_course_run_fk REFERENCES course_run (id),
        enqueued integer NOT NULL DEFAULT 0,
        done integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        locked_by text,
        locked_until timestamptz,
        fence bigint NOT NULL DEFAULT 0,
        CONSTRAINT lane_subject_ck CHECK
          ((target = 'ECOMMERCE' AND course_id IS NOT NULL AND course_run_id IS NULL)
           OR (target = 'LMS' AND course_id IS NULL AND course_run_id IS NOT NULL)),
        CONSTRAINT lane_counters_ck CHECK (done <= enqueued)
      );
      CREATE INDEX lane_due_ix ON lane (target, due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX lane_open_ix ON lane (id) WHERE enqueued > done;
      CREATE TABLE provisioning (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT provisioning_pk PRIMARY KEY,
        uuid uuid NOT NULL CONSTRAINT provisioning_uuid_uq UNIQUE,
        course_run_id bigint NOT NULL CONSTRAINT provisioning_course_run_fk REFERENCES course_run (id),
        target text NOT NULL CONSTRAINT provisioning_target_ck CHECK (target IN ('ECOMMERCE', 'LMS')),
        revision integer NOT NULL CONSTRAINT provisioning_revision_ck CHECK (revision >= 1),
        course_revision integer NOT NULL,
        lane_id bigint NOT NULL CONSTRAINT provisioning_lane_fk REFERENCES lane (id),
        seq integer NOT NULL,
        state text NOT NULL DEFAULT 'PENDING' CONSTRAINT provisioning_state_ck
          CHECK (state IN ('PENDING', 'RETRYING', 'DELIVERED', 'FAILED', 'SUPERSEDED')),
        attempts integer NOT NULL DEFAULT 0,
        requested_at timestamptz NOT NULL DEFAULT now(),
        attempting_since timestamptz,
        sent_at timestamptz,
        next_attempt_at timestamptz,
        delivered_at timestamptz,
        last_error text,
        desired_state jsonb NOT NULL,
        CONSTRAINT provisioning_revision_uq UNIQUE (course_run_id, target, revision),
        CONSTRAINT provisioning_seq_uq UNIQUE (lane_id, seq),
        CONSTRAINT provisioning_delivered_ck CHECK ((state = 'DELIVERED') = (delivered_at IS NOT NULL))
      );
      CREATE INDEX provisioning_open_ix ON provisioning (lane_id, seq) WHERE state IN ('PENDING', 'RETRYING', 'FAILED');
      CREATE INDEX provisioning_state_ix ON provisioning (state, id);
      CREATE INDEX provisioning_target_ix ON provisioning (target, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE provisioning, lane`);
  }
}
