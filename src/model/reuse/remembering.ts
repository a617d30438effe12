// What the same texts and numbers are made into again and again, made once for each.

/** The same function; what it made is handed out again, so nobody may change it. Once there are `most` of them, all are forgotten. */
export function remembering<K extends string | number, V extends object | string>(
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
