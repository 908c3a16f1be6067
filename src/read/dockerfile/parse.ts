import { DockerfileParser, type Instruction as AstInstruction, type Dockerfile as Ast } from 'dockerfile-ast';
import type { SourceText } from '../text/source-text.js';
import type { Comment, Dockerfile } from './document.js';
import { readInstruction } from './instruction.js';
import type { Reading } from './reading.js';
import { rememberArguments } from './remember-arguments.js';
import { StageReader } from './stages.js';

/** Reads a Dockerfile, or a piece of one. What the builder would refuse is read as far as it goes. */
export function parseDockerfile(source: SourceText): Dockerfile {
  rememberArguments();
  // The library ends a line at a carriage return; for the builder it is a blank.
  const ast: Ast = DockerfileParser.parse(source.text.replaceAll('\r', ' '));
  const escape = ast.getEscapeCharacter();
  const all: readonly AstInstruction[] = ast.getInstructions();
  const complete = all.some((instruction) => instruction.getKeyword() === 'FROM');
  const stages = new StageReader(source.path, complete);
  const reading: Reading = { source, escape, file: source.path };
  for (const instruction of all) {
    for (const read of readInstruction(instruction, reading, stages.surroundings(instruction.getKeyword()))) {
      stages.add(read);
    }
  }
  const comment = (range: { start: { line: number } }, text: string): Comment => {
    const line = range.start.line + 1;
    return { file: source.path, line, endLine: line, text };
  };
  // The parser takes any `# some words = value` above the first instruction for a directive; the builder only these.
  const remarks = ast.getDirectives().filter((directive) => !/^(?:syntax|escape|check)$/i.test(directive.getName()));
  const comments = [
    ...remarks.map((remark) => {
      const range = remark.getRange();
      return comment(range, source.line(range.start.line + 1).replace(/^\s*#\s*/, ''));
    }),
    ...ast.getComments().map((each) => comment(each.getRange(), each.getContent())),
  ].sort((a, b) => a.line - b.line);
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
