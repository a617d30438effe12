// The checker for REST: the services know no keys, so only their final state is visible. Pure.
import { check, type Evidence, type Verdict } from './checker';
import type { ShopFaults } from './shop-checker';

/** What the stand-ins have, and the runs that anything was ever written about. */
export interface Books {
  readonly products: readonly {
    readonly sku: string;
    readonly of: string;
    readonly productClass: string;
    readonly attributes: object;
    readonly isForSale?: boolean;
  }[];
  readonly touched: readonly string[];
  /** What a shop had at any time and must never have. */
  readonly shopFaults?: ShopFaults;
}

/** `differences` are those between what the systems have and what they should, found by asking them. */
export function checkBooks(evidence: Evidence, books: Books, differences: readonly string[]): Verdict {
  const sent = new Set(evidence.provisionings.filter((row) => row.wasSent).map((row) => row.run));
  // Whether something arrived shows in the final state.
  const delivered = evidence.provisionings.filter(({ state }) => state === 'DELIVERED');
  const effects = [...delivered].sort((left, right) => left.seq - right.seq);
  const verdict = check({
    ...evidence,
    effects: effects.map((row) => ({ ...row, input: null })),
    wanted: [],
  });
  return {
    ...verdict,
    phantom: books.touched.filter((run) => !sent.has(run)),
    duplicate: [...verdict.duplicate, ...twins(books), ...(books.shopFaults?.twice ?? [])],
    ...(books.shopFaults && { enrolsNobody: books.shopFaults.enrolsNobody }),
    wrongFinalState: differences,
  };
}

/** Products that E-Commerce cannot distinguish from an older one, including retired ones. */
function twins({ products }: Books): string[] {
  const known = new Map<string, string>();
  return products.flatMap(({ sku, of, productClass, attributes }) => {
    const identity = `${productClass} of ${of}: ${JSON.stringify(Object.entries(attributes).sort())}`;
    const first = known.get(identity);
    if (first === undefined) known.set(identity, sku);
    return first === undefined ? [] : [`${identity}: ${sku} beside ${first}`];
  });
}
