import { engine } from '../audit/engine.js';
import type { Finding } from '../audit/finding.js';
import type { Inspection } from '../audit/inspect.js';
import type { AuditReport } from '../audit/options.js';
import { checksum } from '../audit/remember/checksum.js';
import { keep, recall } from '../audit/whole.js';
import type { Rule } from '../audit/rule.js';
import { kindByName } from '../audit/source/classify.js';
import type { AuditInput } from '../audit/source/discover.js';
import { placeOf, type AuditProblem } from '../audit/source/problem.js';
import { ruleNamed, type Suppression } from '../audit/suppress/suppression.js';
import { verdict } from '../audit/verdict.js';
import { once } from '../model/once.js';
import { formatProblem } from '../model/errors.js';
import type { AcknowledgementModel, Origin, PlatformModel } from '../model/index.js';
import type { AuditCache } from './audit-cache.js';
import { contentSum, type RenderedFile } from './render/files.js';
import { renderYaml } from './render/yaml.js';

export interface OutputAudit {
  readonly report: AuditReport;
  /** What stops the synthesis: acknowledgements that match nothing, a score that is too low. */
  readonly problems: readonly string[];
  /** Findings of severity critical and high, with the constructs they come from. */
  readonly warnings: readonly string[];
  readonly summary: string;
  /** What constructs accept, for `nexus audit` on the output; none where they accept nothing. */
  readonly files: readonly RenderedFile[];
}

/** How the output is audited. */
export interface OutputAuditOptions {
  /** What earlier runs have found. @default everything is looked for again */
  readonly cache?: AuditCache | undefined;
  /** @default every rule; with others the cache is not asked */
  readonly rules?: readonly Rule[];
}

/** Audits what a platform renders to, after overrides. Findings name the construct, and where it was made. */
export function auditOutput(
  model: PlatformModel,
  files: readonly RenderedFile[],
  options: OutputAuditOptions = {},
): OutputAudit | undefined {
  if (!model.audit.enabled) return undefined;
  const origins = originsOf(model, files);
  const suppressions = model.acknowledgements.map(suppressionOf);
  const locate = (finding: Finding) => located(finding, origins(finding));
  const isKnown = (id: string) => engine().RULES.some(ruleNamed(id));
  const report = verdict(inspection(files, options), { suppressions, locate }, isKnown);
  return {
    report,
    problems: [...unseen(report, origins), ...unused(report, model.acknowledgements), ...tooLow(report, model)],
    warnings: [
      ...report.problems.filter((problem) => !isUnseen(problem)).map((problem) => `audit: ${said(problem)}`),
      ...report.findings.filter(({ rule }) => rule.severity === 'critical' || rule.severity === 'high').map(sentence),
    ],
    summary: summaryOf(report, model),
    files: acceptedFile(model, report),
  };
}

/** What the rules find, or found when all files were as they are now. */
function inspection(files: readonly RenderedFile[], { cache, rules }: OutputAuditOptions): Inspection {
  const memory = rules ? undefined : cache;
  const key =
    memory &&
    checksum(
      ...files.flatMap((file) => [file.path, file.document?.kind ?? '', contentSum(file), ...(file.answers ?? [])]),
    );
  const recalled = key === undefined ? undefined : recall(memory?.recallWhole(key));
  if (recalled) return recalled;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const made = engine().inspect(files.flatMap(inputOf), {
    own: true,
    read: (path) => byPath.get(path)?.content,
    ...(memory && { memory }),
    ...(rules && { rules }),
  });
  if (key !== undefined) memory?.rememberWhole(key, keep(made));
  return made;
}

function inputOf(file: RenderedFile): AuditInput[] {
  const { path, document, answers } = file;
  const kind = document?.kind === 'dockerfile' ? document.kind : kindByName(path);
  if (kind === undefined) return [];
  const { compose } = document ? {} : file;
  return [
    {
      path,
      kind,
      sum: contentSum(file),
      // Of a file whose audit is remembered nobody asks for it.
      get text() {
        return file.content;
      },
      ...(compose && { tree: compose.tree }),
      ...(answers && { answers }),
    },
  ];
}

interface AuditPlace {
  readonly file: string;
  readonly subject?: string;
}

/** The construct behind a finding: the workload of a Compose service, else that of the file. */
function originsOf(model: PlatformModel, files: readonly RenderedFile[]): (at: AuditPlace) => Origin | undefined {
  const services = new Map(model.workloads.map(({ name, origin }) => [name, origin]));
  const rest = new Map(files.map(({ path, origin }) => [path, origin]));
  return ({ file, subject }) =>
    (kindByName(file) === 'compose' && subject !== undefined ? services.get(subject) : undefined) ?? rest.get(file);
}

