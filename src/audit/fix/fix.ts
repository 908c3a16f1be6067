import { audit, type AuditOptions, type AuditReport } from '../audit.js';
import type { Finding } from '../finding.js';
import type { AuditInput } from '../source/discover.js';
import { applyEdits } from './edit.js';
import { propose, Texts, type Declined, type Proposal } from './propose.js';
import { sameInstructions, saysAsMuch } from './sameness.js';

export interface FixResult {
  /** The files that changed, with their new text. */
  readonly changed: ReadonlyMap<string, string>;
  /** The findings that are mended, as they were found. */
  readonly fixed: readonly Finding[];
  /** Findings that look as if they could be mended, and why they were not. */
  readonly leftAlone: readonly Declined[];
  /** What was found before, and what is found now. */
  readonly before: AuditReport;
  readonly after: AuditReport;
}

interface State {
  readonly inputs: readonly AuditInput[];
  readonly report: AuditReport;
}

/**
 * Mends what needs no decision, in the texts alone: nothing is written. After every step everything is audited again. A
 * step that does not take its finding away, or brings a new one, or lowers the score, is not made. Every step leaves
 * fewer findings, so that it ends, and what it gives has nothing more to mend.
 *
 * @param untouched files that stay as they are
 */
export function fix(
  inputs: readonly AuditInput[],
  options: AuditOptions = {},
  untouched: ReadonlySet<string> = new Set(),
): FixResult {
  const before = audit(inputs, options);
  let state: State = { inputs, report: before };
  const fixed: Finding[] = [];
  const refused = new Map<string, Declined>();
  let declined: readonly Declined[] = [];
  let isNew = true;
  while (isNew) {
    const texts = new Texts(state.inputs);
    const open = state.report.findings.filter(
      (finding) => !untouched.has(finding.file) && !refused.has(identity(finding, texts)),
    );
    const found = propose(open, texts);
    declined = found.declined;
    const step = attempt(state, found.proposals, texts, options);
    fixed.push(...step.made.map(({ finding }) => finding));
    state = step.state;
    // What was refused before may be possible now.
    if (step.made.length > 0) refused.clear();
    for (const finding of step.failed) {
      refused.set(identity(finding, texts), { finding, why: 'the finding would stay, or another would come' });
    }
    isNew = step.made.length > 0 || step.failed.length > 0;
  }
  const originals = new Map(inputs.map(({ path, text }) => [path, text]));
  const changed = state.inputs.filter(({ path, text }) => originals.get(path) !== text);
  return {
    changed: new Map(changed.map(({ path, text }) => [path, text])),
    fixed,
    leftAlone: [...declined, ...refused.values()],
    before,
    after: state.report,
  };
}

interface Step {
  readonly state: State;
  readonly made: readonly Proposal[];
  readonly failed: readonly Finding[];
}

/** Makes as many of the proposals as can be made together; where that goes wrong in a file, one of it at a time. */
function attempt(state: State, proposals: readonly Proposal[], texts: Texts, options: AuditOptions): Step {
  if (proposals.length === 0) return { state, made: [], failed: [] };
  const all = apply(state, proposals, texts, options);
  const wrong = worse(state.report, all.report, proposals, texts);
  if (wrong.size === 0) return { state: all, made: proposals, failed: [] };
  const good = proposals.filter(({ finding }) => !wrong.has(finding.file));
  if (good.length > 0 && good.length < proposals.length) {
    const step = attempt(state, good, texts, options);
    if (step.made.length > 0) return step;
  }
  const [first, ...others] = proposals;
  if (!first) return { state, made: [], failed: [] };
  if (others.length === 0) return { state, made: [], failed: [first.finding] };
  return attempt(state, proposals.slice(0, Math.ceil(proposals.length / 2)), texts, options);
}

function apply(state: State, proposals: readonly Proposal[], texts: Texts, options: AuditOptions): State {
  const edits = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const own = edits.get(proposal.finding.file);
    if (own) own.push(proposal);
    else edits.set(proposal.finding.file, [proposal]);
  }
  const inputs = state.inputs.map((input) => {
    const own = edits.get(input.path)?.flatMap((proposal) => proposal.edits);
    const source = own && texts.source(input.path);
    return source ? { ...input, text: applyEdits(source, own) } : input;
  });
  return { inputs, report: audit(inputs, options) };
}

/** The files in which something went wrong. */
function worse(
  before: AuditReport,
  after: AuditReport,
  proposals: readonly Proposal[],
  texts: Texts,
): ReadonlySet<string> {
  const wrong = new Set<string>();
  const was = counts(before.findings);
  const is = counts(after.findings);
  for (const [key, count] of is) if (count > (was.get(key) ?? 0)) wrong.add(key.split('\0')[0] ?? '');
  const mended = counts(proposals.map(({ finding }) => finding));
  for (const [key, count] of mended) {
    if ((is.get(key) ?? 0) > (was.get(key) ?? 0) - count) wrong.add(key.split('\0')[0] ?? '');
  }
  for (const file of new Set(proposals.map(({ finding }) => finding.file))) {
    const own = proposals.filter(({ finding }) => finding.file === file);
    const source = texts.source(file);
    const edits = own.flatMap((proposal) => proposal.edits);
    const same = own[0]?.finding.rule.kind === 'compose' ? saysAsMuch : sameInstructions;
    if (!source || !same(source, edits)) wrong.add(file);
  }
  // Whose fault it is, only a closer look shows.
  const fell = after.score < before.score || after.problems.length > before.problems.length;
  if (fell && wrong.size === 0) for (const { finding } of proposals) wrong.add(finding.file);
  return wrong;
}

/** By file and rule: lines move, and messages name what has changed. */
function counts(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const { file, rule } of findings) {
    const key = `${file}\0${rule.id}`;
    result.set(key, (result.get(key) ?? 0) + 1);
  }
  return result;
}

/** A finding by what stands at its place, which stays when other lines come and go. */
function identity({ file, rule, message, line }: Finding, texts: Texts): string {
  return [file, rule.id, message, texts.source(file)?.line(line).trim() ?? ''].join('\0');
}
