// Starts and cancels bulk changes: one change of many courses. The set of courses is fixed here; the service changes them
// later, one after the other (change-due-course.ts).
import { authorize } from '../../identity/permissions';
import { MAX_BULK_RATE } from '../../model/bulk-change';
import type { Alteration, BulkChange } from '../../model/bulk-change';
import type { Catalogue } from '../../model/catalogue';
import { badInput, readAll, readEach } from '../../model/faults';
import type { Viewer } from '../../model/viewer';
import {
  findBulkChangesByIds,
  findMissingKeys,
  insertBulkChange,
  stopBulkChange,
} from '../../store/bulk-changes';
import { recordOutcome, reserveCommand } from '../../store/commands';
import { inTransaction } from '../../store/database';
import { commandKey, hashOf, recordedOutcome } from '../apply/replay';
import type { ChangeDeps } from '../deps';
import { readCourseFilter } from '../input/read-filter';
import type { CourseFilterInput } from '../input/read-filter';
import { notFound, quoted, readPrices, readText, requireSlug, seenBefore } from '../input/read';
import { courseCommandOf } from '../input/read-command';
import type { CommandInput } from '../input/read-command';

export interface StartBulkChangeInput extends CommandInput {
  readonly name: string;
  readonly filter?: CourseFilterInput | null;
  readonly keys?: readonly string[] | null;
  readonly change: Alteration;
  readonly reason: string;
  readonly dryRun?: boolean | null;
  readonly ratePerMinute?: number | null;
}

const MAX_KEYS = 10_000;

/** Starts it. Permissions are checked now, for all organizations, and not again when the courses are changed. */
export async function startBulkChange(
  deps: ChangeDeps,
  viewer: Viewer,
  input: StartBulkChangeInput,
): Promise<{ bulkChange: BulkChange; isReplay: boolean }> {
  authorize(viewer, 'bulkChange', null);
  if (input.override) authorize(viewer, 'override', null);
  const catalogue = await deps.catalogue.refresh();
  const command = courseCommandOf('startBulkChange', input);
  return inTransaction(deps.database, async (tx) => {
    const key = command.mistakes ? null : commandKey(viewer, command);
    if (key && !(await reserveCommand(tx, key, hashOf(command)))) {
      const { id } = (await recordedOutcome(tx, key, command)) as { id: string };
      const [bulkChange] = await findBulkChangesByIds(tx, [id]);
      if (!bulkChange) throw notFound('bulk change of this idempotency key');
      return { bulkChange, isReplay: true };
    }
    const missing = await findMissingKeys(tx, (input.keys ?? []).slice(0, MAX_KEYS));
    const { chosenBy, name, ratePerMinute, change } = readAll({
      command: () => {
        if (command.mistakes) throw command.mistakes;
      },
      chosenBy: () => ({ ...readChoice(input, catalogue, missing), readable: null }),
      name: () => readText(input.name, 'name'),
      ratePerMinute: () => readRate(input.ratePerMinute ?? deps.bulkRatePerMinute),
      change: () => readAlteration(input.change, catalogue),
    });
    const made = {
      ...{ id: deps.newId(), actor: viewer.username, reason: command.reason ?? '' },
      ...{ isOverride: command.isOverride, isDryRun: input.dryRun === true, filter: input.filter ?? null },
      ...{ name, ratePerMinute, change },
    };
    const bulkChange = await insertBulkChange(tx, made, chosenBy);
    if (key) await recordOutcome(tx, key, { id: bulkChange.id });
    return { bulkChange, isReplay: false };
  });
}

/** Which courses to change. A filter without a condition is refused: a forgotten variable must not mean all. */
function readChoice(
  { filter, keys }: StartBulkChangeInput,
  catalogue: Catalogue,
  missing: ReadonlySet<string>,
) {
  if ((filter == null) === (keys == null)) throw badInput('filter', 'Give either filter or keys.');
  if (keys) {
    if (keys.length < 1 || keys.length > MAX_KEYS)
      throw badInput('keys', `There are ${keys.length} keys; give 1 to ${MAX_KEYS}.`);
    const isThere = seenBefore(keys);
    const requireOnce = (key: string, index: number): void => {
      if (isThere[index]) throw badInput(`keys.${index}`, `${quoted(key)} is given twice.`);
      if (missing.has(key)) throw badInput(`keys.${index}`, `There is no course ${quoted(key)}.`);
    };
    readEach(keys.map((key, index) => () => requireOnce(key, index)));
    return { keys };
  }
  if (Object.values(filter ?? {}).every((condition) => condition == null))
    throw badInput('filter', 'The filter has no condition; give at least one, or keys.');
  const { organization, search } = filter ?? {};
  const read = readAll({
    filter: () => readCourseFilter(filter, catalogue),
    organization: () => organization != null && readText(organization, 'filter.organization'),
    search: () => search != null && readText(search, 'filter.search'),
  });
  return {
    ...read.filter,
    ...(read.organization !== false && { organization: read.organization }),
    ...(read.search !== false && { search: read.search }),
    keys: null,
  };
}

function readAlteration({ type, prices, runTypes }: Alteration, catalogue: Catalogue): Alteration {
  if (type == null && !prices?.length && !runTypes?.length)
    throw badInput('change', 'The change is empty; give type, prices or runTypes.');
  const moves = runTypes ?? [];
  const isThere = seenBefore(moves.map(({ from }) => from));
  const requireMove = ({ from, to }: { from: string; to: string }, index: number): void => {
    const at = `change.runTypes.${index}`;
    readAll({
      from: () => {
        requireSlug(catalogue, 'courseRunTypes')(from, `${at}.from`);
        if (isThere[index]) throw badInput(`${at}.from`, `${quoted(from)} is given twice.`);
      },
      to: () => requireSlug(catalogue, 'courseRunTypes')(to, `${at}.to`),
    });
  };
  readAll({
    type: () => type != null && requireSlug(catalogue, 'courseTypes')(type, 'change.type'),
    prices: () => readPrices(prices, 'change.prices', catalogue),
    runTypes: () => readEach(moves.map((move, index) => () => requireMove(move, index))),
  });
  return { type, prices, runTypes };
}

function readRate(rate: number): number {
  if (rate >= 1 && rate <= MAX_BULK_RATE) return rate;
  throw badInput('ratePerMinute', `The rate per minute is ${rate}; use 1 to ${MAX_BULK_RATE}.`);
}

/** Afterwards no further course changes, and none is changed back. One that has ended is returned as it is. Throws NOT_FOUND. */
export async function cancelBulkChange(
  { database }: ChangeDeps,
  viewer: Viewer,
  { id }: { readonly id: string },
): Promise<BulkChange> {
  authorize(viewer, 'bulkChange', null);
  const [known] = await findBulkChangesByIds(database, [id]);
  if (!known) throw notFound('bulk change of this id');
  await stopBulkChange(database, known.id, viewer.username);
  const [cancelled] = await findBulkChangesByIds(database, [id]);
  return cancelled ?? known;
}
