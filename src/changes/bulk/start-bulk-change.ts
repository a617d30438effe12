// startBulkChange: one change of many courses. It is settled here which courses these are; the service changes them later,
// one after the other (change-due-course.ts).
import { authorize } from '../../identity/permissions';
import type { Alteration, BulkChange } from '../../model/bulk-change';
import type { Catalogue } from '../../model/catalogue';
import { badInput } from '../../model/faults';
import type { Viewer } from '../../model/viewer';
import { findBulkChangesByIds } from '../../store/bulk-changes/bulk-changes';
import { findMissingKeys, insertBulkChange } from '../../store/bulk-changes/start';
import { recordOutcome, reserveCommand } from '../../store/commands';
import { inTransaction } from '../../store/database';
import { commandKey, hashOf, recordedOutcome } from '../apply/replay';
import type { ChangeDeps } from '../deps';
import { notFound, readPrices, readReason, readText, requireSlug } from '../input/read';
import { readCourseFilter } from '../input/read-filter';
import type { CourseFilterInput } from '../input/read-filter';
import { commandOf } from '../input/read-command';

export interface StartBulkChangeInput {
  readonly name: string;
  readonly filter?: CourseFilterInput | null;
  readonly keys?: readonly string[] | null;
  readonly change: Alteration;
  readonly reason: string;
  readonly override?: boolean | null;
  readonly dryRun?: boolean | null;
  readonly ratePerMinute?: number | null;
  readonly idempotencyKey?: string | null;
}

const MOST_KEYS = 10_000;
/** How many courses may be changed in a minute, whatever an installation sets or a person asks for. */
export const HIGHEST_RATE = 6_000;

/** Starts it. What may be done is judged now, for all organizations, and not again when its courses are changed. */
export async function startBulkChange(
  deps: ChangeDeps,
  viewer: Viewer,
  input: StartBulkChangeInput,
): Promise<BulkChange> {
  authorize(viewer, 'bulkChange', null);
  if (input.override) authorize(viewer, 'override', null);
  const command = commandOf('startBulkChange', input, readReason(input.reason));
  const catalogue = await deps.catalogue.refresh();
  const chosenBy = { ...readChoice(input, catalogue), readable: null };
  const made = {
    id: deps.newId(),
    name: readText(input.name, 'name'),
    actor: viewer.username,
    reason: command.reason ?? '',
    isOverride: command.isOverride,
    isDryRun: input.dryRun === true,
    ratePerMinute: readRate(input.ratePerMinute ?? deps.bulkRatePerMinute),
    filter: input.filter ?? null,
    change: readAlteration(input.change, catalogue),
  };
  return inTransaction(deps.database, async (tx) => {
    const key = commandKey(viewer, command);
    if (key && !(await reserveCommand(tx, key, hashOf(command)))) {
      const { id } = (await recordedOutcome(tx, key, command)) as { id: string };
      const [started] = await findBulkChangesByIds(tx, [id]);
      if (!started) throw notFound('bulk change of this idempotency key');
      return started;
    }
    const missing = await findMissingKeys(tx, chosenBy.keys ?? []);
    if (missing.length > 0) throw badInput('keys', `keys names what is no course: ${missing.join(', ')}.`);
    const started = await insertBulkChange(tx, made, chosenBy);
    if (key) await recordOutcome(tx, key, { id: started.id });
    return started;
  });
}

/** Which courses. A filter without a condition is refused: a variable that was forgotten must not mean all of them. */
function readChoice({ filter, keys }: StartBulkChangeInput, catalogue: Catalogue) {
  if ((filter == null) === (keys == null)) throw badInput('filter', 'Give either filter or keys.');
  if (keys) {
    if (keys.length < 1 || keys.length > MOST_KEYS)
      throw badInput('keys', `keys names ${keys.length} courses; give 1 to ${MOST_KEYS}.`);
    const twice = keys.findIndex((key, at) => keys.indexOf(key) < at);
    if (twice >= 0) throw badInput(`keys.${twice}`, `keys.${twice} is there twice.`);
    return { keys };
  }
  if (Object.values(filter ?? {}).every((condition) => condition == null))
    throw badInput('filter', 'filter has no condition; give one at least, or keys.');
  const { organization, search } = filter ?? {};
  return {
    ...readCourseFilter(filter, catalogue),
    ...(organization != null && { organization: readText(organization, 'filter.organization') }),
    ...(search != null && { search: readText(search, 'filter.search') }),
    keys: null,
  };
}

function readAlteration({ type, prices, runTypes }: Alteration, catalogue: Catalogue): Alteration {
  if (type == null && !prices?.length && !runTypes?.length)
    throw badInput('change', 'change is empty; give type, prices or runTypes.');
  if (type != null) requireSlug(catalogue.courseTypes, type, 'change.type');
  readPrices(prices, 'change.prices', catalogue.seatTypes);
  for (const [index, { from, to }] of (runTypes ?? []).entries()) {
    const at = `change.runTypes.${index}`;
    requireSlug(catalogue.courseRunTypes, from, `${at}.from`);
    requireSlug(catalogue.courseRunTypes, to, `${at}.to`);
    if (runTypes?.findIndex((move) => move.from === from) !== index)
      throw badInput(`${at}.from`, `${at}.from is there twice.`);
  }
  return { type, prices, runTypes };
}

function readRate(rate: number): number {
  if (rate >= 1 && rate <= HIGHEST_RATE) return rate;
  throw badInput('ratePerMinute', `ratePerMinute is ${rate}; give 1 to ${HIGHEST_RATE}.`);
}
