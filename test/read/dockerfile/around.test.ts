import { expect, test } from 'vitest';
import { following, isOfImage, preceding } from '../../../src/read/dockerfile/document.js';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { sourcesOf } from '../../../src/read/dockerfile/stages.js';
import { SourceText } from '../../../src/read/text/source-text.js';

const read = (text: string) => parseDockerfile(new SourceText('Dockerfile', text));

const DOCKERFILE = read(
  'ARG A\nFROM a AS base\nENV B=1\nFROM c AS aside\nRUN 1\nFROM base\nRUN 2\nONBUILD RUN 3\nRUN 4\n',
);
const keywords = (instructions: readonly { readonly text: string }[]) => instructions.map(({ text }) => text);

test('GIVEN a stage that continues another WHEN asked what precedes THEN both are known, and no other stage', () => {
  expect(keywords(preceding(DOCKERFILE.instructions.at(-1) as never))).toEqual(['B=1', '2', 'RUN 3', '3']);
  expect(keywords(following(DOCKERFILE.final?.instructions[0] as never))).toEqual(['RUN 3', '3', '4']);
});

test('GIVEN flags WHEN asked where an instruction takes files from THEN those of copies and mounts alone', () => {
  const [, copy, run] = parseDockerfile(
    new SourceText(
      'Dockerfile',
      'FROM a\nCOPY --link=from=no --chown=from=no --from=x /a /b\nRUN --network=from=no --mount=type=bind,from=y,target=/y --mount=type=cache,target=/z true\n',
    ),
  ).instructions;
  expect([copy, run].map((one) => one && sourcesOf(one))).toEqual([['x'], ['y']]);
});

test('GIVEN a FROM WHEN asked THEN what it continues precedes it', () => {
  const from = DOCKERFILE.instructions.findLast(({ keyword }) => keyword === 'FROM');
  expect(keywords(preceding(from as never))).toEqual(['B=1']);
  expect(keywords(following(from as never))).toEqual(['2', 'RUN 3', '3', '4']);
});

test('GIVEN stages WHEN asked which are in the image THEN the last, and what it continues', () => {
  expect(DOCKERFILE.stages.map((stage) => isOfImage(stage, DOCKERFILE))).toEqual([true, false, true]);
});

test('GIVEN thousands of instructions WHEN asked what precedes THEN the nearest are given', () => {
  const last = read(`FROM a\n${'RUN 1\n'.repeat(2000)}RUN 2\nRUN 3`).instructions.at(-1);
  const before = preceding(last as never);
  expect(before.length).toBe(200);
  expect(before.at(-1)?.text).toBe('2');
});
