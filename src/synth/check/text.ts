import { spawnSync } from 'node:child_process';
import type { DockerfileModel } from '../../model/dockerfile.js';
import { onceForText } from '../../model/once.js';

/**
 * Reads a printed Dockerfile back: the parser must find the instructions that the model has, no more and no fewer, or
 * a value has escaped from its place.
 *
 * @returns what is wrong, or `undefined`
 */
export function checkDockerfile(text: string, model: DockerfileModel): string | undefined {
  const expected = model.stages.flatMap((stage) => [
    'FROM',
    ...stage.instructions.filter(({ kind }) => kind !== 'comment').map(({ kind }) => kind.toUpperCase()),
  ]);
  const found = keywords(text);
  const at = expected.findIndex((keyword, index) => keyword !== found[index]);
  if (at < 0 && found.length === expected.length) return undefined;
  const index = at < 0 ? expected.length : at;
  return `instruction ${index + 1} reads back as ${found[index] ?? 'nothing'} instead of ${expected[index] ?? 'nothing'}`;
}

/** What one line of a Dockerfile is. */
interface Line {
  /** A comment, or nothing: it vanishes, also within an instruction. */
  readonly isBlank: boolean;
  /** The first word, in capitals. */
  readonly word: string;
  readonly opensHereDocument: boolean;
  /** Whether the instruction goes on after it. */
  readonly goesOn: boolean;
}

/** Of a thousand Dockerfiles few lines are different. */
const readLine = onceForText((line): Line => ({
  isBlank: /^\s*(?:#|$)/.test(line),
  word: (/^\s*(\S+)/.exec(line)?.[1] ?? '').toUpperCase(),
  opensHereDocument:
    /^\s*(?:RUN|COPY|ADD)\b/i.test(line) && /<<-?\w/.test(line.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/g, '')),
  goesOn: /\\[ \t]*$/.test(line),
}));

/**
 * The instructions of a Dockerfile as BuildKit splits it into lines: comments and blank lines vanish, also within an
 * instruction that goes on after a backslash. The tests hold it against dockerfile-ast, which takes ten times as long.
 */
function keywords(text: string): string[] {
  const found: string[] = [];
  let continued = false;
  for (const line of text.split(/\r?\n/)) {
    const { isBlank, word, opensHereDocument, goesOn } = readLine(line);
    if (isBlank) continue;
    if (!continued) found.push(word);
    // The printer writes none; one that appears has come out of a value, and swallows what follows.
    if (opensHereDocument) found.push('here-document');
    continued = goesOn;
  }
  return found;
}

/** Texts that are longer are no arguments of a command. */
const LONGEST = 100_000;
/** And all of them together, below what any system allows. */
const LONGEST_TOGETHER = 200_000;

/**
 * Asks the shell itself (`sh -n`) whether it could parse scripts. Where there is no such shell, as on Windows, the check is
 * left to the tests.
 *
 * @returns for each what is wrong, or `undefined`
 */
export function checkShells(texts: readonly string[]): (string | undefined)[] {
  // Starting a command from a large process takes long: one that starts the others says whether all are right.
  if (texts.length > 1 && areAllRight(texts)) return texts.map(() => undefined);
  return texts.map(checkShell);
}

/** The same for one. */
export function checkShell(text: string): string | undefined {
  const run = spawnSync(shellOf(text), ['-n'], { input: text, encoding: 'utf8' });
  return run.error || run.status === 0 ? undefined : run.stderr.trim();
}

/** False also where that can't be told. */
function areAllRight(texts: readonly string[]): boolean {
  const length = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (length > LONGEST_TOGETHER) return false;
  if (texts.some((text) => text.includes('\0') || Buffer.byteLength(text) > LONGEST)) return false;
  const each = 'while [ $# -gt 0 ]; do printf "%s" "$2" | "$1" -n || exit 1; shift 2; done';
  const run = spawnSync('sh', ['-c', each, 'sh', ...texts.flatMap((text) => [shellOf(text), text])], {
    stdio: 'ignore',
  });
  return run.status === 0;
}

function shellOf(text: string): 'bash' | 'sh' {
  return /^#!.*\bbash\b/.test(text) ? 'bash' : 'sh';
}
