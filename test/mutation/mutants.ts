import { Node, Project, type SourceFile, SyntaxKind as K } from 'ts-morph';

/** What was done to the source; the report counts by it. */
export const KINDS = ['operator', 'condition', 'boolean', 'string', 'return', 'statement'] as const;
export type Kind = (typeof KINDS)[number];

/** One small change of one source file. */
export interface Mutant {
  readonly kind: Kind;
  readonly file: string;
  readonly line: number;
  /** Where the text that is replaced begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
}

/** A table of more strings than this is data, and not looked at string by string. */
const TABLE = 12;

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['&&', '||'],
  ['||', '&&'],
  ['??', '&&'],
]);

/** Every mutant of a source, in order of its text. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const source = project.createSourceFile('source.ts', text);
  const mutants: Mutant[] = [];
  source.forEachDescendant((node, traversal) => {
    // What a skip returned would end the walk.
    if (isSilent(node)) {
      traversal.skip();
      return;
    }
    for (const [kind, at, replacement] of changes(node)) {
      const [start, end] = [at.getStart(), at.getEnd()];
      const original = text.slice(start, end);
      if (original !== replacement)
        mutants.push({ kind, file, line: lineOf(source, start), start, end, original, replacement });
    }
  });
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function apply(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Types, and what names other modules, do nothing at run time. */
function isSilent(node: Node): boolean {
  return (
    (Node.isTypeNode(node) && !Node.isExpressionWithTypeArguments(node)) ||
    Node.isImportDeclaration(node) ||
    Node.isExportDeclaration(node) ||
    Node.isInterfaceDeclaration(node) ||
    Node.isTypeAliasDeclaration(node)
  );
}

type Change = readonly [kind: Kind, at: Node, replacement: string];

function changes(whole: Node): Change[] {
  const node: Node = whole;
  if (Node.isBinaryExpression(node)) return operator(node.getOperatorToken());
  if (Node.isPrefixUnaryExpression(node) && node.getOperatorToken() === K.ExclamationToken)
    return [['operator', node, node.getOperand().getText()]];
  if (Node.isIfStatement(node)) return condition(node.getExpression(), ['true', 'false']);
  if (Node.isConditionalExpression(node)) return condition(node.getCondition(), ['true', 'false']);
  // One that is always true would not end.
  if (Node.isWhileStatement(node)) return condition(node.getExpression(), ['false']);
  if (Node.isTrueLiteral(node)) return [['boolean', node, 'false']];
  if (Node.isFalseLiteral(node)) return [['boolean', node, 'true']];
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node) || Node.isTemplateExpression(node))
    return string(whole);
  if (Node.isReturnStatement(node)) return returned(node.getExpression());
  if (Node.isArrowFunction(node) && !Node.isBlock(node.getBody())) return returned(node.getBody());
  if (Node.isExpressionStatement(node) || Node.isThrowStatement(node) || Node.isContinueStatement(node))
    return isSuper(whole) ? [] : [['statement', whole, ';']];
  return [];
}

function operator(token: Node): Change[] {
  const replacement = OPERATORS.get(token.getText());
  return replacement === undefined ? [] : [['operator', token, replacement]];
}

function condition(node: Node, values: readonly string[]): Change[] {
  return values.map((value) => ['condition', node, value]);
}

function string(node: Node): Change[] {
  const parent = node.getParent();
  // Names of properties: what reads them would not compile.
  if (Node.isPropertyAssignment(parent) && parent.getNameNode().getStart() === node.getStart()) return [];
  if (Node.isArrayLiteralExpression(parent) && parent.getElements().length > TABLE) return [];
  if (node.getText().length === 2) return [['string', node, "'mutant'"]];
  return [['string', node, "''"]];
}

function returned(node: Node | undefined): Change[] {
  const value = node?.isKind(K.ParenthesizedExpression) ? node.getExpression() : node;
  if (!node || !value) return [];
  // Changed as such already.
  if (
    Node.isTrueLiteral(value) ||
    Node.isFalseLiteral(value) ||
    /^(?:undefined|\[\]|\{\}|''|"")$/.test(value.getText())
  )
    return [];
  if (Node.isStringLiteral(value) || Node.isTemplateExpression(value) || Node.isNoSubstitutionTemplateLiteral(value))
    return [];
  if (Node.isArrayLiteralExpression(value)) return [['return', node, '[]']];
  if (Node.isObjectLiteralExpression(value)) return [['return', node, '({})']];
  return [['return', node, 'undefined']];
}

const isSuper = (node: Node) => /^super[(.]/.test(node.getText());

function lineOf(source: SourceFile, position: number): number {
  return source.getLineAndColumnAtPos(position).line;
}
