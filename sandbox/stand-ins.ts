// Starts the stand-ins, for `npm start` and for tests. The gateway starts after our own subgraph, see gateway.ts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEcommerce, type EcommerceStandIn } from './ecommerce';
import { startLms, type LmsStandIn } from './lms';
import { startRestLms } from './rest/lms';
import { createTokens } from './rest/stand-in';
import { startShop } from './shop/shop';
import { configureTenRuns } from './ten-runs';

export type StandIns = { ecommerce: EcommerceStandIn; lms: LmsStandIn; stop: () => Promise<void> };
export type StandInsOptions = {
  ecommercePort: number;
  lmsPort: number;
  host?: string;
  dataDir?: string;
  dedupes?: boolean;
};

type Running = { readonly url: string };

/**
 * E-Commerce and an LMS as subgraphs; or, where the sandbox is named, an LMS with ten runs that has only Open edX's own
 * REST services, alone or beside a shop.
 */
export async function startSandboxSystems(
  { SANDBOX, CURRENCY: currency }: { readonly SANDBOX: boolean | 'lms' | 'shop'; readonly CURRENCY: string },
  options: StandInsOptions,
): Promise<{ ecommerce: Running | null; lms: Running; stop: () => Promise<void> }> {
  if (typeof SANDBOX === 'boolean') return startStandIns(options);
  const { lmsPort: port, host, dataDir } = options;
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const lmsFile = dataDir && join(dataDir, 'lms.json');
  const lms = await startRestLms({ port, host, tokens: createTokens(), stateFile: lmsFile });
  if (lms.listed.size === 0) configureTenRuns(lms, new Date());
  if (SANDBOX === 'lms') return { ecommerce: null, lms, stop: lms.stop };
  try {
    const shopFile = dataDir && join(dataDir, 'shop.json');
    const shop = await startShop({ port: options.ecommercePort, host, currency, stateFile: shopFile });
    return { ecommerce: shop, lms, stop: async () => void (await Promise.all([shop.stop(), lms.stop()])) };
  } catch (error) {
    await lms.stop();
    throw error;
  }
}

/** With a data directory, what was provisioned survives a restart. If it throws, neither is left running. */
export async function startStandIns({
  ecommercePort,
  lmsPort,
  host,
  dataDir,
  dedupes,
}: StandInsOptions): Promise<StandIns> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const stateFile = (name: string) => dataDir && join(dataDir, `${name}.jsonl`);
  const ecommerce = await startEcommerce({
    port: ecommercePort,
    host,
    dedupes,
    stateFile: stateFile('ecommerce'),
  });
  try {
    const lms = await startLms({ port: lmsPort, host, dedupes, stateFile: stateFile('lms') });
    const stop = async () => void (await Promise.all([ecommerce.stop(), lms.stop()]));
    return { ecommerce, lms, stop };
  } catch (error) {
    await ecommerce.stop();
    throw error;
  }
}
