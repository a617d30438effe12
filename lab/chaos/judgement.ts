// Judges a drill: reads the evidence and compares it with the requirements; after a lost primary, repairs first.
import { DEVELOPER } from '../../src/identity/permissions';
import { check, type Verdict } from './checker';
import { effectsIn, readEvidence } from './evidence';
import { differencesIn } from './looks';
import { drained } from './recovery';
import { LOST_WITH_A_PRIMARY, mustBeZero, print, printFindings } from './report';
import { checkBooks } from './rest-checker';
import type { Drill } from './scenarios';

const MAX_SCANS = 50;

/** Scans and repairs, as an operator would, until nothing differs; returns the number of scans. */
async function mend(drill: Drill): Promise<number> {
  const repair = { as: DEVELOPER, reason: 'The primary was lost.', isInsistent: true };
  for (let scans = 1; scans <= MAX_SCANS; scans += 1) {
    await drained(drill);
    if ((await differencesIn(drill.desk, repair)).length === 0) return scans;
  }
  return MAX_SCANS;
}

async function judged({ world, desk }: Drill): Promise<{ verdict: Verdict; delivered: number }> {
  const effects = world.protocol === 'graphql' ? effectsIn(world.ledger) : [];
  const evidence = await readEvidence(world.database, effects, desk.acknowledged);
  const delivered = evidence.provisionings.filter(({ state }) => state === 'DELIVERED').length;
  if (world.protocol === 'graphql') return { verdict: check(evidence), delivered };
  return { verdict: checkBooks(evidence, await world.books(), await differencesIn(desk)), delivered };
}

/**
 * Waits until everything is delivered, and prints what happened; returns whether all is well. If the standby was not
 * synchronous, confirmed changes may be lost: they are counted, and must not be zero, because then nothing was tested.
 */
export async function judge(drill: Drill, isSynchronous: boolean): Promise<boolean> {
  const { world, desk } = drill;
  const scans = isSynchronous ? 0 : await mend(drill);
  const isDrained = await drained(drill);
  const { verdict, delivered } = await judged(drill);
  const { refused, late } = desk;
  for (const words of new Set(refused.map((one) => one.replace(/\d+/g, '#')))) console.error(words);
  print(
    ['of', 'number'],
    [
      ['commands', desk.met.commands],
      ['changes acknowledged', desk.acknowledged.length],
      ['stale versions refused', desk.met.stale],
      ['deliveries', delivered],
      ['outcomes refused by a fence', world.total('lost')],
    ],
  );
  const all = mustBeZero(verdict, world, { refused, late, isDrained });
  const isExcused = ([name]: [string, number]) => !isSynchronous && LOST_WITH_A_PRIMARY.includes(name);
  const [counts, excused] = [all.filter((one) => !isExcused(one)), all.filter(isExcused)];
  print(['must be 0', 'counted'], counts);
  if (isSynchronous) printFindings(verdict);
  else print(['lost with the primary', 'counted'], [...excused, ['scans until it was mended', scans]]);
  return (
    counts.every(([, count]) => count === 0) && (isSynchronous || excused.some(([, count]) => count > 0))
  );
}
