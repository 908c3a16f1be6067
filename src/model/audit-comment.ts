import { NexusError, type NexusErrorProps, show } from './errors.js';
import { checkOneLine } from './paths.js';

// Patterns here take each character once, for a comment may be as long as a file.
/** A comment for our audit. The colon may be missing: that a comment does nothing should not depend on it. */
export const AUDIT_COMMENT = /#\s*nexus-audit(?::|\s(?=\s*ignore\b))([^]*)$/;

interface ForeignComment {
  readonly pattern: RegExp;
  /** Whether it is for the whole file. */
  readonly whole: boolean;
}

/** Comments of hadolint, Trivy and Checkov, which the audit follows as well. */
export const FOREIGN_AUDIT_COMMENTS: readonly ForeignComment[] = [
  { pattern: /#\s*hadolint\s+ignore\s*=([\w,\s]+)(?:#|$)/i, whole: false },
  { pattern: /#\s*hadolint\s+global\s+ignore\s*=([\w,\s]+)(?:#|$)/i, whole: true },
  { pattern: /#\s*trivy:ignore:([\w-]+)/i, whole: false },
  { pattern: /#\s*checkov:skip\s*=\s*(\w+)/i, whole: true },
];

const MARKS = ['nexus-audit', 'hadolint', 'trivy', 'checkov'];

/** Whether a text may have comments for audits. It may be as long as a file, and there are thousands. */
export function mentionsAudits(text: string): boolean {
  const lower = text.toLowerCase();
  return MARKS.some((mark) => lower.includes(mark));
}

/**
 * Refuses a text that, printed as a comment, would switch findings of an audit off.
 *
 * @throws NexusError if a line of it is a comment for audits
 */
export function checkNoSuppression(what: string, text: string, props: NexusErrorProps = {}): string {
  if (!mentionsAudits(text)) return text;
  for (const line of text.split(/[\r\n\u2028\u2029\v\f\u0085]/)) {
    const printed = `# ${line}`;
    if (!AUDIT_COMMENT.test(printed) && !FOREIGN_AUDIT_COMMENTS.some(({ pattern }) => pattern.test(printed))) continue;
    throw new NexusError(`${what} ${show(line)} would suppress findings of audits in the generated file`, {
      fix: 'Write other words; accept a finding with acknowledge("rule", "reason") on its construct',
      ...props,
    });
  }
  return text;
}

/**
 * A text that becomes a comment of one line in generated files.
 *
 * @throws NexusError if it contains a line break or another control character, or is a comment for audits
 */
export function checkDescription(what: string, text: string, props: NexusErrorProps = {}): string {
  return checkNoSuppression(what, checkOneLine(what, text, props), props);
}
