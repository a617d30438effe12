// Functions that remember their results: by key up to a maximum number, or by object for as long as it lives.

/**
 * Returns the function with a cache by key. Results are shared, so nobody may change one. With `most` results, it
 * clears the cache.
 */
export function memoize<K extends string | number, V extends object | string>(
  make: (key: K) => V,
  most: number,
): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}

/** Returns the function with a cache by object. Only for objects that are never changed, only replaced. */
export function memoizeByObject<T extends object, R>(make: (object: T) => R): (object: T) => R {
  const known = new WeakMap<T, { readonly result: R }>();
  return (object) => {
    const found = known.get(object);
    if (found) return found.result;
    const result = make(object);
    known.set(object, { result });
    return result;
  };
}
