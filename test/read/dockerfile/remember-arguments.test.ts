import { DockerfileParser, Instruction } from 'dockerfile-ast';
import { describe, expect, test } from 'vitest';
import { rememberingArguments } from '../../../src/read/dockerfile/remember-arguments.js';

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

/** Whether the parser gives the same objects when it is asked again: it has not looked a second time. */
function remembers(): boolean {
  const [, copy] = DockerfileParser.parse(text).getInstructions();
  const [before, after] = [copy?.getArguments(), copy?.getArguments()];
  expect(before).toHaveLength(2);
  return before?.every((argument, index) => argument === after?.[index]) ?? false;
}

describe('arguments that are remembered', () => {
  test('are those that the parser finds, however often it is asked', () => {
    const [first] = said();
    expect(rememberingArguments(said)).toEqual([first, first]);
  });

  test('are looked for once', () => {
    expect(rememberingArguments(remembers)).toBe(true);
  });

  test('are so only meanwhile: the parser of others is as it was', () => {
    const before = Object.getOwnPropertyDescriptors(Instruction.prototype);
    rememberingArguments(said);
    expect(() => rememberingArguments(() => expect.fail('read'))).toThrow('read');
    expect(Object.getOwnPropertyDescriptors(Instruction.prototype)).toEqual(before);
    expect(remembers()).toBe(false);
  });
});
