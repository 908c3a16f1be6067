import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { AuditInput } from '../../../src/audit/source/discover.js';
import { settings } from './lib/effort.js';
import { SEEDS } from './lib/seeds.js';
import { Stopwatch } from './lib/stopwatch.js';

const stopwatch = new Stopwatch();
afterAll(() => {
  stopwatch.close();
});

const PATHS = ['Dockerfile', 'docker-compose.yml', '.dockerignore', 'some.yaml'];
const path = fc.constantFrom(...PATHS);

/** Bytes as they are read from a file that is no text. */
const bytes = fc.uint8Array({ maxLength: 500 }).map((array) => Buffer.from(array).toString('utf8'));
/** Any characters: lone surrogates, NUL, control characters. */
const text = fc.string({ unit: 'binary', maxLength: 300 });

/** What means something to one of the parsers, in any order. */
const TOKENS =
  "FROM |RUN |COPY |ADD |ENV |ARG |LABEL |CMD |ENTRYPOINT |ONBUILD |SHELL |HEALTHCHECK |VOLUME |USER |EXPOSE |WORKDIR |--from=|--mount=type=|--chown=|--| AS |[|]|\"|'|`|\\|\\\n|\n|\r\n|\t| |  |#|# escape=`\n|# syntax=|<<EOF|<<-'E'|EOF\n|$|${|}|${a:-|$(|)|$((|((|{|&&|;|\\||>|<|&|*|!|%|@|:|-|- |? |: |,|=|a|b1|0|scratch|services:\n|  a:\n|    image: |    build: .\n|    ports:\n|      - |<<: *a|&a |*a|!override |!reset |extends: |include: |---\n|...\n|\u2028|\u0000|\ufeff|\ud800|/|..|apt-get install |sh -c |# nexus-audit: ignore |# hadolint ignore=|--- reason";
const token = fc.constantFrom(...TOKENS.split(/(?<!\\)\|/).map((item) => item.replaceAll('\\|', '|')));
const soup = fc.array(token, { maxLength: 120 }).map((tokens) => tokens.join(''));

/** A real file: cut off, a piece doubled, a piece taken out, characters put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.nat(200), fc.constantFrom('cut', 'double', 'drop', 'put'), fc.oneof(token, text)), {
      maxLength: 6,
    }),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([seed, changes, eol]): AuditInput => {
    let result = seed.text;
    for (const [where, length, how, put] of changes) {
      const start = where % (result.length + 1);
      const piece = result.slice(start, start + length);
      if (how === 'cut') result = result.slice(0, start);
      if (how === 'double') result = result.slice(0, start) + piece + result.slice(start);
      if (how === 'drop') result = result.slice(0, start) + result.slice(start + length);
      if (how === 'put') result = result.slice(0, start) + put + result.slice(start);
    }
    return { path: seed.path, text: result.replaceAll('\n', eol) };
  });

/** One or two files of different names. */
const files = (content: fc.Arbitrary<string>) =>
  fc.uniqueArray(fc.record({ path, text: content }), {
    minLength: 1,
    maxLength: 2,
    selector: (input) => input.path,
  });

async function holds(what: string, runs: number, inputs: fc.Arbitrary<readonly AuditInput[]>): Promise<void> {
  const property = fc.asyncProperty(inputs, async (given) => {
    await stopwatch.audit(given, what);
  });
  await fc.assert(property, settings(runs));
}

test('GIVEN random bytes WHEN audited THEN there is a report', async () => {
  await holds('random bytes', 60, files(bytes));
});

test('GIVEN random characters WHEN audited THEN there is a report', async () => {
  await holds('random characters', 60, files(text));
});

test('GIVEN a soup of tokens WHEN audited THEN there is a report', async () => {
  await holds('tokens', 150, files(soup));
});

test('GIVEN real files that were cut and changed WHEN audited THEN there is a report', async () => {
  expect(SEEDS.length).toBeGreaterThan(20);
  await holds(
    'changed files',
    80,
    mutated.map((input) => [input]),
  );
});
