// What is kept so that it need not be made again, up to so many bytes.

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
}

/** Beside its value an entry has a key and its place. */
const BYTES_OF_ENTRY = 200;

/** Once there are more bytes than `most`, what was not asked for the longest goes. */
export class WeightedCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  #bytes = 0;

  constructor(readonly most: number) {}

  /** How much there is of it. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // A Map is in the order in which its keys were set.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** What alone is more than `most` is not kept. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    const entry = { value, bytes: bytes + 2 * key.length + BYTES_OF_ENTRY };
    if (entry.bytes > this.most) return;
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.most) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}
