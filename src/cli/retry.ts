// retry: gives FAILED provisionings a new set of attempts, once the cause is fixed. A relay delivers them.
import { retryProvisionings } from '../changes/publish-provisioning';
import { SERVICE } from '../identity/permissions';
import type { ProvisioningTarget } from '../model/provisioning';
import type { Cli, Outcome } from './command';
import { withDatabase, withPool } from './database';

export interface RetryFlags {
  readonly system?: ProvisioningTarget;
  readonly course?: string;
  readonly all?: boolean;
  readonly actor: string;
  readonly reason: string;
}

/** Retries each that matches once, even if it fails again meanwhile. */
export function retryCommand({ config, say }: Cli, flags: RetryFlags): Promise<Outcome> {
  const { system: target, course: courseKey, all, actor, reason } = flags;
  if (!target && !courseKey && !all) throw new Error('Say which: --system, --course or --all.');
  const viewer = { ...SERVICE, username: actor };
  return withDatabase(config, (url) =>
    withPool({ url, poolSize: 2 }, async (database) => {
      const deps = { database, onProvisioningQueued: () => undefined };
      const retried: string[] = [];
      let after: string | null = null;
      do {
        const input = { filter: { courseKey, target }, reason, after };
        const { provisionings, last } = await retryProvisionings(deps, viewer, input);
        for (const { id, target: system, revision } of provisionings) say(`${id} ${system} ${revision}`);
        retried.push(...provisionings.map(({ id }) => id));
        after = last;
      } while (after !== null);
      say(`${retried.length} will be retried.`);
      return { code: 0, result: { retried } };
    }),
  );
}
