// Declares what changes depend on; app.ts provides it.
import type { Policy } from '../model/policy';
import type { Readers } from '../provisioning/target';
import type { CatalogueSource } from '../store/catalogue';
import type { Database } from '../store/database';

export interface ChangeDeps {
  readonly database: Database;
  readonly catalogue: CatalogueSource;
  readonly policy: Policy;
  /** How many courses a bulk change may change in a minute unless it sets its own rate. */
  readonly bulkRatePerMinute: number;
  readonly clock: () => Date;
  /** A new random UUID. */
  readonly newId: () => string;
  /** How many learners the LMS counts in each mode of a run. Throws if the LMS cannot be asked. */
  readonly countLearners: (courseRunKey: string) => Promise<ReadonlyMap<string, number>>;
  /** Read what E-Commerce and the LMS have. */
  readonly readers: Readers;
  /** Called after a commit that asked for provisioning. */
  readonly onProvisioningQueued: () => void;
}
