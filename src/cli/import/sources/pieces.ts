// What a source gives: values that should be courses, and where each stands. Kept apart from what is made of them.
import type { SourceRecord } from '../../../changes/import/import-courses';

/** A value and where it stands. */
export interface Placed {
  readonly position: string;
  readonly value: unknown;
  /** What whoever wrote it calls a field of it, where that is not the path. */
  readonly nameOf?: (path: readonly PropertyKey[]) => string;
}

/** A value; something that could not be read, and with it all that may have been behind it; or what was read already. */
export type Piece = Placed | Unreadable | { readonly record: SourceRecord };
interface Unreadable {
  readonly position: string;
  readonly unreadable: string;
}

export interface Source {
  readonly pieces: AsyncIterable<Piece>;
  /** About which part of it was read so far: over 0, and 1 when all was. */
  readonly readPart: () => number;
}
