// What scenarios and measurements read while a drill runs: lanes, provisionings, drift.
import { setTimeout as sleep } from 'node:timers/promises';
import { reconcile } from '../../src/changes/reconcile';
import type { Reconciled, ReconcileOptions } from '../../src/changes/reconcile';
import type { Desk } from './desk';
import type { World } from './world';

/** The replica that now holds the most lanes. */
export async function busiest({ database }: World): Promise<string | undefined> {
  const [row] = await database.query<{ by: string }[]>(
    `SELECT locked_by AS by FROM lane WHERE locked_until > now() GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  );
  return row?.by;
}

/** The key of the run's newest provisioning for the LMS, if it is in that state. */
export async function provisioningOf(
  { database }: World,
  run: string,
  state: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ key: string; state: string }[]>(
    `SELECT uuid AS key, state FROM provisioning WHERE target = 'LMS'
       AND course_run_id = (SELECT id FROM course_run WHERE key = $1) ORDER BY revision DESC LIMIT 1`,
    [run],
  );
  return row?.state === state ? row.key : undefined;
}

/** Asks until there is an answer; undefined after 10 s, or the given time. */
export async function untilSome<T>(
  ask: () => Promise<T | undefined>,
  withinMs = 10_000,
): Promise<T | undefined> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(10)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** What one scan of a course's only run finds, repairing it if requested. */
export async function scan(
  { deps }: Desk,
  courseKey: string,
  repair: ReconcileOptions['repair'],
): Promise<Reconciled | undefined> {
  for await (const found of reconcile(deps, { after: '', courseKey }, { repair, runsPerSecond: 100 }))
    return found;
  return undefined;
}

/** All differences between what the systems have and should have, in words, including systems that cannot be asked. */
export async function differencesIn(
  { deps }: Desk,
  repair: ReconcileOptions['repair'] = null,
): Promise<string[]> {
  const words: string[] = [];
  const options = { repair, runsPerSecond: 1_000 };
  for await (const { courseRunKey, isInSync, ...found } of reconcile(
    deps,
    { after: '', courseKey: null },
    options,
  )) {
    if (isInSync !== true) words.push(`${courseRunKey}: ${JSON.stringify(found)}`);
  }
  return words;
}
