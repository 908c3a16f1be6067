import type { SyntaxNode, Tree } from '@lezer/common';
import { secondsOf } from './duration.js';
import type { Selector, Span, Subquery } from './expression.js';
import { PromqlProblem } from './problem.js';

/** `offset 5m`, `@ end()`: at which other time than now something is asked. */
interface Modifier extends Span {
  readonly moved: Pick<Selector, 'offset' | 'pinned'>;
}

/**
 * Modifiers of a query. The grammar takes `a / b offset 1h` for `(a / b) offset 1h`, where Prometheus has `a / (b offset 1h)`:
 * so they are taken out of the query, and put to what stands before them.
 */
export class Modifiers {
  private readonly left: Set<Modifier>;

  private constructor(
    private readonly all: readonly Modifier[],
    /** The query with spaces in place of them. */
    public readonly rest: string,
  ) {
    this.left = new Set(all);
  }

  /** @returns undefined if there are none */
  public static in(query: string, tree: Tree): Modifiers | undefined {
    const found: Modifier[] = [];
    tree.iterate({
      enter: ({ node }) => {
        const word = node.getChild(node.name === 'OffsetExpr' ? 'Offset' : 'At');
        if (word) found.push({ from: word.from, to: node.to, moved: movedBy(query, node) });
      },
    });
    if (found.length === 0) return undefined;
    const sorted = found.sort((a, b) => a.from - b.from);
    const rest = sorted.reduce(
      (text, { from, to }) => text.slice(0, from) + ' '.repeat(to - from) + text.slice(to),
      query,
    );
    return new Modifiers(sorted, rest);
  }

  /** What ends at a place, with the modifiers that stand behind it. */
  public applied<T extends Selector | Subquery>(one: T): T {
    const behind = this.all.filter(({ from }) => from >= one.to && this.rest.slice(one.to, from).trim() === '');
    return behind.reduce((found, modifier) => {
      this.left.delete(modifier);
      return { ...found, ...modifier.moved };
    }, one);
  }

  /** @throws PromqlProblem if there is one behind something else, which Prometheus refuses */
  public checkAll(): void {
    for (const { from } of this.left)
      throw new PromqlProblem('offset and @ belong behind a metric, its range or a subquery', from);
  }
}

function movedBy(query: string, node: SyntaxNode): Modifier['moved'] {
  const duration = node.getChild('OffsetDurationExpr');
  if (!duration) return node.getChild('NumberDurationLiteral') ? { pinned: true } : {};
  const text = query.slice(duration.from, duration.to).replace(/[()\s]/g, '');
  const seconds = secondsOf(text.replace(/^[+-]/, '')) ?? 0;
  return { offset: text.startsWith('-') ? -seconds : seconds };
}
