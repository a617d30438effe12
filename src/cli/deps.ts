// What commands make changes with: as the service does, but that others deliver.
import { randomUUID } from 'node:crypto';
import type { ChangeDeps } from '../changes/deps';
import { downstreamOf, figuresOf } from '../config';
import type { Config } from '../config';
import { createDownstream } from '../provisioning/downstream';
import { createCatalogueSource } from '../store/catalogue';
import { findSkus } from '../store/courses/find-skus';
import { openDatabase } from '../store/data-source';

/** Does the work on that database, and closes what it was done with. */
export async function withDeps<T>(
  config: Config,
  url: string,
  work: (deps: ChangeDeps) => Promise<T>,
): Promise<T> {
  const { HOST, SANDBOX, SANDBOX_PORT } = config;
  const sandbox = (offset: number) => `http://${HOST}:${SANDBOX_PORT + offset}/graphql`;
  const urls = SANDBOX ? { ecommerceUrl: sandbox(2), lmsUrl: sandbox(3) } : {};
  const clock = () => new Date();
  const database = await openDatabase({ url });
  const skusOf = (courseRunKey: string) => findSkus(database, courseRunKey);
  const downstream = createDownstream({ ...downstreamOf(config), ...urls, skusOf, clock });
  const { countLearners, readers } = downstream;
  const catalogue = await createCatalogueSource(database, { pollMs: 1_000, onError: () => undefined });
  // The relay that delivers is another process; it looks by itself.
  const onProvisioningAsked = () => undefined;
  const made = { ...figuresOf(config), clock, newId: randomUUID, onProvisioningAsked };
  try {
    return await work({ ...made, database, catalogue, countLearners, readers });
  } finally {
    await catalogue.stop();
    await Promise.all([downstream.close(), database.destroy()]);
  }
}
