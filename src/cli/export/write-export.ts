// Writes the files of an export from one snapshot, and last its manifest. Holds one batch of rows in memory at a time.
import type { Policy } from '../../model/policy';
import { CHANGES, cursorOf, keyOfPoint } from '../../model/keys';
import type { ChangePoint } from '../../model/keys';
import type { Database } from '../../store/database';
import { withSnapshot } from '../../store/history/snapshot';
import type { SnapshotRequest } from '../../store/history/snapshot';
import type { Format } from '../flags';
import type { Progress } from '../progress';
import type { ExportFile, Given } from './columns';
import { writeAnchor, createFile, MANIFEST } from './whole-folder';
import type { WrittenFile } from './whole-folder';
import { csv, jsonLines, parquet } from './encodings';
import { FILES } from './files';

const ENCODERS = { jsonl: jsonLines, csv, parquet } satisfies Record<Format, unknown>;

export interface ExportOptions extends SnapshotRequest {
  readonly folder: string;
  readonly format: Format;
  readonly policy: Policy;
  readonly progressOf: (total: number) => Progress;
  /** Aborts the export with an error. */
  readonly signal?: AbortSignal;
}

/** Incremented when a file's columns change in number, order, name or meaning: CSV is loaded by their positions. */
export const FORMAT_VERSION = 3;

/** The description of an export. */
export interface Manifest {
  readonly formatVersion: number;
  readonly format: Format;
  /** By the database's clock. */
  readonly at: Date;
  /** Contains what changed after this cursor of the feed; null: everything. */
  readonly since: string | null;
  /** Where the feed, or the next export, continues; null if there is no change yet. */
  readonly cursor: string | null;
  /** The last migration that was run on the database. */
  readonly schemaVersion: string;
  readonly files: readonly WrittenFile[];
  /** The ends of all chains of history, whatever `since` says, for `verify-history --anchor`. */
  readonly anchor: WrittenFile;
}

const cursorAt = (point: ChangePoint | null): string | null => point && cursorOf(keyOfPoint(point), CHANGES);

/** Returns the manifest. Throws STALE_CURSOR for a `since` that is not in this history. */
export function writeExport(database: Database, options: ExportOptions): Promise<Manifest> {
  return withSnapshot(database, options, async (snapshot) => {
    const { last, at, schemaVersion, catalogue, counts } = snapshot;
    const { folder, format, since, policy } = options;
    const progress = options.progressOf(counts.courses + counts.runs + counts.changes);
    let read = 0;
    const writing: Writing = {
      ...options,
      given: { catalogue, policy, at },
      onRead: (things, name) => progress.step((read += things), name),
    };
    const files = [
      ...(await writeFiles(FILES.catalogue, [[catalogue]], { ...writing, onRead: () => undefined })),
      ...(await writeFiles(FILES.courses, snapshot.courses(), writing)),
      ...(await writeFiles(FILES.runs, snapshot.runs(), writing)),
      ...(await writeFiles(FILES.changes, snapshot.changes(), writing)),
    ];
    const anchor = await writeAnchor(snapshot.heads(), { folder });
    const [from, cursor] = [cursorAt(since), cursorAt(last)];
    const about = { formatVersion: FORMAT_VERSION, format, at, since: from, cursor, schemaVersion };
    const manifest = { ...about, files, anchor };
    const file = await createFile(folder, MANIFEST);
    await file.write(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
    await file.end(1);
    return manifest;
  });
}

interface Writing extends ExportOptions {
  readonly given: Given;
  readonly onRead: (things: number, name: string) => void;
}

/** Writes all files that follow from the things in one pass. Reads the next batch when the last is written. */
async function writeFiles<Thing>(
  files: readonly ExportFile<Thing>[],
  batches: AsyncIterable<readonly Thing[]> | Iterable<readonly Thing[]>,
  { folder, format, given, signal, onRead }: Writing,
): Promise<WrittenFile[]> {
  const open = await Promise.all(
    files.map(async ({ name, columns, rowsOf }) => {
      const file = await createFile(folder, `${name}.${format}`);
      return { name, rowsOf, file, encoder: ENCODERS[format](columns), rows: 0 };
    }),
  );
  try {
    for await (const things of batches) {
      signal?.throwIfAborted();
      for (const one of open) {
        const rows = things.flatMap((thing) => one.rowsOf(thing, given));
        one.rows += rows.length;
        await one.file.write(one.encoder.encode(rows));
      }
      onRead(things.length, open[0]?.name ?? '');
    }
    for (const { file, encoder } of open) await file.write(encoder.end());
    return await Promise.all(open.map(({ file, rows }) => file.end(rows)));
  } finally {
    await Promise.all(open.map(({ file }) => file.close()));
  }
}
