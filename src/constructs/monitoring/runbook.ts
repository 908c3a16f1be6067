import type { Language, RunbookSection, Threshold } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { NexusError, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { Provenance } from '../../model/provenance.js';
import { textIn } from '../../model/text.js';
import { runbookAnchor } from './rules/alert-name.js';
import type { AlertRule } from './rules/alert-rules.js';
import type { Watched } from './rules/watched.js';
import { RUNBOOK_TEXTS } from './texts/runbook.js';

/** In the output folder; alerts link to it. */
export const RUNBOOK = 'docs/RUNBOOK.md';

interface Line {
  readonly text: string;
  readonly provenance?: Provenance;
}

/** What the person does who is told of an alert: a section for each subject, in it one for each figure. */
export function runbook(
  model: PlatformModel,
  observables: readonly Watched[],
  alerts: readonly AlertRule[],
  origin: Origin,
): NewDocument {
  const { language, name, contributions } = model;
  const texts = RUNBOOK_TEXTS[language];
  const lines: Line[] = [{ text: '' }, { text: `# ${texts.title(name)}` }, { text: '' }, { text: texts.introduction }];
  const sections = contributions.filter((one) => one.kind === 'runbook');
  const subjects = [...new Set([...observables, ...sections].map(({ subject }) => subject))];
  for (const subject of subjects) {
    lines.push({ text: '' }, { text: `## ${subject}` });
    for (const watched of observables.filter((one) => one.subject === subject))
      lines.push(
        ...figure(
          watched,
          alerts.filter((alert) => alert.watched === watched),
          language,
        ),
      );
    for (const section of sections.filter((one) => one.subject === subject))
      lines.push(...whole(section, language).map((text) => ({ text, provenance: section.provenance })));
  }
  return {
    path: RUNBOOK,
    origin,
    kind: 'lines',
    syntax: 'html',
    lines: lines.map(({ text }) => text),
    provenance: new Map(
      lines.flatMap(({ provenance }, index): [string, Provenance][] =>
        provenance ? [[`lines/${index + 1}`, provenance]] : [],
      ),
    ),
  };
}

function figure(watched: Watched, alerts: readonly AlertRule[], language: Language): Line[] {
  const { subject, name, description, interpretation, nextSteps, query, owner, provenance } = watched;
  const texts = RUNBOOK_TEXTS[language];
  const paragraphs = [
    `<a id="${runbookAnchor(subject, name)}"></a>`,
    `### ${subject}: ${name}`,
    oneLine(textIn(language, description)),
    ...(alerts.length > 0 ? [alerts.map((alert) => alertLine(alert, language)).join('\n')] : []),
    ...(interpretation === undefined ? [] : [textIn(language, interpretation)]),
    ...(nextSteps === undefined ? [] : steps(texts.nextSteps, textIn(language, nextSteps))),
    ...(owner === undefined ? [] : [`${texts.owner} ${oneLine(owner)}`]),
    ['```promql', query, '```'].join('\n'),
  ];
  return paragraphs.flatMap((paragraph) => ['', ...paragraph.split('\n')]).map((text) => ({ text, provenance }));
}

/** A list stands below its heading: behind it, it would be read as one paragraph. */
function steps(heading: string, text: string): string[] {
  return text.includes('\n') ? [`**${heading}**`, text] : [`**${heading}** ${text}`];
}

function alertLine(
  { alert, severity, threshold, condition: said, for: lasting, keepFiringFor }: AlertRule,
  language: Language,
): string {
  const texts = RUNBOOK_TEXTS[language];
  const when = said ?? (threshold ? condition(threshold) : texts.missing);
  const since = said === undefined && lasting.toMilliseconds() > 0 ? ` ${texts.lasting(lasting.toString())}` : '';
  const until = keepFiringFor ? `, ${texts.keeps(keepFiringFor.toString())}` : '';
  return `- \`${alert}\`, ${texts.severity[severity]}: ${when}${since}${until}`;
}

function condition({ comparison, value }: Threshold): string {
  return `\`${comparison} ${value}\``;
}

/** A heading of a section stands below that of its subject. */
function whole({ id, title, body }: RunbookSection, language: Language): string[] {
  return [
    '',
    `<a id="${id}"></a>`,
    '',
    `### ${oneLine(textIn(language, title))}`,
    '',
    ...textIn(language, body).split('\n'),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** @returns what stands before `#anchor` in links to the runbook */
export function checkRunbookUrl(url: string | undefined, path: string): string {
  if (url === undefined) return RUNBOOK;
  if (/^https?:\/\/[^\s#]+$/.test(url) && URL.canParse(url)) return url;
  throw new NexusError(`runbookUrl ${show(url)} is not the address of a page`, {
    path,
    fix: 'Write it like "https://git.example.org/erp/blob/main/docs/RUNBOOK.md", without "#"',
  });
}
