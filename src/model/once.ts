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

/** Texts that are longer are not kept: they may be as long as a file. */
const LONGEST = 500;

/** The same for questions about texts: of the thousands that are asked few are different. What is kept is bounded. */
export function onceForText<V>(answer: (text: string) => V, most = 10_000): (text: string) => V {
  return onceByText((text) => text, answer, { most });
}

/**
 * The same for values that a text tells apart, such as their JSON.
 *
 * @param options.most how many answers are kept @default 10,000
 * @param options.longest length of a text above which the answer is not kept @default 500
 */
export function onceByText<K, V>(
  textOf: (about: K) => string,
  answer: (about: K) => V,
  { most = 10_000, longest = LONGEST }: { readonly most?: number; readonly longest?: number } = {},
): (about: K) => V {
  const known = new Map<string, { readonly value: V }>();
  return (about) => {
    const text = textOf(about);
    if (text.length > longest) return answer(about);
    const before = known.get(text);
    if (before) return before.value;
    const value = answer(about);
    if (known.size >= most) known.clear();
    known.set(text, { value });
    return value;
  };
}
