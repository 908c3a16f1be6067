/** A function that works its answer out once for each object: for what many rules ask of the same document. */
export function once<K extends object, V>(answer: (about: K) => V): (about: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (about) => {
    const before = known.get(about);
    if (before) return before.value;
    const value = answer(about);
    known.set(about, { value });
    return value;
  };
}
