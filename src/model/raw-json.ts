// A JSON value that is handed on as the database has it, as text: whoever only passes it on reads and writes it for nothing.

/** Where a text is being put together, the values that are still to be put into it, in their order. */
let left: string[] | null = null;
/** No text of the database has a null character. */
const PLACE = '\0';
const PLACE_IN_JSON = JSON.stringify(PLACE);

export class RawJson {
  constructor(readonly text: string) {}

  /** What the text stands for. */
  get value(): unknown {
    return JSON.parse(this.text) as unknown;
  }

  /** For JSON.stringify: the value, or its place in `stringify`. */
  toJSON(): unknown {
    if (!left) return this.value;
    left.push(this.text);
    return PLACE;
  }
}

/** Null for null. */
export const rawJson = (text: unknown): RawJson | null =>
  typeof text === 'string' ? new RawJson(text) : null;

/** As JSON.stringify, with what is raw put in as it is. */
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
  // Something else had a null character.
  if (between.length !== parts.length + 1) return JSON.stringify(value);
  let whole = between[0] ?? '';
  for (let index = 0; index < parts.length; index += 1) {
    whole += parts[index] ?? '';
    whole += between[index + 1] ?? '';
  }
  return whole;
}

/** Whether the value has more than that many characters as JSON, about; so that what is too long need not be written. */
export const isLonger = (value: unknown, most: number): boolean => leftOf(value, most) < 0;

/** What is left of them after the value; some number below 0 where it is longer. */
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
