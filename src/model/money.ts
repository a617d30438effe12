// Amounts as decimal strings, never floats: course-discovery compared a Decimal to a float and lost price changes.

/**
 * Returns the amount with two decimals; null unless the text is an amount with 0 to 2 decimals and at most 8 digits
 * before the point, as in the database's numeric(10,2).
 */
export function parseAmount(text: string): string | null {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  return amountOf(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

/** Returns the amount in cents: exact, because amounts are far below 2^53 cents. */
export function cents(amount: string): number {
  const [whole = '0', fraction = ''] = amount.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
}

/** Returns the decimal string of a number of cents. */
export function amountOf(total: number): string {
  return `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`;
}

/** Returns whole units of the currency: the LMS stores no cents, so they are cut off. */
export const wholeUnits = (amount: string): number => Math.floor(cents(amount) / 100);
