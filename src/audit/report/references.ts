import type { Rule } from '../rule.js';
import { jsonReferences } from './json.js';

/** How documents and tools are spelled; hadolint and dockle as their keys. */
const NAMES: Readonly<Record<string, string>> = {
  cis: 'CIS',
  owasp: 'OWASP',
  nist: 'NIST',
  kics: 'KICS',
  trivy: 'Trivy',
  checkov: 'Checkov',
  buildkit: 'BuildKit',
};

/** What else says the same as a rule, for readers: `CIS`, `4.1`. */
export function namedReferences({ references }: Pick<Rule, 'references'>): [source: string, ids: readonly string[]][] {
  return Object.entries(jsonReferences(references)).flatMap(([source, ids]) =>
    ids.length > 0 ? [[NAMES[source] ?? source, ids]] : [],
  );
}
