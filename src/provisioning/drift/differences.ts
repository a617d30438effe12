// How what a downstream system has differs from what it should have. Pure: does not ask it.
import type { ActualModes, ActualProducts, DriftDifference, KnownRevisions } from '../../model/provisioning';

/**
 * None where E-Commerce knows nothing of a run that sells nothing. A product that is not sold any more is fine, also one
 * that should be there but whose upgrade deadline has passed: over REST the two are the same.
 */
export function productDifferences(
  expected: ActualProducts,
  actual: ActualProducts | null,
  now: Date,
): DriftDifference[] {
  if (actual === null && expected.seats.length === 0) return [];
  const isOver = ({ expires }: Item) => typeof expires === 'string' && Date.parse(expires) <= now.getTime();
  const itemsOf = ({ seats, entitlements }: ActualProducts): Item[] => [
    ...seats.map((seat) => ({ name: `seat:${seat.seatType}`, ...seat })),
    ...entitlements.map((entitlement) => ({ name: `entitlement:${entitlement.seatType}`, ...entitlement })),
  ];
  const wanted = itemsOf(expected).map((item) => (isOver(item) ? { ...item, isActive: undefined } : item));
  return compare(wanted, actual ? itemsOf(actual) : []);
}

/** Modes are not retired but removed: each that is there too much is UNEXPECTED. */
export function modeDifferences(expected: ActualModes, actual: ActualModes | null): DriftDifference[] {
  const itemsOf = ({ modes }: ActualModes): Item[] =>
    modes.map((mode) => ({ name: `mode:${mode.slug}`, isActive: true, ...mode }));
  return compare(itemsOf(expected), actual ? itemsOf(actual) : []);
}

/**
 * None but where a system was told a later revision than is known here: commits were lost, and it will ignore what it is
 * told next.
 */
export function revisionDifferences(
  ours: KnownRevisions,
  actual: Partial<KnownRevisions> | null,
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
const asDecimal = (text: string): string => text.replace(/(?<=\.\d*)0+$/, '').replace(/\.$/, '');
const asInstant = (text: string): number => Date.parse(text);

/** What is compared, and as what. The LMS keeps currencies in lower case. */
const FIELDS = {
  isActive: asIs,
  displayName: asIs,
  price: asDecimal,
  minPrice: asIs,
  currency: (text: string) => text.toUpperCase(),
  expires: asInstant,
  expirationDatetime: asInstant,
  sku: asIs,
  bulkSku: asIs,
} as const;
type Field = keyof typeof FIELDS;

interface Item extends Readonly<Partial<Record<Field, string | number | boolean | null>>> {
  readonly name: string;
  readonly sku?: string | null;
  readonly isActive: boolean | undefined;
}

function compare(expected: readonly Item[], actual: readonly Item[]): DriftDifference[] {
  const left = new Set(actual);
  const found = expected.flatMap((wanted): DriftDifference[] => {
    const item = itemFor(wanted, [...left]);
    if (!item) return [{ ...NOTHING, kind: 'MISSING', item: wanted.name, expected: wanted.sku ?? null }];
    left.delete(item);
    return fieldDifferences(wanted, item);
  });
  const unexpected = [...left].filter((item) => item.isActive);
  return [
    ...found,
    ...unexpected.map(({ name, sku }) => ({
      ...NOTHING,
      kind: 'UNEXPECTED' as const,
      item: name,
      actual: sku ?? null,
    })),
  ];
}

const NOTHING = { field: null, expected: null, actual: null };

/** Of several of one name the one that is sold, and of those the one that we know: any other is one too many. */
function itemFor(wanted: Item, items: readonly Item[]): Item | undefined {
  const rank = ({ isActive, sku }: Item) => Number(isActive) * 2 + Number(sku === wanted.sku);
  const named = items.filter((item) => item.name === wanted.name);
  return named.sort((left, right) => rank(right) - rank(left))[0];
}

function fieldDifferences(wanted: Item, item: Item): DriftDifference[] {
  return (Object.keys(FIELDS) as Field[]).flatMap((field) => {
    const [expected, actual] = [textOf(wanted[field]), textOf(item[field])];
    const meaningOf = (text: string | null) => text && FIELDS[field](text);
    if (wanted[field] === undefined || meaningOf(expected) === meaningOf(actual)) return [];
    return [{ kind: 'DIFFERENT' as const, item: wanted.name, field, expected, actual }];
  });
}

const textOf = (value: Item[Field]): string | null => (value == null || value === '' ? null : String(value));
