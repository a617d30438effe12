// The figures as Markdown: medians over the rounds with their spread, and one ratio per cell from one run's rounds.
import { cpus, totalmem } from 'node:os';
import { counted } from '../../src/model/text';
import type { Grown } from './growth';
import { FEW, MANY } from './growth';
import { median } from './measure';
import type { Seen } from './measure';
import type { RelayRate } from './relay';
import type { Setting } from './rounds';
import type { Tail } from './tail';
import type { Workload } from './workloads';

export interface Cell extends Seen {
  readonly workload: Workload;
  readonly peer: string;
  /** Microseconds of the server's processor time. */
  readonly cpuPerRequest: number;
  /** Bytes. */
  readonly rss: number;
}

export interface Figures {
  readonly readyAfterMs: number;
  /** Bytes of ours, before the first request and after the last. */
  readonly idle: number;
  readonly after: number;
  readonly tail: Tail | null;
  readonly relay: RelayRate | null;
}

const MEGABYTE = 1_048_576;
const megabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;
/** The target, and whether it is met. */
const wanted = (what: string, isMet: boolean): string => `${what} ${isMet ? 'met' : 'MISSED'}`;

/** When, where and what is measured. */
export function printAbout({ seed, rounds, ms, connections }: Setting, versions: string): void {
  const [processor] = cpus();
  const machine = `${cpus().length} × ${processor?.model ?? 'processor'}, ${megabytes(totalmem())}`;
  const how = `seed ${seed}, ${counted(rounds, 'round')} of ${ms} ms, ${counted(connections, 'connection')}`;
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${machine}; ${how}\n${versions}\n`);
}

/** All figures of each peer. */
export function printTable(cells: readonly Cell[]): void {
  console.log(
    '| workload | peer | requests/s (least–most) | p50 ms | p99 ms | CPU µs/request | memory | ours / peer | wanted |',
  );
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const workload of workloadsOf(cells)) {
    const own = cells.filter((cell) => cell.workload === workload);
    for (const peer of new Set(own.map((cell) => cell.peer))) {
      const of = own.filter((cell) => cell.peer === peer);
      const medianOf = (value: (cell: Cell) => number, digits: number): string =>
        median(of.map(value)).toFixed(digits);
      const rates = ratesOf(own, peer);
      const spread = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
      const ratio = ratioOf(own, peer);
      const target = workload.targets[peer];
      const columns = [
        ...[workload.name, peer, `${median(rates).toFixed(0)} (${spread})`],
        ...[medianOf((cell) => cell.p50, 2), medianOf((cell) => cell.p99, 2)],
        ...[medianOf((cell) => cell.cpuPerRequest, 0), megabytes(median(of.map((cell) => cell.rss)))],
        ...[peer === 'ours' ? '' : ratio.toFixed(2)],
        target === undefined ? '' : wanted(`≥ ${target}`, ratio >= target),
      ];
      console.log(`| ${columns.join(' | ')} |`);
    }
  }
}

/** Only the ratios of ours to each peer, for the README. */
export function printRatios(cells: readonly Cell[]): void {
  const peers = [...new Set(cells.map((cell) => cell.peer))].filter((peer) => peer !== 'ours');
  console.log(`\n| workload | ours, requests/s | ${peers.map((peer) => `ours / ${peer}`).join(' | ')} |`);
  console.log(`| --- | ---: |${' ---: |'.repeat(peers.length)}`);
  for (const workload of workloadsOf(cells)) {
    const own = cells.filter((cell) => cell.workload === workload);
    const ratios = peers.map((peer) => {
      if (!own.some((cell) => cell.peer === peer)) return '';
      const target = workload.targets[peer];
      const ratio = ratioOf(own, peer);
      const words = `${ratio.toFixed(2)}${target === undefined ? '' : ` (≥ ${target})`}`;
      return target !== undefined && ratio >= target ? `**${words}**` : words;
    });
    console.log(`| ${workload.says} | ${median(ratesOf(own, 'ours')).toFixed(0)} | ${ratios.join(' | ')} |`);
  }
}

/** The remaining figures of ours. */
export function printFigures({ readyAfterMs, idle, after, tail, relay }: Figures): void {
  console.log('\n| ours | measured | wanted |\n| --- | ---: | ---: |');
  const row = (what: string, measured: string, verdict: string): void =>
    console.log(`| ${what} | ${measured} | ${verdict} |`);
  row('start to ready', `${readyAfterMs.toFixed(0)} ms`, wanted('< 1.5 s', readyAfterMs < 1_500));
  row('memory, idle', megabytes(idle), wanted('≤ 130 MB', idle <= 130 * MEGABYTE));
  row('memory, after all of this', megabytes(after), wanted('≤ 300 MB', after <= 300 * MEGABYTE));
  if (tail)
    row(
      'p99 of the course page while every tenth request changes a course, over its p99 alone',
      `${tail.ratio.toFixed(2)} (${tail.mixed.toFixed(1)} / ${tail.alone.toFixed(1)} ms)`,
      wanted('≤ 3', tail.ratio <= 3),
    );
  if (relay)
    row(
      `deliveries/s over those of a bare client, to systems that answer after ${relay.answerMs} ms`,
      `${relay.ratio.toFixed(2)} (${relay.perSecond.toFixed(0)} / ${relay.barePerSecond.toFixed(0)})`,
      wanted('≥ 0.6', relay.ratio >= 0.6),
    );
}

/** The same workload's time among few runs and among many. */
export function printGrowth(grown: readonly Grown[]): void {
  const runs = (count: number) => `p50 at ${count.toLocaleString('en')} runs`;
  console.log(`\n| workload | ${runs(FEW)} | ${runs(MANY)} | ratio | wanted | the floor's |`);
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const { workload, few, many, ratio, floor } of grown) {
    const times = [few, many].map((ms) => `${ms.toFixed(2)} ms`).join(' | ');
    const met = wanted('≤ 1.2', ratio <= 1.2);
    console.log(
      `| ${workload.says} | ${times} | ${ratio.toFixed(2)} | ${met} | ${floor?.toFixed(2) ?? ''} |`,
    );
  }
}

const workloadsOf = (cells: readonly Cell[]): Workload[] => [
  ...new Set(cells.map(({ workload }) => workload)),
];
const ratesOf = (cells: readonly Cell[], peer: string): number[] =>
  cells.filter((cell) => cell.peer === peer).map((cell) => cell.requestsPerSecond);
/** The median of the rounds' ratios. */
const ratioOf = (cells: readonly Cell[], peer: string): number => {
  const theirs = ratesOf(cells, peer);
  return median(ratesOf(cells, 'ours').map((rate, round) => rate / (theirs[round] ?? NaN)));
};
