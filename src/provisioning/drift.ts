// Compares what a downstream system has with what it should have, in the form in which the system reports it.
// Pure: does not ask the system.
import { isLeftAsIs, rowKey } from '../model/fields';
import type { MessageFields, MessageValues } from '../model/fields';
import { ENTITLEMENT, MODE, SEAT } from '../model/provisioning';
import type {
  ActualModes,
  ActualProducts,
  DriftDifference,
  SentRevisions,
  RequestedState,
} from '../model/provisioning';
import { isEmptyType } from '../model/catalogue';
import { isProvisioned, runTypeOf } from '../model/courses';
import type { CourseRun, CourseState } from '../model/courses';
import { sellsEntitlements } from '../model/policy';
import { baselineOf, courseRevisionOf, desiredOf } from './desired-state';
import type { DesiredContext } from './desired-state';

/**
 * None if E-Commerce knows nothing of a run that sells nothing. A product that is no longer sold is fine, also one that
 * should exist but whose upgrade deadline has passed: over REST the two are the same.
 */
export function productDifferences(
  expected: ActualProducts,
  actual: ActualProducts | null,
  now: Date,
): DriftDifference[] {
  if (actual === null && expected.seats.length === 0) return [];
  const isOver = ({ expires }: Item) => typeof expires === 'string' && Date.parse(expires) <= now.getTime();
  const itemsOf = ({ seats, entitlements }: ActualProducts): Item[] => [
    ...seats.map(itemOf('seat', SEAT)),
    ...entitlements.map(itemOf('entitlement', ENTITLEMENT)),
  ];
  const wanted = itemsOf(expected).map((item) =>
    isOver(item) ? { ...item, row: { ...item.row, isActive: undefined } } : item,
  );
  return compare(wanted, actual ? itemsOf(actual) : []);
}

/** Modes are removed, not retired: each extra one is UNEXPECTED. */
export function modeDifferences(expected: ActualModes, actual: ActualModes | null): DriftDifference[] {
  const itemsOf = ({ modes }: ActualModes): Item[] => modes.map(itemOf('mode', MODE));
  return compare(itemsOf(expected), actual ? itemsOf(actual) : []);
}

/**
 * None, unless a system has a later revision than is known here: then commits were lost here, and the system would ignore
 * the next message.
 */
export function revisionDifferences(
  ours: SentRevisions,
  actual: Partial<SentRevisions> | null,
): DriftDifference[] {
  return (['revision', 'courseRevision'] as const)
    .filter((item) => (actual?.[item] ?? 0) > ours[item])
    .map((item) => ({
      kind: 'DIFFERENT',
      item,
      field: null,
      expected: String(ours[item]),
      actual: String(actual?.[item]),
    }));
}

const asIs = (text: string): string => text;

/** Values of a kind are the same if this is. The LMS keeps currencies in lower case. */
const MEANINGS: Readonly<Record<keyof MessageValues, (text: string) => string | number>> = {
  ...{ text: asIs, count: asIs, flag: asIs },
  amount: (text) => text.replace(/(?<=\.\d*)0+$/, '').replace(/\.$/, ''),
  currency: (text) => text.toUpperCase(),
  time: (text) => Date.parse(text),
};

/** Something that exists or should: the fields that its table has. */
interface Item {
  readonly name: string;
  readonly table: MessageFields;
  readonly row: Readonly<Record<string, unknown>>;
  readonly sku: string | null;
  readonly expires: unknown;
  readonly isActive: boolean | undefined;
}

type Row = ActualProducts['seats' | 'entitlements'][number] | ActualModes['modes'][number];
const itemOf =
  (kind: string, table: MessageFields) =>
  (row: Row): Item => {
    const known: Item['row'] & Partial<Item> = { isActive: true, ...row };
    const name = `${kind}:${rowKey(table, row)}`;
    const { isActive, sku = null, expires } = known;
    return { name, table, row: known, isActive, sku, expires };
  };

function compare(expected: readonly Item[], actual: readonly Item[]): DriftDifference[] {
  const left = new Set(actual);
  const found = expected.flatMap((wanted): DriftDifference[] => {
    const item = itemFor(wanted, [...left]);
    if (item) left.delete(item);
    if (isLeftAsIs(wanted.table, wanted.row)) return [];
    if (!item) return [{ ...NOTHING, kind: 'MISSING', item: wanted.name, expected: wanted.sku }];
    return fieldDifferences(wanted, item);
  });
  const unexpected = [...left].filter((item) => item.isActive);
  return [
    ...found,
    ...unexpected.map(({ name, sku }) => ({
      ...NOTHING,
      kind: 'UNEXPECTED' as const,
      item: name,
      actual: sku,
    })),
  ];
}

