// How much the outbox still has to say, for whoever watches the service. One statement, which reads only what is open.
import type { Database } from '../database';

export interface Backlog {
  readonly of: 'provisioning' | 'event';
  /** The target or the sink. */
  readonly name: string;
  readonly pending: number;
  /** Since the first of what is pending was asked for. */
  readonly oldestSeconds: number;
  /** Lanes whose head FAILED, or runs whose first event was not taken at least once. */
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
       count(last_error)::integer FROM event GROUP BY sink`,
  );
