// What changes are made with; handed down from app.ts.
import type { Policy } from '../model/policy';
import type { Readers } from '../provisioning/target';
import type { CatalogueSource } from '../store/catalogue';
import type { Database } from '../store/database';

export interface ChangeDeps {
  readonly database: Database;
  readonly catalogue: CatalogueSource;
  readonly policy: Policy;
  /** How many courses a bulk change may change in a minute, unless it says so itself. */
  readonly bulkRatePerMinute: number;
  readonly clock: () => Date;
  /** A new random UUID. */
  readonly newId: () => string;
  /** How many learners the LMS counts in each mode of a run. Throws when it cannot be asked. */
  readonly countLearners: (courseRunKey: string) => Promise<ReadonlyMap<string, number>>;
  /** Ask E-Commerce and the LMS what they have. */
  readonly readers: Readers;
  /** Called after a commit that asked for provisioning. */
  readonly onProvisioningAsked: () => void;
}
