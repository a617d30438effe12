// The figures of the rules that an installation may set. Where they come from: src/config.ts.

export interface Policy {
  /** ISO 4217. */
  readonly currency: string;
  /** The highest price, a decimal; Publisher's form allows 10000. */
  readonly maximumPrice: string;
  /** Whether a price with cents is refused: the LMS stores whole units, and E-Commerce would cut it silently. */
  readonly isPriceWhole: boolean;
  /** How many days before the end of a run a verified seat can last be bought. */
  readonly upgradeDeadlineDays: number;
  /**
   * Whether seats are sold in a shop, which keeps no deadlines and has no entitlements; left out: in E-Commerce, or
   * nowhere.
   */
  readonly isShop?: boolean;
  /** Whether there is a system that sells: else it is not planned for, and the LMS is told no SKUs. */
  readonly isSelling: boolean;
  /** How many runs a course may have; an import may bring more. */
  readonly mostRuns: number;
}
