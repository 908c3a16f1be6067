import { check } from '../../../src/audit/check.js';
import type { Rule, RuleContext, Settings } from '../../../src/audit/rule.js';
import { loadCompose } from '../../../src/read/compose/load.js';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../src/read/text/source-text.js';
import { alone } from '../support.js';

interface Input {
  readonly text: string;
  readonly settings?: Settings;
  /** Files beside it, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * By rule, a small Dockerfile or Compose file for each form that its message has, and what the rule says of it:
 * `<line>: <message>`, in order of the lines.
 */
export type Messages = Readonly<Record<string, readonly (readonly [input: string | Input, ...says: string[]])[]>>;

/** What a rule says of a file, as in {@link Messages}. */
export function saidOf(rule: Rule, input: string | Input): string[] {
  const { text, settings = {}, files }: Input = typeof input === 'string' ? { text: input } : input;
  const context = files ? { ...alone(settings), ...around(files) } : alone(settings);
  return check([document(rule, text, files)], [rule], context).map(({ line, message }) => `${line}: ${message}`);
}

function around(files: Readonly<Record<string, string>>): Partial<RuleContext> {
  const ignore = files['.dockerignore'];
  return {
    hasFolders: true,
    read: (path) => files[path],
    ignoreFileOf: () => (ignore === undefined ? undefined : { path: '.dockerignore', text: ignore }),
  };
}

function document(rule: Rule, text: string, files: Input['files']) {
  if (rule.kind === 'dockerfile') return parseDockerfile(new SourceText('Dockerfile', text));
  const all: Input['files'] = { ...files, 'compose.yaml': text };
  const { project } = loadCompose(['compose.yaml'], { read: (path) => all[path] });
  if (!project) throw new Error(`this is no Compose file: ${text}`);
  return project;
}
