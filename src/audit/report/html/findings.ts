import type { Finding } from '../../finding.js';
import { SEVERITIES, THEMES, type Rule } from '../../rule.js';
import { byFileAndRule, count } from '../counts.js';
import { html, proseHtml } from '../escape.js';
import { namedReferences } from '../references.js';
import type { Evidence } from './evidence.js';

export interface FindingsHtml {
  readonly text: string;
  /** The id of the first card of each rule. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** By file and rule, a card each; every place opens to the lines of the file. */
export function findingsHtml(findings: readonly Finding[], evidence: Evidence): FindingsHtml {
  const anchors = new Map<string, string>();
  let number = 0;
  const files = byFileAndRule(findings).map(({ file, rules, findings: own }, index) => {
    const cards = rules.flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const id = `f${++number}`;
      if (!anchors.has(first.rule.id)) anchors.set(first.rule.id, id);
      return [card(id, first.rule, group, evidence)];
    });
    const name = `<h3 id="file${index + 1}">${html(file)} <span class="soft">(${count(own.length, 'finding')})</span></h3>`;
    return `<section class="file" aria-labelledby="file${index + 1}">${name}\n${cards.join('\n')}\n</section>`;
  });
  const none = files.length === 0 ? '<p class="card">There are no findings.</p>' : '';
  return { text: `${filters(findings)}${none}${files.join('\n')}`, anchors };
}

function card(id: string, rule: Rule, group: readonly Finding[], evidence: Evidence): string {
  const places = group.map((finding, index) => place(finding, `${id}-${index + 1}`, group.length === 1, evidence));
  const { severity, theme, title, remedy } = rule;
  return `<article class="card finding" id="${id}" data-severity="${severity}" data-theme="${theme}" data-file="${html(group[0]?.file ?? '')}">
<header><span class="badge ${severity}">${severity}</span> <h4>${html(rule.id)}</h4> <span class="soft">${theme}</span>
<p class="title">${proseHtml(title)}</p></header>
<p>${proseHtml(remedy)} <a href="#rule-${html(rule.id)}">Why, and an example</a></p>
${places.join('\n')}
</article>`;
}

function place(finding: Finding, id: string, only: boolean, evidence: Evidence): string {
  const { line, endLine, message, subject, construct, source } = finding;
  const lines = endLine > line ? `lines ${line}–${endLine}` : `line ${line}`;
  const about = subject === undefined || message.includes(subject) ? '' : `${html(subject)}: `;
  const origin =
    construct === undefined
      ? ''
      : `<p class="soft">From <code>${html(construct)}</code>${source === undefined ? '' : `, made at <code>${html(source)}</code>`}</p>`;
  const shown = evidence.of(finding, `${id}-line`);
  return `<details class="place" id="${id}"${only ? ' open' : ''}><summary><strong>${lines}</strong> ${about}${html(message)}</summary>${origin}${shown}</details>`;
}

function filters(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const there = (value: string) =>
    findings.filter(({ rule }) => rule.severity === value || rule.theme === value).length;
  const boxes = SEVERITIES.filter((severity) => there(severity) > 0).map((severity) => {
    return `<label><input type="checkbox" name="severity" value="${severity}" checked> <span class="badge ${severity}">${severity} (${there(severity)})</span></label>`;
  });
  const themes = THEMES.filter((theme) => there(theme) > 0).map(
    (theme) => `<option value="${theme}">${theme} (${there(theme)})</option>`,
  );
  return `<form id="filters" class="card filters" hidden role="search" aria-label="Filter the findings">
<label class="block"><span class="name">Search</span><input type="search" name="search" placeholder="rule, file, message" size="22"></label>
<fieldset><legend>Severity</legend>${boxes.join('')}</fieldset>
<label class="block"><span class="name">Theme</span><select name="theme"><option value="">all themes</option>${themes.join('')}</select></label>
<button type="reset">Show all</button><button type="button" id="open-all" aria-pressed="false">Open all evidence</button>
<p id="shown" class="soft" role="status"></p>
</form>
`;
}

/** What is to be known of the rules that were broken. */
export function rulesHtml(findings: readonly Finding[]): string {
  const rules = [...new Map(findings.map(({ rule }) => [rule.id, rule])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  if (rules.length === 0) return '';
  const entries = rules.map((rule) => {
    const { id, title, rationale, remedy, example } = rule;
    return `<div id="rule-${html(id)}"><details class="place"><summary><code>${html(id)}</code> ${proseHtml(title)}</summary>
<p>${proseHtml(rationale)}</p><p>${proseHtml(remedy)}</p><pre class="plain" tabindex="0" role="region" aria-label="Lines that comply with ${html(id)}"><code>${example.split('\n').map(html).join('\n')}</code></pre>${references(rule)}</details></div>`;
  });
  return `<section class="card" aria-labelledby="rules"><h2 id="rules">The rules that were broken</h2>\n${entries.join('\n')}\n</section>`;
}

function references(rule: Rule): string {
  const text = namedReferences(rule)
    .map(([source, ids]) => `${source} ${ids.join(', ')}`)
    .join('; ');
  return text === '' ? '' : `<p class="soft">See also: ${html(text)}</p>`;
}
