import { AUDIT_COMMENT, FOREIGN_AUDIT_COMMENTS, mentionsAudits } from '../../model/audit-comment.js';
import type { Place } from '../../read/text/place.js';
import type { SourceText } from '../../read/text/source-text.js';
import type { Finding } from '../finding.js';
import { ruleNamed, type Suppression } from './suppression.js';

/** A comment that says `nexus-audit` and can't be followed. */
export interface CommentProblem extends Place {
  readonly message: string;
}

/** How many comments of one file are followed. */
const COMMENTS = 1000;

const IGNORE = /^ignore(-file)?\s([\w,\s-]+)$/;

/**
 * Reads the suppressions of a file's comments: `# nexus-audit: ignore RULE[, RULE] -- reason` at the end of a line or
 * on lines of its own before what it is about, `# nexus-audit: ignore-file RULE -- reason` anywhere.
 *
 * @param commentOf the comment of a line, from its "#"; undefined where it has none
 */
export function commentSuppressions(
  source: SourceText,
  blocks: readonly Place[],
  commentOf: (line: number) => string | undefined,
): { readonly suppressions: readonly Suppression[]; readonly problems: readonly CommentProblem[] } {
  const suppressions: Suppression[] = [];
  const problems: CommentProblem[] = [];
  if (!mentionsAudits(source.text)) return { suppressions, problems };
  const scopes = new Scopes(source, blocks);
  for (let line = 1; line <= source.lineCount; line++) {
    if (!mentionsAudits(source.line(line))) continue;
    const text = commentOf(line);
    if (text === undefined) continue;
    if (suppressions.length + problems.length >= COMMENTS) {
      const message = `it has more than ${COMMENTS} comments for audits: from here on they are not followed`;
      problems.push({ file: source.path, line, endLine: line, message });
      break;
    }
    const at = { file: source.path, line, endLine: line };
    const ours = AUDIT_COMMENT.exec(text);
    if (ours) {
      const read = readOurs(ours[1] ?? '', at, scopes.of(line));
      if (typeof read === 'string') problems.push({ ...at, message: read });
      else suppressions.push(...read);
      continue;
    }
    for (const { pattern, whole } of FOREIGN_AUDIT_COMMENTS) {
      const match = pattern.exec(text);
      if (!match?.[1]) continue;
      const scope = whole ? { file: source.path, line: 1, endLine: source.lineCount } : scopes.of(line);
      const reason = `a comment for another tool: ${text.trim()}`;
      for (const rule of ids(match[1])) suppressions.push(suppression(rule, reason, at, scope, true));
    }
  }
  return { suppressions, problems };
}

function readOurs(text: string, at: Place, scope: Place): Suppression[] | string {
  const dashes = text.search(/\s--/);
  const match = IGNORE.exec((dashes < 0 ? text : text.slice(0, dashes)).trim());
  const named = ids(match?.[2] ?? '');
  if (named.length === 0)
    return `"# nexus-audit: ${text.trim()}" is not "ignore RULE -- reason" or "ignore-file RULE -- reason"`;
  const reason = dashes < 0 ? '' : text.slice(dashes + 3).trim();
  if (!reason) return `the suppression of ${named.join(', ')} has no reason. Write it behind "--"`;
  const where = match?.[1] ? { ...scope, line: 1, endLine: Number.MAX_SAFE_INTEGER } : scope;
  return named.map((rule) => suppression(rule, reason, at, where, false));
}

const ids = (list: string) => list.split(/[\s,]+/).filter(Boolean);

function suppression(rule: string, reason: string, at: Place, scope: Place, foreign: boolean): Suppression {
  const named = ruleNamed(rule);
  return {
    rule,
    reason,
    by: 'comment',
    at,
    foreign,
    matches: (finding: Finding) =>
      finding.file === at.file && finding.line >= scope.line && finding.line <= scope.endLine && named(finding.rule),
  };
}

/** The lines a comment speaks of: its own, where something stands before it; else the next block, or the next line. */
class Scopes {
  /** The smallest block that begins at a line. */
  readonly #blocks = new Map<number, Place>();
  /** By line, the next one that is neither empty nor a comment. */
  readonly #next: Uint32Array;

  public constructor(
    private readonly source: SourceText,
    blocks: readonly Place[],
  ) {
    for (const block of blocks) {
      const known = this.#blocks.get(block.line);
      if (!known || block.endLine < known.endLine) this.#blocks.set(block.line, block);
    }
    this.#next = new Uint32Array(source.lineCount + 1).fill(source.lineCount + 1);
    for (let line = source.lineCount - 1; line >= 1; line--) {
      this.#next[line] = /^\s*(?:#|$)/.test(source.line(line + 1)) ? (this.#next[line + 1] ?? 0) : line + 1;
    }
  }

  public of(line: number): Place {
    const at = /^\s*[^\s#]/.test(this.source.line(line)) ? line : (this.#next[line] ?? line + 1);
    return this.#blocks.get(at) ?? { file: this.source.path, line: at, endLine: at };
  }
}
