// A JSON value that is handed on as the database has it, as text: whoever only passes it on reads and writes it for nothing.

/** Where a text is being put together, the values that are still to be put into it, in their order. */
let left: string[] | null = null;
/** No text of the database has a null character. */
const PLACE = '\0';
const PLACE_IN_JSON = JSON.stringify(PLACE);
/** Of a character of JavaScript's in UTF-8. */
const MOST_BYTES = 3;

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

/** A text with places in it, and what belongs there in their order. */
interface Written {
  readonly text: string;
  readonly parts: readonly string[];
}

function write(value: unknown): Written {
  const parts: string[] = (left = []);
  try {
    return { text: JSON.stringify(value), parts };
  } finally {
    left = null;
  }
}

/** Gives the pieces in their order to `add`; false where something else had a null character, which is found at the end. */
function putIn({ text, parts }: Written, add: (piece: string) => void): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(PLACE_IN_JSON, from);
    add(text.slice(from, at));
    add(part);
    from = at + PLACE_IN_JSON.length;
  }
  add(text.slice(from));
  return !text.includes(PLACE_IN_JSON, from);
}

/** As JSON.stringify, with what is raw put in as it is. */
export const stringify = (value: unknown): string => textOf(write(value), value);

function textOf(written: Written, value: unknown): string {
  let whole = '';
  const isWhole = putIn(written, (piece) => (whole += piece));
  return isWhole ? whole : JSON.stringify(value);
}

/** The same in UTF-8. */
export function jsonBytes(value: unknown): Buffer {
  const written = write(value);
  if (written.parts.length === 0) return Buffer.from(written.text);
  const length = written.parts.reduce((sum, part) => sum + part.length, written.text.length);
  // Most characters are of one byte; where there are too many others, the text is made first.
  const bytes = Buffer.allocUnsafe(length + (length >> 3));
  let [end, hasRoom] = [0, true];
  const isWhole = putIn(written, (piece) => {
    const room = bytes.length - end;
    hasRoom &&= piece.length * MOST_BYTES <= room || Buffer.byteLength(piece) <= room;
    if (hasRoom) end += bytes.write(piece, end);
  });
  return isWhole && hasRoom ? bytes.subarray(0, end) : Buffer.from(textOf(written, value));
}
