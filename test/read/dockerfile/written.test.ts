import { expect, test } from 'vitest';
import { buildMounts, hasCacheMount, isKeptOutOfLayer } from '../../../src/read/dockerfile/mounts.js';
import type { Instruction } from '../../../src/read/dockerfile/document.js';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { writtenBy, writtenUntil } from '../../../src/read/dockerfile/written.js';
import { SourceText } from '../../../src/read/text/source-text.js';

const instructions = (text: string) => parseDockerfile(new SourceText('Dockerfile', text)).instructions;
const last = (text: string) => instructions(text).at(-1) as Instruction;

test.each([
  ['RUN echo a b > /f', '/f', 'a b'],
  ['RUN echo "a" >> /f', '/f', 'a'],
  ['RUN printf "%s\\n" a b > /f', '/f', '%s\n\na\nb'],
  ['RUN echo a | tee /f', '/f', 'a'],
  ['RUN echo a | sudo tee -a /f > /dev/null', '/f', 'a'],
  ['RUN { echo a; } > /f', '/f', 'a'],
  ['RUN cat > /f <<EOF\na\nEOF', '/f', 'a\n'],
  ['RUN tee /f <<EOF\na\nEOF', '/f', 'a\n'],
  ['COPY <<EOF /f\na\nEOF', '/f', 'a'],
  ['ADD --chmod=600 <<EOF /f\na\nEOF', '/f', 'a'],
  ['RUN cat <<< "a" > /f', '/f', 'a'],
  ['RUN echo "a\\tb" > /f', '/f', 'a\tb'],
  ['RUN echo a', undefined, 'a'],
])('GIVEN %s WHEN asked what it writes THEN path and text', (text, path, written) => {
  expect(writtenBy(last(text)).map((one) => [one.path, one.text])).toEqual([[path, written]]);
});

test('GIVEN a here-document that its command writes WHEN asked THEN it is there once', () => {
  expect(writtenBy(last('RUN cat > /f <<EOF\na\nEOF')).map(({ path, text }) => [path, text])).toEqual([['/f', 'a\n']]);
  expect(writtenBy(last('RUN <<EOF cat > /f\na\nEOF')).map(({ text }) => text)).toEqual(['a\n']);
  expect(writtenBy(last('RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF'))).toEqual([]);
});

test('GIVEN a stage that continues another WHEN asked what was written THEN also what that one wrote', () => {
  const run = last('FROM a AS x\nRUN echo 1 > /a\nFROM b AS y\nRUN echo 2 > /b\nFROM x\nRUN echo 3 > /c\nRUN true');
  expect(writtenUntil(run).map(({ path }) => path)).toEqual(['/a', '/c']);
});

test('GIVEN mounts WHEN read THEN variables are filled in and slashes at the end are gone', () => {
  const run = last(
    'ENV C=/cache\nRUN --mount=type=cache,id=x,dst=$C/ --mount=target=/src --mount=type=tmpfs,target=/t true',
  );
  expect(buildMounts(run)).toEqual([
    { type: 'cache', target: '/cache' },
    { type: 'bind', target: '/src' },
    { type: 'tmpfs', target: '/t' },
  ]);
  expect([isKeptOutOfLayer(run, '/cache/deep'), isKeptOutOfLayer(run, '/cacheable')]).toEqual([true, false]);
  expect([isKeptOutOfLayer(run, '/src'), hasCacheMount(run, 'ach'), hasCacheMount(run, 'src')]).toEqual([
    false,
    true,
    false,
  ]);
});
