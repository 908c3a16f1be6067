import type { Place } from '../document/place.js';
import type { Finding } from '../finding.js';

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
  const left = findings.filter((finding) => {
    const matching = suppressions.filter((suppression) => suppression.matches(finding));
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

/** Whether an id is a rule's own, or that of an equivalent rule in another tool. */
export function namesRule(id: string, finding: Finding): boolean {
  const { rule } = finding;
  const wanted = id.toLowerCase();
  if (rule.id === wanted) return true;
  const { hadolint = [], trivy = [], checkov = [], dockle = [] } = rule.references;
  return [...hadolint, ...trivy, ...checkov, ...dockle].some((other) => sameId(other, wanted));
}

/** `DS001` is written `DS-0001`, `AVD-DS-0001` and `DS001`. */
function sameId(a: string, b: string): boolean {
  const plain = (id: string) =>
    id
      .toLowerCase()
      .replace(/^avd-/, '')
      .replace(/^ds-?0*(\d+)$/, 'ds$1');
  return plain(a) === plain(b);
}
