// Prints a drill's results: tables, and each finding in words, because a run cannot be repeated to look again.
import type { Verdict } from './checker';
import type { World } from './world';

const MAX_FINDINGS = 20;

/** These may happen if an asynchronous standby takes over; what is next sent with a lost number is lost on the way. */
export const LOST_WITH_A_PRIMARY = [
  'lost',
  'phantom',
  'acknowledged but missing',
  'commands refused for another reason',
];

/** Everything that must be 0. */
export function mustBeZero(
  verdict: Verdict,
  world: World,
  { refused, late, isDrained }: { refused: readonly string[]; late: readonly string[]; isDrained: boolean },
): [string, number][] {
  return [
    ['lost', verdict.lost.length],
    ['phantom', verdict.phantom.length],
    ['duplicate', verdict.duplicate.length],
    ['out of order', verdict.outOfOrder.length],
    ['wrong final state', verdict.wrongFinalState.length],
    ['acknowledged but missing', verdict.acknowledgedButMissing.length],
    ['changes without history', verdict.changesWithoutHistory.length],
    ...(verdict.enrolsNobody
      ? ([
          ['bought, and enrols nobody', verdict.enrolsNobody.length],
          ['on sale 60 s after its time', late.length],
        ] as [string, number][])
      : []),
    ['lanes that a sweep had to wake', world.total('repairs')],
    ['relays that ended by themselves', world.crashes()],
    ['commands refused for another reason', refused.length],
    ['not drained in time', Number(!isDrained)],
  ];
}

export function printFindings(verdict: Verdict): void {
  for (const [name, findings] of Object.entries(verdict) as [string, readonly string[]][]) {
    if (findings.length > 0) console.log(`\n${name}:`);
    for (const finding of findings.slice(0, MAX_FINDINGS)) console.log(`- ${finding}`);
    if (findings.length > MAX_FINDINGS) console.log(`- and ${findings.length - MAX_FINDINGS} more`);
  }
}

export function print(
  head: readonly [string, string],
  rows: readonly (readonly [string, string | number])[],
): void {
  if (rows.length === 0) return;
  const width = Math.max(...[head, ...rows].map(([name]) => name.length));
  const lines = [head, ['-'.repeat(width), '-'], ...rows].map(
    ([name = '', value]) => `| ${String(name).padEnd(width)} | ${value} |`,
  );
  console.log(`\n${lines.join('\n')}`);
}
