import { closest } from '../../model/closest.js';
import { COMPARISONS, type PromExpression, SET_OPERATORS } from './expression.js';
import { AGGREGATIONS, FUNCTIONS, type PromType, type Signature } from './functions.js';
import { PromqlProblem } from './problem.js';

const WORDS: Readonly<Record<PromType, string>> = {
  scalar: 'a number',
  vector: 'an instant vector',
  matrix: 'a range vector, like [5m]',
  string: 'a string',
};

/**
 * What an expression yields.
 *
 * @throws PromqlProblem if a function, an aggregation or an operator is given what it does not take
 */
export function checkTypes(expression: PromExpression): PromType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
      return expression.range === undefined ? 'vector' : 'matrix';
    case 'subquery':
      expect(expression.expression, 'vector', 'a subquery');
      return 'matrix';
    case 'negation':
      return number(expression.expression, 'the minus sign');
    case 'call':
      return call(expression);
    case 'aggregation':
      return aggregation(expression);
    case 'binary':
      return binary(expression);
  }
}

function call({ function: name, args, from }: Extract<PromExpression, { kind: 'call' }>): PromType {
  const signature = FUNCTIONS.get(name);
  if (!signature) {
    const meant = closest(name, FUNCTIONS.keys());
    throw new PromqlProblem(
      `there is no function ${name}${meant === undefined ? '' : `; did you mean ${meant}`}`,
      from,
    );
  }
  const least = signature.args.length - (signature.optional ?? 0);
  if (args.length < least || (args.length > signature.args.length && !signature.repeated))
    throw new PromqlProblem(`${name} takes ${count(signature)}, and has ${args.length}`, from);
  args.forEach((arg, index) => {
    expect(arg, signature.args[index] ?? signature.args.at(-1) ?? 'vector', name);
  });
  return signature.returns;
}

/** Of a name that no function has, or one that only a feature flag brings. */
export function unknownFunction(name: string, at: number): PromqlProblem {
  const meant = closest(name, FUNCTIONS.keys());
  return new PromqlProblem(`there is no function ${name}${meant === undefined ? '' : `; did you mean ${meant}`}`, at);
}

function count({ args, optional = 0, repeated = false }: Signature): string {
  const most = repeated ? ' or more' : optional > 0 ? ` to ${args.length}` : '';
  const least = args.length - optional;
  return `${least}${most} ${least === 1 && most === '' ? 'argument' : 'arguments'}`;
}

function aggregation({ op, args, from }: Extract<PromExpression, { kind: 'aggregation' }>): PromType {
  const before = AGGREGATIONS.get(op);
  if (!before) throw new PromqlProblem(`there is no aggregation ${op}`, from);
  if (args.length !== before.length + 1)
    throw new PromqlProblem(`${op} takes ${before.length + 1} in its parentheses, and has ${args.length}`, from);
  args.forEach((arg, index) => {
    expect(arg, before[index] ?? 'vector', op);
  });
  return 'vector';
}

function binary({ op, left, right, bool, matching, from }: Extract<PromExpression, { kind: 'binary' }>): PromType {
  const sides = [number(left, op), number(right, op)];
  const isComparison = (COMPARISONS as readonly string[]).includes(op);
  if (bool && !isComparison) throw new PromqlProblem(`bool belongs to comparisons, and ${op} is none`, from);
  if ((SET_OPERATORS as readonly string[]).includes(op) && sides.includes('scalar'))
    throw new PromqlProblem(`${op} stands between two instant vectors`, from);
  if (sides.every((side) => side === 'scalar')) {
    if (isComparison && !bool) throw new PromqlProblem(`${op} of two numbers needs bool`, from);
    return 'scalar';
  }
  if (matching?.group && (SET_OPERATORS as readonly string[]).includes(op))
    throw new PromqlProblem(`${op} takes no group_${matching.group.side}`, from);
  if (matching && sides.includes('scalar'))
    throw new PromqlProblem(`${matching.by} stands between two instant vectors`, from);
  return 'vector';
}

function number(expression: PromExpression, who: string): PromType {
  const type = checkTypes(expression);
  if (type === 'scalar' || type === 'vector') return type;
  throw new PromqlProblem(`${who} takes a number or an instant vector, and has ${WORDS[type]}`, expression.from);
}

function expect(expression: PromExpression, type: PromType, who: string): void {
  const found = checkTypes(expression);
  if (found !== type) throw new PromqlProblem(`${who} takes ${WORDS[type]}, and has ${WORDS[found]}`, expression.from);
}
