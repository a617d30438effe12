// The figures in the rules that an installation may set. src/settings/config.ts reads them.

export interface Policy {
  /** ISO 4217. */
  readonly currency: string;
  /** The maximum price, a decimal; Publisher's form allows 10000. */
  readonly maximumPrice: string;
  /** Whether a price with cents is refused: the LMS stores whole units, and E-Commerce would cut it silently. */
  readonly isPriceWhole: boolean;
  /** How many days before a run's end its upgrade deadline is. */
  readonly upgradeDeadlineDays: number;
  /**
   * Whether seats are sold in a shop, which keeps no deadlines and has no entitlements. Left out: in E-Commerce, or
   * nowhere.
   */
  readonly isShop?: boolean;
  /** Whether any system sells. If not, no sales are planned and the LMS gets no SKUs. */
  readonly isSelling: boolean;
  /** The maximum number of runs of a course; an import may exceed it. */
  readonly mostRuns: number;
}

/** Whether something sells entitlements: a shop has no place for them. */
export const sellsEntitlements = ({ isSelling, isShop = false }: Policy): boolean => isSelling && !isShop;

/** What plans and drift leave out, in a sentence; null if nothing. */
export const leftOutOf = ({ isShop = false }: Policy): string | null =>
  isShop ? 'A shop cannot sell entitlements; they are left out.' : null;
