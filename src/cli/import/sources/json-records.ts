// Extracts records from streamed JSON, holding one in memory at a time. Does not know what is in them.
import Assembler from 'stream-json/assembler.js';
import { jsonParser } from 'stream-json/parser.js';

/** A text that is truncated or malformed. What came before was read. */
export class BrokenJson extends Error {
  override readonly name = 'BrokenJson';
}

/** The tokenizer looks this far ahead; this much space at the end makes it report an error there. */
const LOOK_AHEAD = ' '.repeat(20);

/**
 * The elements of an array, the `results` of a page, or the value itself; for several such texts, one after the other.
 * Throws BrokenJson. Invalid UTF-8 becomes U+FFFD.
 */
export async function* jsonRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const parse = jsonParser({ jsonStreaming: true, streamValues: false });
  const assembler = new Assembler();
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of chunks) {
    yield* recordsIn(decoder.decode(chunk, { stream: true }), bytes);
    bytes += chunk.length;
  }
  yield* recordsIn(decoder.decode() + LOOK_AHEAD, bytes);
  if (bytes === 0) throw new BrokenJson('It is empty.');
  if (!assembler.done) throw new BrokenJson(`It ends in the middle, after ${bytes} bytes.`);

  function* recordsIn(text: string, from: number): Generator<unknown> {
    let tokens;
    try {
      tokens = parse(text);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new BrokenJson(
        `It is not JSON after its first ${from} bytes. ${words}${beginningOf(text, from)}`,
      );
    }
    if (typeof tokens === 'symbol') return;
    for (const token of tokens.values) {
      assembler.consume(token);
      const record = takeRecord(assembler);
      if (record) yield record.value;
    }
  }
}

const beginningOf = (text: string, from: number): string =>
  from === 0 ? `, and begins with ${JSON.stringify(text.trim().slice(0, 40))}` : '';

/** The record just completed. It is removed from its container, which would otherwise grow with every record. */
function takeRecord({ stack, current, done }: Assembler): { readonly value: unknown } | null {
  const isList = Array.isArray(current) && current.length > 0 && !done;
  if (isList && (stack.length === 0 || (stack.length === 2 && stack[1] === 'results'))) {
    return { value: current.pop() };
  }
  if (!done || Array.isArray(current)) return null;
  const isPage = typeof current === 'object' && current !== null && 'results' in current;
  return isPage ? null : { value: current };
}

/** The lines that are not blank, numbered from 1. */
export async function* textLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  const decoder = new TextDecoder();
  let number = 0;
  // Kept in pieces, because a long line would otherwise be copied with each chunk.
  let pieces: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...rest] = decoder.decode(chunk, { stream: true }).split('\n');
    pieces.push(first);
    for (const begun of rest) {
      number += 1;
      const text = pieces.join('');
      if (text.trim() !== '') yield { number, text };
      pieces = [begun];
    }
  }
  const text = pieces.join('') + decoder.decode();
  if (text.trim() !== '') yield { number: number + 1, text };
}
