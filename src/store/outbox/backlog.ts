// How much is still to be said or done, for whoever watches the service. One statement, which reads only what is open.
import type { Database } from '../database';

export interface Backlog {
  readonly of: 'provisioning' | 'event' | 'bulk' | 'conflict';
  /** The target, the sink, the kind of bulk change, or the system that has something otherwise. */
  readonly name: string;
  readonly pending: number;
  /** Since the first of what is pending was asked for. */
  readonly oldestSeconds: number;
  /** Lanes whose head FAILED, runs whose first event was not taken at least once or that are in conflict, or courses whose change broke. */
  readonly blocked: number;
}

/** What waits; nothing of a target or sink for which nothing does. */
export const readBacklog = (db: Database): Promise<Backlog[]> =>
  db.query<Backlog[]>(
    `SELECT 'provisioning' AS of, target AS name, count(*) FILTER (WHERE state <> 'FAILED')::integer AS pending,
       coalesce(extract(epoch FROM now() - min(requested_at) FILTER (WHERE state <> 'FAILED')), 0)::float AS "oldestSeconds",
       count(DISTINCT lane_id) FILTER (WHERE state = 'FAILED')::integer AS blocked
     FROM provisioning WHERE state IN ('PENDING', 'RETRYING', 'FAILED') GROUP BY target
     UNION ALL SELECT 'event', sink, count(*)::integer, extract(epoch FROM now() - min(created))::float,
       count(last_error)::integer FROM event GROUP BY sink
     UNION ALL SELECT 'bulk', CASE WHEN is_dry_run THEN 'dry_run' ELSE 'change' END,
       count(*) FILTER (WHERE outcome = 'PENDING')::integer, extract(epoch FROM now() - min(b.requested_at))::float,
       count(*) FILTER (WHERE outcome = 'FAILED')::integer
     FROM bulk_change b JOIN bulk_change_item i ON i.bulk_change_id = b.id WHERE b.state IN ('QUEUED', 'RUNNING') GROUP BY 2
     UNION ALL SELECT 'conflict', 'LMS', count(*)::integer, coalesce(extract(epoch FROM now() - min(created)), 0)::float,
       count(DISTINCT course_run_id)::integer FROM lms_conflict`,
  );
