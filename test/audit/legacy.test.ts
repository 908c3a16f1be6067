import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit, type AuditReport } from '../../src/audit/audit.js';
import { discover } from '../../src/audit/source/discover.js';

const REPOSITORY = join(import.meta.dirname, '../..');
const LEGACY = join(REPOSITORY, 'examples/erp-nexus-legacy');

/** A report as lines that a reviewer of a change to the rules can read. */
function asText(report: AuditReport): string {
  const domains = Object.entries(report.domains).map(([name, score]) => `  ${name} ${score}`);
  const findings = [...report.findings]
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
    .map(({ rule, file, line, subject, message }) => {
      return `${file}:${line}: ${rule.severity} ${rule.id}${subject === undefined ? '' : ` (${subject})`}: ${message}`;
    });
  return [`score ${report.score}, ${report.rubric}`, ...domains, '', ...findings, ''].join('\n');
}

/** A folder as it is audited with nothing configured, by paths within it. */
function auditFolder(folder: string): AuditReport {
  const within = (path: string) => path.slice(folder.length + 1);
  const inputs = discover([folder]).inputs.map((input) => ({ ...input, path: within(input.path) }));
  return audit(inputs, { read: () => undefined });
}

describe('the plan\'s "before"', () => {
  const report = auditFolder(LEGACY);

  test('its findings, all of them', async () => {
    await expect(asText(report)).toMatchFileSnapshot('../golden/audit/legacy.txt');
  });

  test('what the plan names is among them', () => {
    const rules = new Set(report.findings.map(({ rule }) => rule.id));
    for (const rule of ['literal-secret', 'user-missing', 'memory-limit', 'ignore-file']) expect(rules).toContain(rule);
    expect(report.problems).toEqual([]);
  });
});
