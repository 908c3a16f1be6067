import { createRequire } from 'node:module';
import type { SyntaxNode } from '@lezer/common';
import type { LRParser } from '@lezer/lr';
import { onceForText } from '../../model/once.js';
import {
  type BinaryOperator,
  type LabelMatcher,
  type Matching,
  OPERATORS,
  type PromExpression,
  type Selector,
  type Subquery,
} from './expression.js';
import { Modifiers } from './modifiers.js';
import { PromqlProblem } from './problem.js';
import { numberOf, secondsOf } from './duration.js';
import { stringOf } from './string.js';
import { regexOf } from './regex.js';
import { checkTypes, unknownFunction } from './types.js';

/** Queries of one kind differ in the name of the subject, but panels and rules read the same ones. */
const remembered = onceForText(read, 5_000);

/**
 * Reads a query as Prometheus 3 would, its types included: `rate(up)` is no query.
 *
 * @throws PromqlProblem that says what is wrong, and where
 */
export function parsePromql(query: string): PromExpression {
  const found = remembered(query);
  if (found instanceof PromqlProblem) throw found;
  return found;
}

/** Where a comment stands in a query, if there is one. */
export function commentIn(query: string): number | undefined {
  let found: number | undefined;
  parser()
    .parse(query)
    .iterate({
      enter: ({ name, from }) => {
        if (name === 'LineComment') found ??= from;
      },
    });
  return found;
}

let grammar: LRParser | undefined;

/** Loaded when the first query is read: most platforms that are synthesized have none. */
function parser(): LRParser {
  grammar ??= (createRequire(import.meta.url)('@prometheus-io/lezer-promql') as { parser: LRParser }).parser;
  return grammar;
}

function read(query: string): PromExpression | PromqlProblem {
  try {
    const tree = parser().parse(query);
    const wrong = firstError(tree.topNode);
    if (wrong) throw syntaxProblem(query, wrong);
    const modifiers = Modifiers.in(query, tree);
    const text = modifiers?.rest ?? query;
    const only = (modifiers ? parser().parse(text) : tree).topNode.firstChild;
    if (!only) throw new PromqlProblem('it is empty', 0);
    const expression = new Reader(text, modifiers).expression(only);
    modifiers?.checkAll();
    checkTypes(expression);
    return expression;
  } catch (error) {
    if (error instanceof PromqlProblem) return error;
    throw error;
  }
}

/** Errors that the parser stepped over are marked in its tree. */
function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type.isError) return node;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const found = firstError(child);
    if (found) return found;
  }
  return undefined;
}

function syntaxProblem(query: string, { from }: SyntaxNode): PromqlProblem {
  if (query.trim() === '') return new PromqlProblem('it is empty', 0);
  const rest = query.slice(from).trim();
  const word = /(\w+)\s*$/.exec(query.slice(0, from));
  // The grammar knows the names of all functions.
  if (rest.startsWith('(') && word?.[1]) return unknownFunction(word[1], word.index);
  return new PromqlProblem(
    rest === '' ? 'it ends too early' : `${JSON.stringify(firstWord(rest))} is not expected`,
    from,
  );
}

function firstWord(text: string): string {
  return /^(?:[\w:]+|.)/su.exec(text)?.[0] ?? text;
}

class Reader {
  public constructor(
    private readonly query: string,
    private readonly modifiers: Modifiers | undefined,
  ) {}

  public expression(node: SyntaxNode): PromExpression {
    const span = { from: node.from, to: node.to };
    switch (node.name) {
      case 'NumberDurationLiteral':
        return { kind: 'number', value: numberOf(this.text(node)), ...span };
      case 'StringLiteral':
        return { kind: 'string', value: stringOf(this.text(node), node.from), ...span };
      case 'VectorSelector':
        return this.moved({ ...this.selector(node), ...span });
      case 'MatrixSelector':
        return this.moved({ ...this.selector(this.first(node)), range: this.duration(node), ...span });
      case 'SubqueryExpr':
        return this.moved({ ...this.subquery(node), ...span });
      case 'FunctionCall':
        return { kind: 'call', function: this.text(this.first(node)), args: this.args(node), ...span };
      case 'AggregateExpr':
        return { ...this.aggregation(node), ...span };
      case 'BinaryExpr':
        return { ...this.binary(node), ...span };
      case 'UnaryExpr': {
        const expression = this.expression(this.last(node));
        return this.text(this.first(node)) === '-' ? { kind: 'negation', expression, ...span } : expression;
      }
      case 'ParenExpr':
        return this.expression(this.first(node));
      default:
        throw new PromqlProblem(`${JSON.stringify(this.text(node))} is not understood here`, node.from);
    }
  }

  private moved<T extends Selector | Subquery>(one: T): T {
    return this.modifiers?.applied(one) ?? one;
  }

  private subquery(node: SyntaxNode): Subquery {
    const [, step] = node.getChildren('DurationExpr');
    const seconds = step && secondsOf(this.text(step));
    return {
      kind: 'subquery',
      expression: this.expression(this.first(node)),
      range: this.duration(node),
      ...(seconds !== undefined && { step: seconds }),
      from: node.from,
      to: node.to,
    };
  }

