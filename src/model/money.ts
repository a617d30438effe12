// Amounts of money as decimal strings. Never floats: course-discovery compared a Decimal to a float and lost price changes.

/**
 * The amount in its one form, with two decimals; null if the text is no amount of 0 to 2 decimals, or has more than
 * the 8 digits before the point that the database's numeric(10,2) holds.
 */
export function parseAmount(text: string): string | null {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  return amountOf(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

/** The amount in cents: exact, as amounts are far below 2^53 cents. */
export function cents(amount: string): number {
  const [whole = '0', fraction = ''] = amount.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
}

/** The decimal string of a number of cents. */
export function amountOf(total: number): string {
  return `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`;
}

/** Whole units of the currency: the LMS stores no cents and they are cut. */
export const wholeUnits = (amount: string): number => Math.floor(cents(amount) / 100);
