import { DockerfileParser } from 'dockerfile-ast';
import type { SourceText } from '../text/source-text.js';
import type { Comment, Dockerfile } from './document.js';
import { readInstruction } from './instruction.js';
import { readPlain } from './plain.js';
import type { Reading } from './reading.js';
import { rememberingArguments } from './remember-arguments.js';
import { splitDockerfile, type Ast, type SplitDockerfile } from './split.js';
import { StageReader } from './stages.js';

/**
 * Reads a Dockerfile, or a piece of one. What the builder would refuse is read as far as it goes.
 *
 * @param split whether files of plain form are split by their lines; for the test that holds it against the library
 */
export function parseDockerfile(source: SourceText, split = true): Dockerfile {
  return rememberingArguments(() => parse(source, split));
}

function parse(source: SourceText, split: boolean): Dockerfile {
  const plain = split ? splitDockerfile(source.text) : undefined;
  const { escape, asts, comments: remarks } = plain ? { ...plain, escape: '\\', asts: [] } : readByLibrary(source);
  const keywords = plain ? plain.instructions.map(({ ast }) => ast.getKeyword()) : asts.map((ast) => ast.getKeyword());
  const complete = keywords.includes('FROM');
  const stages = new StageReader(source.path, complete);
  const reading: Reading = { source, escape, file: source.path };
  for (const each of plain?.instructions ?? []) {
    for (const read of readPlain(each, reading, stages.surroundings(each.ast.getKeyword()))) stages.add(read);
  }
  for (const ast of asts) {
    for (const read of readInstruction(ast, reading, stages.surroundings(ast.getKeyword()))) stages.add(read);
  }
  const comments = remarks.map(({ line, text }): Comment => ({
    file: source.path,
    line: line + 1,
    endLine: line + 1,
    text,
  }));
  return {
    kind: 'dockerfile',
    file: source.path,
    line: 1,
    endLine: source.lineCount,
    source,
    escape,
    complete,
    comments,
    ...stages.finish(),
  };
}

interface ByLibrary extends Pick<SplitDockerfile, 'comments'> {
  readonly escape: string;
  readonly asts: readonly Ast[];
}

function readByLibrary(source: SourceText): ByLibrary {
  // The library ends a line at a carriage return; for the builder it is a blank.
  const ast = DockerfileParser.parse(source.text.replaceAll('\r', ' '));
  // The parser takes any `# some words = value` above the first instruction for a directive; the builder only these.
  const remarks = ast.getDirectives().filter((directive) => !/^(?:syntax|escape|check)$/i.test(directive.getName()));
  const comments = [
    ...remarks.map((remark) => {
      const { line } = remark.getRange().start;
      return { line, text: source.line(line + 1).replace(/^\s*#\s*/, '') };
    }),
    ...ast.getComments().map((each) => ({ line: each.getRange().start.line, text: each.getContent() })),
  ].sort((a, b) => a.line - b.line);
  return {
    escape: ast.getEscapeCharacter(),
    // The parser's classes share no type for what some of them have.
    asts: ast.getInstructions() as unknown as Ast[],
    comments,
  };
}
