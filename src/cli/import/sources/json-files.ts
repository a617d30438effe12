// Reads courses from a file, or from a folder of pages in the order of their names: a JSON array, pages with `results`,
// or JSON Lines, where one bad line leaves the others readable.
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { BrokenJson, jsonRecords, textLines } from './json-records';
import type { Piece, Source } from './pieces';

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
