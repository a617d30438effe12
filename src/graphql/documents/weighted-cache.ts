// A cache that is bounded in bytes.

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
}

/** The overhead of an entry: its key object and its place in the map. */
const BYTES_OF_ENTRY = 200;

/** Evicts the least recently used entries when it holds more than `most` bytes. */
export class WeightedCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  #bytes = 0;
  /** The last in order: when it is found again, nothing moves. */
  #newest: Entry<V> | undefined;

  constructor(readonly most: number) {}

  /** The bytes in use. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry !== this.#newest) {
      // A Map keeps the order in which its keys were set.
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#newest = entry;
    }
    return entry.value;
  }

  /** Does not keep an entry that is larger than `most` on its own. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    const entry = { value, bytes: bytes + 2 * key.length + BYTES_OF_ENTRY };
    if (entry.bytes > this.most) return;
    this.#entries.set(key, entry);
    this.#newest = entry;
    this.#bytes += entry.bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.most) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(key);
    if (entry === this.#newest) this.#newest = undefined;
  }

  clear(): void {
    this.#entries.clear();
    this.#newest = undefined;
    this.#bytes = 0;
  }
}
