// What a soak measured, as a table, and whether memory stayed flat.
import { median } from '../bench/measure';
import { counted } from '../../src/model/text';

export interface Sent {
  readonly name: string;
  readonly ms: number;
  readonly status: number;
  /** Whether the answer was as it must be. */
  readonly isExpected: boolean;
}

/** In bytes. */
export interface Memory {
  readonly resident: number;
  /** Includes garbage that is not collected yet. */
  readonly objects: number;
}

const MEBIBYTE = 1024 * 1024;
/** Allowed fluctuation: of the whole process, and of what remains of objects after garbage collection. */
const BOUNDS = {
  resident: { of: median, share: 1.15, spare: 16 * MEBIBYTE },
  objects: { of: (samples: readonly number[]) => Math.min(...samples), share: 1.1, spare: 8 * MEBIBYTE },
};

const KINDS = ['resident', 'objects'] as const;

/** The values in the first and last third of the time, and whether the growth is within the allowed fluctuation. */
function growthOf(kind: keyof Memory, samples: readonly Memory[]) {
  const third = Math.ceil(samples.length / 3);
  const { of, share, spare } = BOUNDS[kind];
  const [first, last] = [samples.slice(0, third), samples.slice(-third)].map((some) =>
    of(some.map((one) => one[kind])),
  ) as [number, number];
  return { first, last, isFlat: last <= first * share + spare };
}

export const isFlat = (samples: readonly Memory[]): boolean =>
  KINDS.every((kind) => growthOf(kind, samples).isFlat);

export function print(sent: readonly Sent[], memory: readonly Memory[]): void {
  console.table(
    [...new Set(sent.map(({ name }) => name))].sort().map((name) => {
      const own = sent.filter((one) => one.name === name);
      const times = own.map(({ ms }) => ms).sort((left, right) => left - right);
      const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? NaN);
      const statuses = [...new Set(own.map(({ status }) => status))].sort().join(', ');
      const unexpected = own.filter(({ isExpected }) => !isExpected).length;
      return { request: name, sent: own.length, 'p50 ms': at(0.5), 'p99 ms': at(0.99), statuses, unexpected };
    }),
  );
  console.log(counted(sent.length, 'request'));
  const mebibytes = (bytes: number) => `${Math.round(bytes / MEBIBYTE)} MiB`;
  for (const kind of KINDS) {
    const { first, last, isFlat: isSo } = growthOf(kind, memory);
    const says = isSo ? 'flat' : 'GROWN';
    console.log(
      `memory, ${kind}: ${mebibytes(first)} in the first third, ${mebibytes(last)} in the last: ${says}`,
    );
  }
}
