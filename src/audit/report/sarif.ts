import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { AuditReport } from '../audit.js';
import type { Finding } from '../finding.js';
import type { Rule, Severity } from '../rule.js';
import type { AuditProblem } from '../source/problem.js';
import type { Suppression } from '../suppress/suppression.js';
import { fenced, printable, proseMarkdown, uri, visible } from './escape.js';
import type { ReportExtra } from './extra.js';
import { jsonReferences } from './json.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** As GitHub orders security alerts: above 9 critical, from 7 high, from 4 medium, above 0 low. */
const SECURITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.0',
};

/** SARIF 2.1.0, as code scanning takes it. */
export function toSarif(report: AuditReport, extra: ReportExtra = {}): string {
  const rules = [...report.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const results = new Results(rules, extra);
  const fresh = new Set(extra.baseline?.fresh);
  const state = (finding: Finding) =>
    extra.baseline ? { baselineState: fresh.has(finding) ? 'new' : 'unchanged' } : {};
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'nexus-audit',
            fullName: 'nexus audit',
            ...(extra.version === undefined ? {} : { version: extra.version, semanticVersion: extra.version }),
            rules: rules.map(descriptor),
          },
        },
        invocations: [
          {
            executionSuccessful: report.problems.every(({ kind }) => kind === 'suppression' || kind === 'missing'),
            toolExecutionNotifications: report.problems.map((problem) => notification(problem, extra)),
          },
        ],
        // What it stands for is known to whoever uploads it.
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder in which the audit was started.' } } },
        columnKind: 'utf16CodeUnits',
        properties: { rubric: report.rubric, score: report.score, domains: report.domains },
        results: [
          ...report.findings.map((finding) => ({ ...results.of(finding), ...state(finding) })),
          ...report.suppressed.map(({ finding, suppression }) => ({
            ...results.of(finding),
            suppressions: [suppressionOf(suppression, extra)],
          })),
        ],
      },
    ],
  };
  return `${printable(JSON.stringify(log, null, 2))}\n`;
}

function descriptor(rule: Rule) {
  const { id, title, rationale, remedy, example, references, severity, theme } = rule;
  const { cis, owasp, nist, ...tools } = jsonReferences(references);
  const sources = [
    ...cis.map((section) => `CIS Docker Benchmark ${section}`),
    ...owasp.map((section) => `OWASP Docker Security ${section}`),
    ...nist.map((section) => `NIST SP 800-190 ${section}`),
    ...Object.entries(tools).flatMap(([tool, ids]) => ids.map((other) => `${tool} ${other}`)),
  ];
  const also = sources.length > 0 ? [`See ${sources.join(', ')}.`] : [];
  const [why, what] = [sentence(rationale), sentence(remedy)];
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase()),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: why },
    help: {
      text: [why, what, example, ...also].join('\n\n'),
      markdown: [proseMarkdown(why), `**${proseMarkdown(what)}**`, fenced(example), ...also.map(proseMarkdown)].join(
        '\n\n',
      ),
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'security-severity': SECURITY[severity],
      precision: 'high',
      'problem.severity': LEVELS[severity] === 'note' ? 'recommendation' : LEVELS[severity],
      tags: ['security', `docker/${theme}`, ...cis.map((section) => `external/cis-docker/${section}`)],
    },
  };
}

class Results {
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #seen = new Map<string, number>();
  readonly #lines = new Map<string, readonly string[] | undefined>();

  public constructor(
    rules: readonly Rule[],
    private readonly extra: ReportExtra,
  ) {
    this.#indexes = new Map(rules.map(({ id }, index) => [id, index]));
  }

  public of(finding: Finding) {
    const { rule, file, message, construct, source, subject } = finding;
    const [line, endLine] = [Math.max(1, finding.line), Math.max(1, finding.line, finding.endLine)];
    return {
      ruleId: rule.id,
      ruleIndex: this.#indexes.get(rule.id) ?? -1,
      level: LEVELS[rule.severity],
      message: { text: `${sentence(plain(message))} ${sentence(rule.remedy)}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifact(file, this.extra.roots),
            region: { startLine: line, endLine },
          },
          ...(construct === undefined && subject === undefined
            ? {}
            : {
                logicalLocations: [
                  construct === undefined
                    ? { name: subject, kind: 'resource' }
                    : { fullyQualifiedName: construct, kind: 'resource' },
                ],
              }),
        },
      ],
      partialFingerprints: { 'nexusFinding/v1': this.#fingerprint(finding) },
      properties: { severity: rule.severity, theme: rule.theme, ...(source === undefined ? {} : { source }) },
    };
  }

  /** What stays the same when lines move: rule, file, subject, what is said, what stands there; and which of equals it is. */
  #fingerprint({ rule, file, subject = '', message, line }: Finding): string {
    const text = this.#line(file, line)?.trim() ?? '';
    const still = message.replace(/\b(lines?) \d+/g, '$1');
    const key = [rule.id, artifact(file, this.extra.roots).uri, subject, still, text].join('\0');
    const nth = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, nth);
    return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}:${nth}`;
  }

  #line(file: string, line: number): string | undefined {
    if (!this.#lines.has(file)) this.#lines.set(file, this.extra.textOf?.(file)?.split('\n'));
    return this.#lines.get(file)?.[line - 1];
  }
}

function suppressionOf({ by, reason, at }: Suppression, { roots }: ReportExtra) {
  const location = {
    physicalLocation: { artifactLocation: artifact(at.file, roots), region: { startLine: Math.max(1, at.line) } },
  };
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    justification: plain(reason),
    location,
  };
}

function notification({ kind, file, line, message }: AuditProblem, { roots }: ReportExtra) {
  return {
    descriptor: { id: kind },
    level: kind === 'suppression' || kind === 'missing' ? 'warning' : 'error',
    message: { text: plain(message) },
    locations: [
      { physicalLocation: { artifactLocation: artifact(file, roots), region: { startLine: Math.max(1, line) } } },
    ],
  };
}

/** Relative to the root of the sources, where it is below it. */
function artifact(file: string, roots: readonly string[] = []) {
  const whole = posix.normalize(file);
  const root = roots.map((one) => posix.join(one, '/')).find((one) => whole.startsWith(one)) ?? '';
  const path = whole.slice(root.length);
  if (posix.isAbsolute(path)) return { uri: `file://${uri(path)}` };
  return { uri: uri(path), ...(path.startsWith('..') ? {} : { uriBaseId: '%SRCROOT%' }) };
}

/** Without what a viewer would take for a link. */
const plain = (text: string) => visible(text).replaceAll('](', ']\\(');

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
