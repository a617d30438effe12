// Starts both stand-ins, for `npm start` and for tests. The gateway starts after our own subgraph, see gateway.ts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEcommerce, type EcommerceStandIn } from './ecommerce';
import { startLms, type LmsStandIn } from './lms';

export type StandIns = { ecommerce: EcommerceStandIn; lms: LmsStandIn; stop: () => Promise<void> };
export type StandInsOptions = {
  ecommercePort: number;
  lmsPort: number;
  host?: string;
  dataDir?: string;
  dedupes?: boolean;
};

/** Both, or only the LMS. */
export async function startSandboxSystems(
  { SANDBOX }: { readonly SANDBOX: boolean | 'lms' },
  options: StandInsOptions,
): Promise<Omit<StandIns, 'ecommerce'> & { ecommerce: EcommerceStandIn | null }> {
  if (SANDBOX !== 'lms') return startStandIns(options);
  const { lmsPort: port, host, dataDir } = options;
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const lms = await startLms({ port, host, stateFile: dataDir && join(dataDir, 'lms.jsonl') });
  return { ecommerce: null, lms, stop: lms.stop };
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
