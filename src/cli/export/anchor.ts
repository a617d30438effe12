// Writes the anchor of a history: a line of JSON for the end of each chain. By it verify-history finds what was cut off.
import type { Head } from '../../store/history/verify';
import { createFile } from './whole-folder';
import type { WrittenFile } from './whole-folder';

export const ANCHOR = 'anchor.jsonl';

/** Writes the heads to a new file in that folder. */
export async function writeAnchor(
  heads: AsyncIterable<readonly Head[]>,
  { folder, name = ANCHOR }: { readonly folder: string; readonly name?: string },
): Promise<WrittenFile> {
  const file = await createFile(folder, name);
  let rows = 0;
  try {
    for await (const some of heads) {
      rows += some.length;
      await file.write(Buffer.from(some.map((head) => `${JSON.stringify(head)}\n`).join('')));
    }
    return await file.end(rows);
  } finally {
    await file.close();
  }
}
