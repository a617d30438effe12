// The values that a source yields, which should be courses, and their positions. Separate from how they are read.
import type { SourceRecord } from '../../../changes/import/decide-batch';

/** A value and its position. */
export interface Placed {
  readonly position: string;
  readonly value: unknown;
  /** The source's own name for a field, if that is not the path. */
  readonly nameOf?: (path: readonly PropertyKey[]) => string;
}

/** A value, an unreadable part (with everything that may have followed it), or a record that was already read. */
export type Piece = Placed | Unreadable | { readonly record: SourceRecord };
interface Unreadable {
  readonly position: string;
  readonly unreadable: string;
}

export interface Source {
  readonly pieces: AsyncIterable<Piece>;
  /** The approximate fraction that was read so far: above 0, and 1 when all was read. */
  readonly readPart: () => number;
}
