// Reads courses from a file, or from a folder of pages in the order of their names: a JSON array, pages with `results`,
// or JSON Lines, where one bad line leaves the others readable. Streams them, holding one record in memory at a time.
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Piece, Source } from './pieces';
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

const LINES = ['.jsonl', '.ndjson'];

/** The courses in a file or folder. Throws if there is nothing to read. */
export function openJsonFiles(path: string): Source {
  const files = filesIn(path);
  if (files.length === 0) throw new Error(`${path} has no files that end in .json, ${LINES.join(' or ')}.`);
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
  let read = 0;
  const chunksOf = async function* (file: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      read += chunk.length;
      yield chunk;
    }
  };
  const pieces = async function* (): AsyncGenerator<Piece> {
    for (const file of files) yield* piecesOf(file, chunksOf(file));
  };
  return { pieces: pieces(), readPart: () => (total === 0 ? 1 : read / total) };
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => ['.json', ...LINES].includes(extname(name)));
  const inOrder = new Intl.Collator('en', { numeric: true });
  return names.sort(inOrder.compare).map((name) => join(path, name));
}

async function* piecesOf(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const name = basename(file);
  if (LINES.includes(extname(file))) {
    for await (const { number, text } of textLines(chunks)) yield pieceOf(`${name} line ${number}`, text);
    return;
  }
  let number = 0;
  try {
    for await (const value of jsonRecords(chunks)) {
      number += 1;
      yield { position: `${name} #${number}`, value };
    }
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error;
    yield { position: `${name} after #${number}`, unreadable: error.message };
  }
}

function pieceOf(position: string, line: string): Piece {
  try {
    return { position, value: JSON.parse(line) as unknown };
  } catch (error) {
    return {
      position,
      unreadable: `It is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
