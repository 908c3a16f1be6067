import type { AuditReport } from '../../audit.js';
import { placeOf } from '../../source/problem.js';
import { count, severityCounts } from '../counts.js';
import { html, proseHtml } from '../escape.js';
import type { ReportExtra } from '../extra.js';

const grade = (score: number) => (score >= 8 ? 'good' : score >= 5 ? 'fair' : 'poor');

/** The score, and how it comes about. */
export function header(report: AuditReport, extra: ReportExtra): string {
  const { score, unsuppressed, files, suppressed, rubric } = report;
  const findings = extra.baseline?.fresh ?? report.findings;
  const badges = severityCounts(findings).map(
    ([severity, n]) => `<span class="badge ${severity}">${n} ${severity}</span>`,
  );
  const { baseline } = extra;
  const since = baseline
    ? `<p>Since the baseline <strong>${baseline.fresh.length} new</strong>, ${baseline.known.length} known, ${baseline.mended} mended. The new ones are listed.</p>`
    : '';
  const hidden =
    suppressed.length > 0
      ? `<p class="soft">Without suppressions the score would be ${unsuppressed.toFixed(1)}.</p>`
      : '';
  return `<header class="card top">${gauge(score)}<div>
<h1>Audit of Dockerfiles and Compose files</h1>
<p>${count(findings.length, 'finding')} in ${count(files.length, 'file')}</p>
<p>${badges.join(' ')}</p>
${since}${hidden}<p class="soft">Rubric ${html(rubric)}${extra.version === undefined ? '' : `, nexus ${html(extra.version)}`}</p>
</div></header>`;
}

function gauge(score: number): string {
  const length = 2 * Math.PI * 52 * 0.75;
  const arc = `cx="60" cy="60" r="52" stroke-width="12" stroke-linecap="round" transform="rotate(135 60 60)"`;
  const filled = (length * score) / 10;
  const value =
    score > 0 ? `<circle class="${grade(score)}" fill="none" ${arc} stroke-dasharray="${filled.toFixed(1)} 400"/>` : '';
  return `<svg class="gauge" viewBox="0 0 120 120" role="img" aria-label="Score ${score.toFixed(1)} of 10">
<circle class="track" ${arc} stroke-dasharray="${length.toFixed(1)} 400"/>${value}
<text class="number" x="60" y="68" text-anchor="middle">${score.toFixed(1)}</text>
<text class="of" x="60" y="88" text-anchor="middle">of 10</text></svg>`;
}

export function domains(report: AuditReport): string {
  const rows = Object.entries(report.domains).map(([theme, score]) => {
    const bar = `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="${grade(score)}" width="${score * 10}" height="8"/></svg>`;
    return `<tr><th scope="row">${html(theme)}</th><td>${bar}</td><td class="number">${score.toFixed(1)}</td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<section class="card" aria-labelledby="domains"><h2 id="domains">Domains</h2><table class="bars"><tbody>
${rows.join('\n')}
</tbody></table></section>`;
}

/** @param anchors where the first finding of a rule stands */
export function improvements(report: AuditReport, anchors: ReadonlyMap<string, string>): string {
  const rows = report.improvements.slice(0, 10).map(({ rule, places, gain }) => {
    const gained = gain < 0.05 ? '&lt;0.1' : `+${gain.toFixed(1)}`;
    const anchor = anchors.get(rule.id);
    const name = `<code>${html(rule.id)}</code>`;
    const link = anchor === undefined ? name : `<a href="#${anchor}">${name}</a>`;
    return `<li><span class="gain">${gained}</span><span>${link}, ${count(places, 'place')}<br><span class="soft">${proseHtml(rule.title)}</span></span></li>`;
  });
  if (rows.length === 0) return '';
  return `<section class="card" aria-labelledby="improvements"><h2 id="improvements">What would raise the score most</h2><ol class="gains">
${rows.join('\n')}
</ol></section>`;
}

export function suppressed(report: AuditReport): string {
  const rows = report.suppressed.map(({ finding: { rule, file, line, message }, suppression: { by, reason, at } }) => {
    const where = `<code>${html(`${file}:${line}`)}</code><br>${html(message)}`;
    const said = `${html(by)}, <code>${html(`${at.file}:${at.line}`)}</code>`;
    return `<tr><td><span class="badge ${rule.severity}">${rule.severity}</span> <code>${html(rule.id)}</code></td><td>${where}</td><td>${html(reason)}<br><span class="soft">${said}</span></td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<section class="card" aria-labelledby="suppressed"><h2 id="suppressed">Suppressed (${rows.length})</h2>
<table class="stack"><thead><tr><th scope="col">rule</th><th scope="col">where</th><th scope="col">reason</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></section>`;
}

export function problems(report: AuditReport): string {
  if (report.problems.length === 0) return '';
  const rows = report.problems.map((problem) => {
    return `<li><code>${html(placeOf(problem))}</code> ${html(problem.message)}</li>`;
  });
  return `<section class="card" aria-labelledby="problems"><h2 id="problems">Problems (${rows.length})</h2><ul>
${rows.join('\n')}
</ul></section>`;
}