  private selector(node: SyntaxNode): Selector {
    if (node.name !== 'VectorSelector')
      throw new PromqlProblem('a range like [5m] belongs behind the name of a metric; for others write [5m:]', node.to);
    const name = node.getChild('Identifier');
    const matchers: LabelMatcher[] = [];
    let metric = name ? this.text(name) : undefined;
    for (const one of children(node.getChild('LabelMatchers'))) {
      if (one.name === 'QuotedLabelName') metric = stringOf(this.text(one), one.from);
      else matchers.push(this.matcher(one));
    }
    const named = matchers.find((matcher) => matcher.name === '__name__' && matcher.op === '=');
    if (metric !== undefined && named) throw new PromqlProblem('it has two names', node.from);
    metric ??= named?.value;
    if (metric === undefined && !matchers.some(isExact))
      throw new PromqlProblem('it would select every series: name a metric, or a label that is not empty', node.from);
    return {
      kind: 'selector',
      ...(metric !== undefined && { metric }),
      matchers: matchers.filter((matcher) => matcher !== named),
      from: node.from,
      to: node.to,
    };
  }

  private matcher(node: SyntaxNode): LabelMatcher {
    const [name, op, value] = children(node).map((child) => this.text(child));
    if (name === undefined || op === undefined || value === undefined)
      throw new PromqlProblem(`${JSON.stringify(this.text(node))} is no comparison of a label`, node.from);
    const matcher = {
      name: /^["'`]/.test(name) ? stringOf(name, node.from) : name,
      op: op as LabelMatcher['op'],
      value: stringOf(value, node.from),
    };
    const regex = matcher.op.endsWith('~') ? regexOf(matcher.value) : undefined;
    if (typeof regex === 'string') throw new PromqlProblem(`${JSON.stringify(matcher.value)}: ${regex}`, node.from);
    return matcher;
  }

  private aggregation(node: SyntaxNode): PromExpression {
    const modifier = node.getChild('AggregateModifier');
    const words = modifier && children(modifier);
    const grouping = words?.[0] && {
      by: this.text(words[0]).toLowerCase() as 'by' | 'without',
      labels: this.labels(words[1]),
    };
    return {
      kind: 'aggregation',
      op: this.text(this.first(node)).toLowerCase(),
      ...(grouping && { grouping }),
      args: this.args(node),
      from: node.from,
      to: node.to,
    };
  }

  private binary(node: SyntaxNode): PromExpression {
    const [left, ...rest] = children(node);
    const right = rest.at(-1);
    const operator = rest.map((child) => this.text(child).toLowerCase()).find(isOperator);
    if (!left || !right || !operator) throw new PromqlProblem('a side of the operator is missing', node.from);
    const clause = node.getChild('MatchingModifierClause');
    return {
      kind: 'binary',
      op: operator,
      left: this.expression(left),
      right: this.expression(right),
      bool: node.getChild('BoolModifier') !== null,
      ...(clause && { matching: this.matching(clause) }),
      from: node.from,
      to: node.to,
    };
  }

  private matching(clause: SyntaxNode): Matching {
    const [by, labels, side, include] = children(clause);
    return {
      by: by && this.text(by).toLowerCase() === 'ignoring' ? 'ignoring' : 'on',
      labels: this.labels(labels),
      ...(side && {
        group: {
          side: side.name === 'GroupLeft' ? ('left' as const) : ('right' as const),
          include: this.labels(include),
        },
      }),
    };
  }

  private labels(node: SyntaxNode | undefined): string[] {
    return children(node ?? null).map((child) => {
      const text = this.text(child);
      return /^["'`]/.test(text) ? stringOf(text, child.from) : text;
    });
  }

  private args(node: SyntaxNode): PromExpression[] {
    return children(node.getChild('FunctionCallBody')).map((child) => this.expression(child));
  }

  private duration(node: SyntaxNode): number {
    const found = node.getChild('DurationExpr');
    const text = found ? this.text(found) : '';
    const seconds = secondsOf(text);
    if (seconds === undefined || seconds <= 0)
      throw new PromqlProblem(`${JSON.stringify(text)} is no duration`, node.from);
    return seconds;
  }

  private first(node: SyntaxNode): SyntaxNode {
    return node.firstChild ?? node;
  }

  private last(node: SyntaxNode): SyntaxNode {
    return node.lastChild ?? node;
  }

  private text(node: SyntaxNode): string {
    return this.query.slice(node.from, node.to);
  }
}

/** Comments between them are left out. */
function children(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling)
    if (child.name !== 'LineComment') found.push(child);
  return found;
}

function isOperator(text: string): text is BinaryOperator {
  return (OPERATORS as readonly string[]).includes(text);
}

/** Whether it leaves out series without the label. */
function isExact({ op, value }: LabelMatcher): boolean {
  if (op === '=') return value !== '';
  if (op === '!=') return value === '';
  const regex = regexOf(value);
  const matches = typeof regex !== 'string' && regex.test('');
  return op === '=~' ? !matches : matches;
}
