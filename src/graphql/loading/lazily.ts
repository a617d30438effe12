// Creates loaders on first use: a request needs one or two of a dozen.
import type { ChangeDeps } from '../../changes/deps';

/** The reader's access, and where to read from. */
export interface Reader {
  readonly deps: ChangeDeps;
  /** The case-folded organizations whose courses may be read; null: all. */
  readonly readable: readonly string[] | null;
}

/** The factory of each loader. */
export type Makers<L> = { readonly [N in keyof L]: (reader: Reader, loaders: L) => L[N] };

interface Clears {
  readonly clearAll: () => unknown;
}

/** Returns a function that creates the loaders of one request. */
export function lazily<L extends object>(
  makers: Makers<L>,
): (deps: ChangeDeps, readable: Reader['readable']) => L & { readonly forget: () => void } {
  class Lazy {
    readonly made: Partial<L> = {};

    constructor(readonly reader: Reader) {}

    forget(): void {
      for (const loader of Object.values(this.made) as Clears[]) loader.clearAll();
    }
  }
  for (const name of Object.keys(makers) as (keyof L)[]) {
    Object.defineProperty(Lazy.prototype, name, {
      get(this: Lazy & L) {
        return (this.made[name] ??= makers[name](this.reader, this));
      },
    });
  }
  return (deps, readable) => new Lazy({ deps, readable }) as Lazy & L;
}
