// A JSON value kept as the database's text, so that passing it on needs no parsing and writing.

/** While `stringify` runs: the texts to insert, in order. */
let left: string[] | null = null;
/** PostgreSQL text never contains a null character. */
const PLACE = '\0';
const PLACE_IN_JSON = JSON.stringify(PLACE);

export class RawJson {
  constructor(readonly text: string) {}

  /** Returns the parsed value. */
  get value(): unknown {
    return JSON.parse(this.text) as unknown;
  }

  /** For JSON.stringify: returns the value, or its placeholder within `stringify`. */
  toJSON(): unknown {
    if (!left) return this.value;
    left.push(this.text);
    return PLACE;
  }
}

/** Returns null for null. */
export const rawJson = (text: unknown): RawJson | null =>
  typeof text === 'string' ? new RawJson(text) : null;

/** Like JSON.stringify, but inserts raw values unchanged. */
export function stringify(value: unknown): string {
  const parts: string[] = (left = []);
  let text: string;
  try {
    text = JSON.stringify(value);
  } finally {
    left = null;
  }
  if (parts.length === 0) return text;
  const between = text.split(PLACE_IN_JSON);
  // Some other value contains a null character.
  if (between.length !== parts.length + 1) return JSON.stringify(value);
  let whole = between[0] ?? '';
  for (let index = 0; index < parts.length; index += 1) {
    whole += parts[index] ?? '';
    whole += between[index + 1] ?? '';
  }
  return whole;
}

/** Whether the value's JSON has more than about `most` characters, so that an oversized one need not be written. */
export const isLonger = (value: unknown, most: number): boolean => leftOf(value, most) < 0;

/** Returns how many of `most` characters remain after the value; below 0 if it is longer. */
function leftOf(value: unknown, most: number): number {
  if (typeof value === 'string') return most - value.length - 2;
  if (typeof value !== 'object' || value === null) return most - 4;
  if (value instanceof RawJson) return most - value.text.length;
  let rest = most - 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index += 1) rest = leftOf(value[index], rest - 1);
    return rest;
  }
  for (const name in value) {
    if (rest < 0) return rest;
    rest = leftOf((value as Readonly<Record<string, unknown>>)[name], rest - name.length - 4);
  }
  return rest;
}
