import type { Place } from '../document/place.js';
import type { SourceText } from '../document/source-text.js';
import type { Finding } from '../finding.js';
import { namesRule, type Suppression } from './suppression.js';

/** A comment that says `nexus-audit` and can't be followed. */
export interface CommentProblem extends Place {
  readonly message: string;
}

const OURS = /#\s*nexus-audit:\s*(.*)$/;
const IGNORE = /^ignore(-file)?\s+([\w,\s-]+?)(?:\s+--\s*(.*))?$/;

interface Foreign {
  readonly pattern: RegExp;
  readonly whole: boolean;
}

/** Comments of hadolint, Trivy and Checkov: whoever wrote them has decided already. */
const FOREIGN: readonly Foreign[] = [
  { pattern: /#\s*hadolint\s+ignore\s*=\s*([\w,\s]+?)\s*(?:#.*)?$/i, whole: false },
  { pattern: /#\s*hadolint\s+global\s+ignore\s*=\s*([\w,\s]+?)\s*(?:#.*)?$/i, whole: true },
  { pattern: /#\s*trivy:ignore:([\w-]+)/i, whole: false },
  { pattern: /#\s*checkov:skip\s*=\s*(\w+)/i, whole: true },
];

/**
 * Reads the suppressions of a file's comments: `# nexus-audit: ignore RULE[, RULE] -- reason` at the end of a line or
 * on lines of its own before what it is about, `# nexus-audit: ignore-file RULE -- reason` anywhere.
 */
export function commentSuppressions(
  source: SourceText,
  blocks: readonly Place[],
): { readonly suppressions: readonly Suppression[]; readonly problems: readonly CommentProblem[] } {
  const suppressions: Suppression[] = [];
  const problems: CommentProblem[] = [];
  if (!/nexus-audit|hadolint|trivy|checkov/i.test(source.text)) return { suppressions, problems };
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.line(line);
    const at = { file: source.path, line, endLine: line };
    const ours = OURS.exec(text);
    if (ours) {
      const read = readOurs(ours[1] ?? '', at, scopeOf(source, line, blocks));
      if (typeof read === 'string') problems.push({ ...at, message: read });
      else suppressions.push(...read);
      continue;
    }
    for (const { pattern, whole } of FOREIGN) {
      const match = pattern.exec(text);
      if (!match?.[1]) continue;
      const scope = whole ? { file: source.path, line: 1, endLine: source.lineCount } : scopeOf(source, line, blocks);
      const reason = `a comment for another tool: ${text.trim()}`;
      for (const rule of ids(match[1])) suppressions.push(suppression(rule, reason, at, scope, true));
    }
  }
  return { suppressions, problems };
}

function readOurs(text: string, at: Place, scope: Place): Suppression[] | string {
  const match = IGNORE.exec(text.trim());
  if (!match?.[2])
    return `"# nexus-audit: ${text.trim()}" is not "ignore RULE -- reason" or "ignore-file RULE -- reason"`;
  const reason = match[3]?.trim();
  if (!reason) return `the suppression of ${match[2].trim()} has no reason. Write it behind "--"`;
  const where = match[1] ? { ...scope, line: 1, endLine: Number.MAX_SAFE_INTEGER } : scope;
  return ids(match[2]).map((rule) => suppression(rule, reason, at, where, false));
}

const ids = (list: string) => list.split(/[\s,]+/).filter(Boolean);

function suppression(rule: string, reason: string, at: Place, scope: Place, foreign: boolean): Suppression {
  return {
    rule,
    reason,
    by: 'comment',
    at,
    foreign,
    matches: (finding: Finding) =>
      finding.file === at.file &&
      finding.line >= scope.line &&
      finding.line <= scope.endLine &&
      namesRule(rule, finding),
  };
}

/** The lines a comment speaks of: its own, where something stands before it; else the next block, or the next line. */
function scopeOf(source: SourceText, line: number, blocks: readonly Place[]): Place {
  const file = source.path;
  if (/^\s*[^\s#]/.test(source.line(line))) {
    return blockAt(line, blocks) ?? { file, line, endLine: line };
  }
  let next = line + 1;
  while (next <= source.lineCount && /^\s*(?:#|$)/.test(source.line(next))) next++;
  return blockAt(next, blocks) ?? { file, line: next, endLine: next };
}

/** The smallest block that begins at a line. */
function blockAt(line: number, blocks: readonly Place[]): Place | undefined {
  return blocks.filter((block) => block.line === line).sort((a, b) => a.endLine - b.endLine)[0];
}
