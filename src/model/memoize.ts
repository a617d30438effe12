// Functions that remember their results: by key up to a number of results, or by object for as long as the object lives.

/**
 * The same function, which makes each result once. Results are handed out again, so nobody may change one. Once `most` are
 * remembered, all are forgotten.
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

/** The same function, which makes one result for each object. Only for objects that are never changed, only replaced. */
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
