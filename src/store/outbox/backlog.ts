// Measures the backlog, for monitoring. One statement, which reads only open rows.
import type { Database } from '../database';

export interface Backlog {
  readonly of: 'provisioning' | 'event' | 'bulk' | 'conflict' | 'system';
  /** The target, the sink, the kind of bulk change, or the conflicting or paused system. */
  readonly name: string;
  readonly pending: number;
  /** Age of the oldest pending item. */
  readonly oldestSeconds: number;
  /** Lanes whose head FAILED, runs in conflict or whose next event was refused, or courses whose change failed. */
  readonly blocked: number;
}

/** Returns the backlog; no entry for a target or sink without one. */
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
       count(DISTINCT course_run_id)::integer FROM lms_conflict
     UNION ALL SELECT 'system', target, coalesce(paused_until > now(), false)::integer,
       coalesce(extract(epoch FROM greatest(paused_until - now(), interval '0')), 0)::float, (problem IS NOT NULL)::integer
     FROM system`,
  );