function located(finding: Finding, origin: Origin | undefined): Finding {
  if (!origin) return finding;
  return {
    ...finding,
    construct: origin.path,
    get source() {
      return sourceOf(origin);
    },
  };
}

/** Where a construct was made; working that out takes longer than all else about a finding, and few are printed. */
const sourceOf = once(({ location }: Origin): string | undefined => location.resolve());

function suppressionOf({ rule, reason, origin }: AcknowledgementModel): Suppression {
  const file = origin.location.resolve()?.replace(/:\d+$/, '') ?? '.projenrc.ts';
  return {
    rule,
    reason,
    by: 'construct',
    at: { file, line: 1, endLine: 1 },
    // Said here, with the construct's place, instead of there.
    foreign: true,
    matches: (finding) =>
      finding.rule.id === rule &&
      (finding.construct === origin.path || (finding.construct?.startsWith(`${origin.path}/`) ?? false)),
  };
}

/** What the audit could not look at, for whatever reason, may hold anything: that is no output to be approved. */
const isUnseen = ({ kind }: AuditProblem): boolean => kind !== 'suppression';

/** A file that is made elsewhere: what it adds to a service is in no file of ours. */
const MISSING =
  'Write what it says with addOverride, or add the file with addDocument, so that it is audited with the rest';

const said = (problem: AuditProblem): string => `${placeOf(problem)}: ${problem.message}`;

function unseen({ problems }: AuditReport, origins: (at: AuditPlace) => Origin | undefined): string[] {
  return problems.filter(isUnseen).map((problem) =>
    formatProblem(`the audit could not look at all of ${said(problem)}`, {
      ...origins(problem),
      ...(problem.kind === 'missing' && { fix: MISSING }),
    }),
  );
}

function unused(report: AuditReport, acknowledgements: readonly AcknowledgementModel[]): string[] {
  return acknowledgements.flatMap((entry) => {
    const { rule, origin } = entry;
    const matches = report.suppressed.some(
      ({ finding }) => finding.rule.id === rule && `${finding.construct ?? ''}/`.startsWith(`${origin.path}/`),
    );
    if (matches) return [];
    const known = engine().RULES.some(({ id }) => id === rule);
    return formatProblem(known ? `no finding of ${rule} is here to be acknowledged` : `the audit has no rule ${rule}`, {
      ...origin,
      fix: known ? 'Remove the acknowledgement' : '"npx nexus audit --list-rules" names them',
    });
  });
}

/** The acknowledgements as a file that `nexus audit` reads with the folder: whoever audits the output sees the same. */
function acceptedFile(model: PlatformModel, { suppressed }: AuditReport): RenderedFile[] {
  const entries = new Map<string, Record<string, string>>();
  for (const { finding, suppression } of suppressed) {
    if (suppression.by !== 'construct') continue;
    const entry = {
      rule: finding.rule.id,
      file: finding.file.slice(model.outdir.length + 1),
      ...(finding.subject !== undefined && { subject: finding.subject }),
      reason: suppression.reason,
    };
    entries.set(JSON.stringify(entry), entry);
  }
  if (entries.size === 0) return [];
  const suppress = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const header = 'Findings of the audit that constructs accept. "npx nexus audit" reads this file with its folder.';
  const content = renderYaml({ suppress }, { header });
  return [{ path: `${model.outdir}/nexus-audit.yml`, content, executable: false, origin: model.origin }];
}

function tooLow({ score, improvements }: AuditReport, { audit: { failUnder }, origin }: PlatformModel): string[] {
  if (failUnder === undefined || score >= failUnder) return [];
  const most = improvements.slice(0, 3).map(({ rule, places }) => `${rule.id} (${places})`);
  return [
    formatProblem(`the output's security score is ${score.toFixed(1)}, below ${failUnder}`, {
      ...origin,
      fix: `These would raise it most: ${most.join(', ')}`,
    }),
  ];
}

function sentence({ rule, message, file, line, construct, source }: Finding): string {
  return `audit: ${construct ? `[${construct}] ` : ''}${message}: ${rule.id} (${rule.severity}) at ${file}:${line}${source ? ` (${source})` : ''}`;
}

function summaryOf({ score, findings, suppressed }: AuditReport, { outdir, name }: PlatformModel): string {
  const counts = (['critical', 'high', 'medium', 'low', 'info'] as const).flatMap((severity) => {
    const count = findings.filter(({ rule }) => rule.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  const accepted = suppressed.length > 0 ? `; ${suppressed.length} acknowledged` : '';
  const found = counts.length > 0 ? counts.join(', ') : 'nothing found';
  return `audit of ${name}: ${score.toFixed(1)} of 10 (${found}${accepted}); "npx nexus audit ${outdir}" says more`;
}
