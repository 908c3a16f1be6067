/** Where a part of a query stands: offsets of its first character and of the one after its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface LabelMatcher {
  readonly name: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** How the series of two vectors find each other. */
export interface Matching {
  /** `on` names the labels that count, `ignoring` those that don't. */
  readonly by: 'on' | 'ignoring';
  readonly labels: readonly string[];
  /** The side with more series, and labels that are taken over from the other one. */
  readonly group?: { readonly side: 'left' | 'right'; readonly include: readonly string[] };
}

export interface NumberExpression extends Span {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringExpression extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** Series by name and labels; with a range, their samples of that time. */
export interface Selector extends Span {
  readonly kind: 'selector';
  /** Undefined where only a matcher says it, or none. */
  readonly metric?: string;
  readonly matchers: readonly LabelMatcher[];
  /** Seconds. */
  readonly range?: number;
  /** So many seconds ago. @default 0 */
  readonly offset?: number;
  /** Whether it is of one time, whenever it is asked: `@ 1609746000`. @default false */
  readonly pinned?: boolean;
}

export interface Subquery extends Span {
  readonly kind: 'subquery';
  readonly expression: PromExpression;
  /** Seconds. */
  readonly range: number;
  /** Seconds between two of its values. @default that of the rules' evaluation */
  readonly step?: number;
  /** So many seconds ago. @default 0 */
  readonly offset?: number;
  readonly pinned?: boolean;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly function: string;
  readonly args: readonly PromExpression[];
}

export interface Aggregation extends Span {
  readonly kind: 'aggregation';
  /** `sum`, `max`, `topk` … */
  readonly op: string;
  readonly grouping?: { readonly by: 'by' | 'without'; readonly labels: readonly string[] };
  /** Of `topk` and the like the number comes first. */
  readonly args: readonly PromExpression[];
}

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: PromExpression;
  readonly right: PromExpression;
  /** Whether a comparison gives 0 or 1 instead of leaving series out. */
  readonly bool: boolean;
  readonly matching?: Matching;
}

export interface Negation extends Span {
  readonly kind: 'negation';
  readonly expression: PromExpression;
}

export const COMPARISONS = ['==', '!=', '>', '<', '>=', '<='] as const;
export const SET_OPERATORS = ['and', 'or', 'unless'] as const;
const ARITHMETIC = ['+', '-', '*', '/', '%', '^', 'atan2'] as const;
export const OPERATORS = [...COMPARISONS, ...SET_OPERATORS, ...ARITHMETIC];
export type BinaryOperator = (typeof OPERATORS)[number];

/** A PromQL query, as far as rules, panels and their tests have to know it. */
export type PromExpression =
  NumberExpression | StringExpression | Selector | Subquery | Call | Aggregation | Binary | Negation;

/** The parts directly below. */
export function partsOf(expression: PromExpression): readonly PromExpression[] {
  switch (expression.kind) {
    case 'number':
    case 'string':
    case 'selector':
      return [];
    case 'subquery':
    case 'negation':
      return [expression.expression];
    case 'call':
    case 'aggregation':
      return expression.args;
    case 'binary':
      return [expression.left, expression.right];
  }
}

/** Every selector in it, from left to right. */
export function selectorsOf(expression: PromExpression): readonly Selector[] {
  return expression.kind === 'selector' ? [expression] : partsOf(expression).flatMap(selectorsOf);
}
