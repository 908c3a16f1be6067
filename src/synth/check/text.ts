import { spawnSync } from 'node:child_process';
import { NginxParser } from 'nginx-conf';
import type { DockerfileModel } from '../../model/dockerfile.js';

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

/**
 * The instructions of a Dockerfile as BuildKit splits it into lines: comments and blank lines vanish, also within an
 * instruction that goes on after a backslash. The tests hold it against dockerfile-ast, which takes ten times as long.
 */
function keywords(text: string): string[] {
  const found: string[] = [];
  let continued = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (!continued) found.push((/^\s*(\S+)/.exec(line)?.[1] ?? '').toUpperCase());
    // The printer writes none; one that appears has come out of a value, and swallows what follows.
    if (/^\s*(?:RUN|COPY|ADD)\b/i.test(line) && /<<-?\w/.test(line.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/g, '')))
      found.push('here-document');
    continued = /\\[ \t]*$/.test(line);
  }
  return found;
}

/** @returns what nginx's grammar (directives, blocks, quotes) finds wrong, or `undefined` */
export function checkNginx(text: string): string | undefined {
  // The parser is lenient with braces, or fails on them without a line.
  let problem = checkBlocks(text);
  if (problem) return problem;
  new NginxParser().parse(text, (error) => {
    if (error) problem = error.message;
  });
  return problem;
}

/** A comment, a quoted word, a variable in braces, one of `{};`, or a part of another word. */
const NGINX_TOKEN = /#[^\n]*|(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')(?=[\s;{)]|$)|[{};]|(?:\$\{\w+\}|\\.|[^\s{};])+/gs;

/** Every directive ends with `;` or a block, and every block is closed. */
function checkBlocks(text: string): string | undefined {
  const line = (index: number) => text.slice(0, index).split('\n').length;
  const open: number[] = [];
  let directive: RegExpExecArray | undefined;
  for (const match of text.matchAll(NGINX_TOKEN)) {
    const [token] = match;
    if (token.startsWith('#')) continue;
    if (token !== ';' && token !== '{' && token !== '}') {
      directive ??= match;
      continue;
    }
    if (token === '}') {
      if (directive) return `line ${line(directive.index)}: "${directive[0]}" is not ended by ";"`;
      if (open.pop() === undefined) return `line ${line(match.index)}: "}" closes no block`;
    } else if (!directive) {
      return `line ${line(match.index)}: "${token}" without a directive before it`;
    }
    if (token === '{') open.push(match.index);
    directive = undefined;
  }
  if (directive) return `line ${line(directive.index)}: "${directive[0]}" is not ended by ";"`;
  const last = open.pop();
  return last === undefined ? undefined : `line ${line(last)}: "{" is not closed`;
}

/**
 * Asks the shell itself (`sh -n`) whether it could parse a script. Where there is no such shell, as on Windows, the
 * check is left to the tests.
 *
 * @returns what is wrong, or `undefined`
 */
export function checkShell(text: string): string | undefined {
  const shell = /^#!.*\bbash\b/.test(text) ? 'bash' : 'sh';
  const run = spawnSync(shell, ['-n'], { input: text, encoding: 'utf8' });
  return run.error || run.status === 0 ? undefined : run.stderr.trim();
}
