// The downstream systems of a drill, in a process that nothing kills: their journals are the ledger of what was applied.
// Its faults come by message; it answers how many of each kind were met.
import type { Fault } from '../sandbox/faults';
import { startStandIns } from '../sandbox/stand-ins';
import { seeded } from './seeded';

/** A fault for a share of the requests of a system, or of one run only. */
export interface Trouble {
  readonly system: 'ecommerce' | 'lms';
  readonly fault: Fault;
  readonly share: number;
  readonly run?: string;
}
/** The run whose modes somebody takes away by hand. */
export interface Edit {
  readonly strip: string;
}
export type Met = Readonly<Record<string, number>>;
interface Options {
  readonly dataDir: string;
  readonly seed: number;
  readonly dedupes: boolean;
}

async function main({ dataDir, seed, dedupes }: Options): Promise<void> {
  const systems = await startStandIns({ ecommercePort: 0, lmsPort: 0, dataDir, dedupes });
  const random = seeded(seed);
  const met: Record<string, number> = {};
  // Requests are counted and forgotten: a night of them would not fit into memory.
  function count(): void {
    for (const { ledger } of [systems.ecommerce, systems.lms]) {
      for (const { fault } of ledger.requests.splice(0)) if (fault) met[fault] = (met[fault] ?? 0) + 1;
    }
  }
  setInterval(count, 500);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (troubles: Trouble[] | Edit) => {
    if ('strip' in troubles) {
      systems.lms.strip(troubles.strip);
      process.send?.(met);
      return;
    }
    for (const name of ['ecommerce', 'lms'] as const) {
      const faults = troubles
        .filter(({ system }) => system === name)
        .map(({ fault, share, run }) => ({
          ...fault,
          where: ({ courseRunKey }: { courseRunKey?: string }) =>
            (run === undefined || run === courseRunKey) && random() < share,
        }));
      systems[name].faults.set(...faults);
    }
    count();
    process.send?.(met);
  });
  process.send?.({ ecommerce: systems.ecommerce.port, lms: systems.lms.port });
}

void main(JSON.parse(process.argv[2] ?? '') as Options);
