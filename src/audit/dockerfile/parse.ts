import { DockerfileParser, type Instruction as AstInstruction, type Dockerfile as Ast } from 'dockerfile-ast';
import type { SourceText } from '../document/source-text.js';
import type { Comment, Dockerfile } from './document.js';
import { readInstruction, type Reading } from './instruction.js';
import { StageReader } from './stages.js';

/** Reads a Dockerfile, or a piece of one. What the builder would refuse is read as far as it goes. */
export function parseDockerfile(source: SourceText): Dockerfile {
  const ast: Ast = DockerfileParser.parse(source.text);
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
  const comments = ast.getComments().map((comment): Comment => {
    const line = comment.getRange().start.line + 1;
    return { file: source.path, line, endLine: line, text: comment.getContent() };
  });
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
