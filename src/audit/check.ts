import type { ComposeProject } from '../read/compose/document.js';
import type { Dockerfile } from '../read/dockerfile/document.js';
import type { Finding } from './finding.js';
import type { Rule, RuleContext, Report } from './rule.js';

/** Documents that a rule looks at one after the other, while its code is hot: about 6 % of the whole command. */
const BATCH = 32;

/**
 * Runs rules over documents: what they report, by file, line and rule, each once.
 *
 * @param failed is told of a rule that throws, and the others go on. @default it throws
 */
export function check(
  documents: readonly (Dockerfile | ComposeProject)[],
  rules: readonly Rule[],
  context: RuleContext,
  failed?: (rule: Rule, document: Dockerfile | ComposeProject, error: unknown) => void,
): Finding[] {
  const findings = new Map<string, Finding>();
  for (let from = 0; from < documents.length; from += BATCH) {
    const batch = documents.slice(from, from + BATCH);
    const dockerfiles = batch.filter((document) => document.kind === 'dockerfile');
    const projects = batch.filter((document) => document.kind === 'compose');
    for (const rule of rules) {
      const own: readonly (Dockerfile | ComposeProject)[] = rule.kind === 'dockerfile' ? dockerfiles : projects;
      for (const document of own) {
        const report: Report = (at, message) => {
          const file = 'file' in at ? at.file : document.file;
          const [line, endLine] = linesOf(at, document);
          const key = `${file}\0${line}\0${rule.id}\0${message}`;
          if (!findings.has(key)) findings.set(key, { rule, file, line, endLine, message });
        };
        try {
          if (rule.kind === 'dockerfile' && document.kind === 'dockerfile') rule.check(document, report, context);
          if (rule.kind === 'compose' && document.kind === 'compose') rule.check(document, report, context);
        } catch (error) {
          if (!failed) throw error;
          failed(rule, document, error);
        }
      }
    }
  }
  return [...findings.values()].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || compare(a.rule.id, b.rule.id) || compare(a.message, b.message),
  );
}

/** Those of the file. What is quoted inside of another file has lines of its own, which are not there. */
function linesOf(
  at: { readonly line: number; readonly endLine?: number },
  document: Dockerfile | ComposeProject,
): [number, number] {
  const within = document.kind === 'dockerfile' ? document.within : undefined;
  if (!within) return [at.line, at.endLine ?? at.line];
  const clamp = (line: number) => Math.max(within.line, Math.min(line, within.endLine));
  return [clamp(at.line), clamp(at.endLine ?? at.line)];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
