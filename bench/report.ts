// The figures as a table: medians over the rounds with their spread, and one ratio per cell from the rounds of one run.
import { cpus } from 'node:os';
import { median } from './measure';
import type { Seen } from './measure';
import type { Workload } from './workloads';

export interface Cell extends Seen {
  readonly workload: Workload;
  readonly peer: string;
  /** Microseconds of the server's processor time. */
  readonly cpuPerRequest: number;
  /** Bytes. */
  readonly rss: number;
}

export interface About {
  readonly readyAfterMs: number;
  /** Bytes, before anything was asked. */
  readonly idle: number;
  readonly seed: string;
  readonly rounds: number;
  readonly ms: number;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

/** Prints what was seen, as Markdown. */
export function printTable(cells: readonly Cell[], about: About): void {
  const [processor] = cpus();
  console.log(
    `\n${cpus().length} × ${processor?.model ?? 'processor'}, Node ${process.versions.node}, seed ${about.seed}, ` +
      `${about.rounds} rounds of ${about.ms} ms\n`,
  );
  console.log(
    '| workload | peer | requests/s (least–most) | p50 ms | p99 ms | CPU µs/request | memory | ours over it | wanted |',
  );
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  const workloads = [...new Set(cells.map(({ workload }) => workload))];
  for (const workload of workloads) {
    const own = cells.filter((cell) => cell.workload === workload);
    const rates = (peer: string): number[] =>
      own.filter((cell) => cell.peer === peer).map((cell) => cell.requestsPerSecond);
    for (const peer of new Set(own.map((cell) => cell.peer))) {
      const of = own.filter((cell) => cell.peer === peer);
      const medianOf = (value: (cell: Cell) => number, digits: number): string =>
        median(of.map(value)).toFixed(digits);
      const all = rates(peer);
      const spread = `${Math.min(...all).toFixed(0)}–${Math.max(...all).toFixed(0)}`;
      const ratio = median(rates('ours').map((rate, round) => rate / (all[round] ?? NaN)));
      const wanted = workload.targets[peer];
      const verdict = wanted === undefined ? '' : `${wanted} ${ratio >= wanted ? 'met' : 'MISSED'}`;
      console.log(
        `| ${workload.name} | ${peer} | ${median(all).toFixed(0)} (${spread}) | ${medianOf((cell) => cell.p50, 2)} | ` +
          `${medianOf((cell) => cell.p99, 2)} | ${medianOf((cell) => cell.cpuPerRequest, 0)} | ` +
          `${megabytes(median(of.map((cell) => cell.rss)))} | ${peer === 'ours' ? '' : ratio.toFixed(2)} | ${verdict} |`,
      );
    }
  }
  const after = median(
    cells
      .filter(({ peer }) => peer === 'ours')
      .map((cell) => cell.rss)
      .slice(-1),
  );
  console.log(
    `\nours: ready after ${about.readyAfterMs.toFixed(0)} ms, ${megabytes(about.idle)} idle, ${megabytes(after)} at the end`,
  );
}
