import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Instruction } from '../../../src/model/dockerfile.js';
import type { Dockerfile } from '../../../src/read/dockerfile/document.js';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { splitDockerfile } from '../../../src/read/dockerfile/split.js';
import { SourceText } from '../../../src/read/text/source-text.js';
import { renderDockerfile } from '../../../src/synth/render/dockerfile.js';
import { hostileLine } from '../../synth/support/hostile.js';

/** All that a rule can see, without circles. */
function seen({ instructions, stages, final, source: _, ...rest }: Dockerfile): unknown {
  return {
    ...rest,
    final: final?.index,
    instructions: instructions.map(({ stage, variables: _, script, ...instruction }) => ({
      ...instruction,
      stage: stage?.index,
      script: script?.commands.map(({ pipeline, ...command }) => ({ ...command, pipeline: pipeline.length })),
      pipes: script?.pipes.map(({ commands, ...pipe }) => ({ ...pipe, commands: commands.length })),
    })),
    stages: stages.map(({ instructions, from, parent, ...stage }) => ({
      ...stage,
      from: from?.line,
      parent: parent?.index,
      instructions: instructions.map(({ index }) => index),
    })),
  };
}

function expectSame(text: string): void {
  const source = new SourceText('Dockerfile', text);
  expect(JSON.stringify(seen(parseDockerfile(source)))).toBe(JSON.stringify(seen(parseDockerfile(source, false))));
}

/** Lines of the form that is split, some of which go on in the next. */
const plain = fc.constantFrom(
  ...[
    'FROM a',
    'FROM --platform=linux/amd64 a:1 AS b',
    'RUN x \\',
    '    y',
    '  && z \\',
    '# why',
    '',
    'ARG A',
    'FROM $A',
  ],
  ...['COPY --from=b --chown=1 c d', 'COPY ["a b", "c"]', 'ENV A="x y" B=c', 'ENV A b c', 'LABEL a="b" \\', '  c="d"'],
  ...['HEALTHCHECK --interval=1s CMD x', 'CMD ["a"]', "RUN echo 'a", 'ARG A=b', 'ARG A B="c d"', 'EXPOSE 80/tcp 81'],
  ...["RUN a 'b \\", 'USER "x"', 'RUN --mount=type=secret,id=a b', 'RUN --mount=type=cache,target=/a \\', 'VOLUME /a'],
  ...['SHELL ["/bin/bash", "-c"]', 'WORKDIR /a b', 'STOPSIGNAL SIGINT', 'ENV A=$A/b', 'COPY a b \\', 'MAINTAINER me'],
  ...['LABEL a b', 'ENV A=b\\ c D=e', 'RUN echo "a" | b', 'X y', 'ENTRYPOINT a b', 'ADD --checksum=sha256:1 a b'],
);
/** Lines that leave a file to the library. */
const other = fc.constantFrom(
  ...[
    'from a',
    '#',
    '   # inside',
    'ONBUILD RUN y',
    'RUN',
    ' RUN z',
    '\tRUN z',
    '\\',
    'RUN a \\ ',
    'RUN a \\\\',
    'RUN a  ',
  ],
  ...[
    'RUN cat <<EOF',
    'EOF',
    '# escape=`',
    '# a=b',
    'RUN  a',
    'ENV',
    'RUN \\',
    'RUN a\r',
    '\ufeffRUN a',
    'RUN a\u00a0',
  ],
);
const line = fc.oneof({ weight: 20, arbitrary: plain }, { weight: 1, arbitrary: other });

describe('a Dockerfile that is split by its lines', () => {
  test('is what the library reads', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => expectSame(lines.join('\n'))),
      {
        numRuns: 1500,
      },
    );
  });

  test('is what the library reads of whatever we print', () => {
    const instruction = fc.oneof(
      fc.dictionary(fc.constantFrom('A', 'B_C'), hostileLine(), { minKeys: 1 }).map((env) => Instruction.env(env)),
      fc
        .dictionary(fc.constantFrom('a', 'b.c'), hostileLine(), { minKeys: 1 })
        .map((label) => Instruction.label(label)),
      fc.array(hostileLine(), { minLength: 1, maxLength: 4 }).map((argv) => Instruction.cmd(argv)),
      fc.array(hostileLine(), { minLength: 1, maxLength: 4 }).map((argv) => Instruction.run(argv)),
      fc.tuple(hostileLine(), hostileLine()).map(([from, to]) => Instruction.copy(from, to, { from: 'build' })),
      hostileLine().map((value) => Instruction.arg('A', value)),
    );
    fc.assert(
      fc.property(fc.array(instruction, { maxLength: 5 }), (instructions) =>
        expectSame(renderDockerfile({ header: 'Why.', stages: [{ name: 'build', from: 'a', instructions }] })),
      ),
    );
  });

  test('is every Dockerfile of ERP Nexus, and they are the same', () => {
    const root = join(import.meta.dirname, '../../../out');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('Dockerfile'),
    );
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      expect(splitDockerfile(text)).toBeDefined();
      expectSame(text);
    }
  });
});
