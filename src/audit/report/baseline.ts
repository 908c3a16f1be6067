import { posix } from 'node:path';
import type { Finding } from '../finding.js';

/** What a finding is known by from one run to the next. Lines are not part of it: they move. */
export interface Known {
  readonly rule: string;
  readonly file: string;
  readonly subject?: string;
  readonly message: string;
}

export interface Comparison {
  /** Findings that the earlier report does not have. */
  readonly fresh: readonly Finding[];
  /** Findings that it has too. */
  readonly known: readonly Finding[];
  /** How many of its findings are no longer there. */
  readonly mended: number;
}

/**
 * Compares findings with those of an earlier run. Equal ones are counted: where three of a kind were known and there are
 * four now, the last one is new.
 */
export function compare(findings: readonly Finding[], earlier: readonly Known[]): Comparison {
  const left = new Map<string, number>();
  for (const known of earlier) left.set(keyOf(known), (left.get(keyOf(known)) ?? 0) + 1);
  const fresh: Finding[] = [];
  const known: Finding[] = [];
  for (const finding of findings) {
    const key = keyOf({ ...finding, rule: finding.rule.id });
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  return { fresh, known, mended: earlier.length - known.length };
}

/**
 * The findings of a JSON report; what a comparison left out as known is among them.
 *
 * @throws Error where it is no such report, saying why
 */
export function readBaseline(text: string): Known[] {
  let report: unknown;
  try {
    report = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`it is no JSON: ${(error as Error).message}`, { cause: error });
  }
  const { findings, known = [] } = (isObject(report) ? report : {}) as { findings?: unknown; known?: unknown };
  if (!Array.isArray(findings) || !Array.isArray(known)) throw new Error('it has no list "findings"');
  return [...(findings as unknown[]), ...(known as unknown[])].map((entry, index) => {
    if (!isKnown(entry)) throw new Error(`findings[${index}] has no rule, file or message`);
    return entry;
  });
}

function keyOf({ rule, file, subject = '', message }: Known): string {
  // A message may name the line of something else: that moves as well.
  const still = message.replace(/\b(lines?) \d+/g, '$1');
  return [rule, posix.normalize(file), subject, still].join('\0');
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isKnown(entry: unknown): entry is Known {
  if (!isObject(entry)) return false;
  const { rule, file, message, subject } = entry as Record<string, unknown>;
  const text = [rule, file, message].every((value) => typeof value === 'string');
  return text && (subject === undefined || typeof subject === 'string');
}
