interface Link<T, R> {
  readonly item: T;
  readonly rows: R[];
  /** Where it stands: higher than that of what stands before. */
  at: number;
  before: Link<T, R> | undefined;
  after: Link<T, R> | undefined;
}

/** An item of a list, with a key that equal items have in common, and what shall be kept of it beside the item. */
export interface Step<T, R> {
  readonly key: string;
  readonly item: T;
  readonly row: R;
}

/**
 * One list of which many are parts: each that is added keeps its order in it, and what it has in common with those
 * before is there once, as far as the order allows. What is new stands behind what precedes it in its own list, so that
 * another list moves nothing.
 */
export class Sequence<T, R> {
  #first: Link<T, R> | undefined;
  #last: Link<T, R> | undefined;
  readonly #byKey = new Map<string, Link<T, R>[]>();

  public add(list: readonly Step<T, R>[]): void {
    let last: Link<T, R> | undefined;
    list.forEach(({ key, item, row }, index) => {
      const found = this.find(key, last);
      last = found ?? this.insert(key, item, last ?? this.beforeNext(list, index));
      last.rows.push(row);
    });
  }

  public items(): { readonly item: T; readonly rows: readonly R[] }[] {
    const items = [];
    for (let link = this.#first; link; link = link.after) items.push({ item: link.item, rows: link.rows });
    return items;
  }

  /** The first of that key that is not before `from`. */
  private find(key: string, from: Link<T, R> | undefined): Link<T, R> | undefined {
    return this.#byKey.get(key)?.find(({ at }) => !from || at >= from.at);
  }

  /** What the first of the list that is there already stands behind; the end if none is. */
  private beforeNext(list: readonly Step<T, R>[], from: number): Link<T, R> | undefined {
    for (let index = from + 1; index < list.length; index++) {
      const next = this.find(list[index]?.key ?? '', undefined);
      if (next) return next.before;
    }
    return this.#last;
  }

  private insert(key: string, item: T, before: Link<T, R> | undefined): Link<T, R> {
    const after = before ? before.after : this.#first;
    const link: Link<T, R> = { item, rows: [], at: between(before?.at, after?.at), before, after };
    if (before) before.after = link;
    else this.#first = link;
    if (after) after.before = link;
    else this.#last = link;
    const same = this.#byKey.get(key);
    if (same) same.push(link);
    else this.#byKey.set(key, [link]);
    if (link.at === before?.at || link.at === after?.at) this.renumber();
    same?.sort((a, b) => a.at - b.at);
    return link;
  }

  private renumber(): void {
    let at = 0;
    for (let link = this.#first; link; link = link.after) link.at = at++;
  }
}

function between(before: number | undefined, after: number | undefined): number {
  if (before === undefined) return after === undefined ? 0 : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
