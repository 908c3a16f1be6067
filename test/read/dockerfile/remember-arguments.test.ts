import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, test } from 'vitest';
import { rememberArguments } from '../../../src/read/dockerfile/remember-arguments.js';

const text = 'FROM a\nCOPY --from=b --chown=1 x y\nENV A=b C="d e"\nRUN --mount=type=cache,target=/c <<EOF\nls\nEOF\n';

/** What the parser says of each instruction, asked twice. */
function said() {
  const instructions = DockerfileParser.parse(text).getInstructions();
  const once = () =>
    instructions.map((instruction) => [
      instruction.getKeyword(),
      instruction.getArguments().map((argument) => [argument.getValue(), argument.getRange()]),
      instruction.getArgumentsRange(),
    ]);
  return [once(), once()];
}

describe('arguments that are remembered', () => {
  test('are those that the parser finds, however often it is asked', () => {
    const [first] = said();
    rememberArguments();
    rememberArguments();
    expect(said()).toEqual([first, first]);
  });

  test('are looked for once', () => {
    rememberArguments();
    const [, copy] = DockerfileParser.parse(text).getInstructions();
    const values = () => copy?.getArguments().map((argument) => argument);
    const [before, after] = [values(), values()];
    expect(before).toHaveLength(2);
    // The same objects: not found a second time.
    for (const [index, argument] of (before ?? []).entries()) expect(after?.[index]).toBe(argument);
  });
});
