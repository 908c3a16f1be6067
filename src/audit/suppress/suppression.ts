import { byFile } from '../../read/text/by-line.js';
import type { Place } from '../../read/text/place.js';
import type { Finding } from '../finding.js';
import type { Rule } from '../rule.js';
import { once } from '../../model/once.js';

/** Somebody's word that a finding is known and accepted, with the reason. */
export interface Suppression {
  /** Id of a rule, of ours or of another tool: `healthcheck-missing`, `DL3008`. */
  readonly rule: string;
  readonly reason: string;
  /** Where it is said. */
  readonly by: 'comment' | 'configuration' | 'construct';
  /** The comment's place, or the file of the configuration. */
  readonly at: Place;
  /** Whether it is a comment written for another tool: it may match nothing. */
  readonly foreign: boolean;
  matches(finding: Finding): boolean;
}

export interface Suppressed {
  readonly finding: Finding;
  readonly suppression: Suppression;
}

export interface Sifted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** Those that match nothing: mistakes, or left over. */
  readonly unused: readonly Suppression[];
}

/** Takes away what is suppressed. The first suppression that matches a finding is the one that is named. */
export function sift(findings: readonly Finding[], suppressions: readonly Suppression[]): Sifted {
  const used = new Set<Suppression>();
  const suppressed: Suppressed[] = [];
  const candidates = candidatesOf(suppressions);
  const left = findings.filter((finding) => {
    const matching = candidates(finding.file).filter((suppression) => suppression.matches(finding));
    for (const suppression of matching) used.add(suppression);
    const [first] = matching;
    if (first) suppressed.push({ finding, suppression: first });
    return !first;
  });
  return {
    findings: left,
    suppressed,
    unused: suppressions.filter((suppression) => !used.has(suppression) && !suppression.foreign),
  };
}

/** Those that may match in a file, in order: a comment speaks of its own file alone. */
function candidatesOf(suppressions: readonly Suppression[]): (file: string) => readonly Suppression[] {
  const ranks = new Map(suppressions.map((suppression, rank) => [suppression, rank]));
  const anywhere = suppressions.filter(({ by }) => by !== 'comment');
  const comments = byFile(
    suppressions.filter(({ by }) => by === 'comment').map((comment) => ({ file: comment.at.file, comment })),
  );
  const known = new Map<string, readonly Suppression[]>();
  return (file) => {
    const before = known.get(file);
    if (before) return before;
    const here = [...anywhere, ...(comments.get(file) ?? []).map(({ comment }) => comment)];
    here.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    known.set(file, here);
    return here;
  };
}

/** Whether an id is a rule's own, or that of an equivalent rule in another tool. */
export function ruleNamed(id: string): (rule: Rule) => boolean {
  const wanted = plain(id);
  return (rule) => namesOf(rule).has(wanted);
}

const namesOf = once((rule: Rule): ReadonlySet<string> => {
  const { hadolint = [], trivy = [], checkov = [], dockle = [] } = rule.references;
  return new Set([rule.id, ...hadolint, ...trivy, ...checkov, ...dockle].map(plain));
});

/** `DS001` is written `DS-0001`, `AVD-DS-0001` and `DS001`. */
function plain(id: string): string {
  const small = id.toLowerCase().replace(/^avd-/, '');
  return /^ds-?\d+$/.test(small) ? small.replace(/^ds-?0*/, 'ds') : small;
}