const NOTHING = { field: null, expected: null, actual: null };

/** The item to compare. Among several with one name, the sold one, and of those the known one; others are extra. */
function itemFor(wanted: Item, items: readonly Item[]): Item | undefined {
  const rank = ({ isActive, sku }: Item) => Number(isActive) * 2 + Number(sku === wanted.sku);
  const named = items.filter((item) => item.name === wanted.name);
  return named.sort((left, right) => rank(right) - rank(left))[0];
}

function fieldDifferences({ name, table, row: wanted }: Item, { row }: Item): DriftDifference[] {
  const isKept = (field: string) =>
    table[field]?.isKept && (wanted[field] === null || row[field] === undefined);
  const read = Object.keys(table).filter((field) => table[field]?.isRead && !isKept(field));
  const fields = ['isActive', ...read, 'sku', 'bulkSku'];
  return fields.flatMap((field) => {
    const [expected, actual] = [textOf(wanted[field]), textOf(row[field])];
    const meaningOf = (text: string | null) => text && MEANINGS[table[field]?.kind ?? 'text'](text);
    if (wanted[field] === undefined || meaningOf(expected) === meaningOf(actual)) return [];
    return [{ kind: 'DIFFERENT' as const, item: name, field, expected, actual }];
  });
}

const textOf = (value: unknown): string | null =>
  value == null || value === '' ? null : typeof value === 'string' ? value : JSON.stringify(value);

interface Expected {
  /** Null for a run that has no seat and never had one: E-Commerce is not asked about it. */
  readonly products: ActualProducts | null;
  readonly modes: ActualModes;
}

/**
 * For a REVIEWED or PUBLISHED run its desired state; for any other what was last requested, which is nothing for a run
 * that was never provisioned nor imported as sold. Entitlements are those last sent with any run of the course.
 */
export function expectedOf(run: CourseRun, state: CourseState, context: DesiredContext): Expected {
  const { ecommerce, lms } = requestedStateOf(run, context);
  const [newest] = state.runs
    .map((one) => requestedStateOf(one, context))
    .filter((state) => state.ecommerce !== null)
    .sort((left, right) => right.courseRevision - left.courseRevision);
  const skusOf = (seatType: string | null) =>
    (seatType === null ? undefined : run.products[seatType]) ?? { sku: null, bulkSku: null };
  const products = {
    seats: (ecommerce?.seats ?? [])
      .map((seat) => ({ ...seat, ...skusOf(seat.seatType), isActive: true }))
      .flatMap((seat) => (context.policy.isShop ? inAShop(seat, context.now) : [seat])),
    entitlements: (sellsEntitlements(context.policy) ? (newest?.ecommerce?.entitlements ?? []) : []).map(
      (entitlement) => ({
        ...entitlement,
        sku: run.course.skus[entitlement.seatType] ?? null,
        isActive: true,
      }),
    ),
  };
  return {
    products: desiredOf(run, context).ecommerce && products,
    modes: {
      // Where nothing is sold, SKUs belong to somebody else and are not compared.
      modes: (lms?.modes ?? []).map((mode) => ({
        ...mode,
        ...(context.policy.isSelling && skusOf(mode.seatType)),
      })),
    },
  };
}

type Seat = ActualProducts['seats'][number];

/** A shop keeps no deadlines: an expired seat is not for sale there, and may never have been. */
function inAShop({ expires, ...seat }: Seat, now: Date): Seat[] {
  const isOver = expires != null && Date.parse(expires) <= now.getTime();
  if (isOver && seat.sku === null) return [];
  return [{ ...seat, isActive: !isOver }];
}

function requestedStateOf(run: CourseRun, context: DesiredContext): RequestedState {
  const isSent = isProvisioned(run, context.now) && !isEmptyType(runTypeOf(run, context.catalogue));
  if (!isSent) return baselineOf(run, context);
  return { ...desiredOf(run, context), courseRevision: courseRevisionOf(run, context) };
}
