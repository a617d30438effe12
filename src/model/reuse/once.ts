// What follows from an entry of the catalogue, worked out once for each.

/** The same function; entries are never changed, only replaced, so that what it answered of one holds. */
export function once<T extends object, R>(follows: (type: T) => R): (type: T) => R {
  const known = new WeakMap<T, { readonly result: R }>();
  return (type) => {
    const found = known.get(type);
    if (found) return found.result;
    const result = follows(type);
    known.set(type, { result });
    return result;
  };
}
