import { createHash } from 'node:crypto';
import type { AuditReport } from '../audit.js';
import type { ReportExtra } from './extra.js';
import { Evidence } from './html/evidence.js';
import { findingsHtml, rulesHtml } from './html/findings.js';
import { domains, header, improvements, problems, suppressed } from './html/overview.js';
import { SCRIPT } from './html/script.js';
import { STYLE } from './html/style.js';

/** The report as one page that needs nothing else: no network, no other file. */
export function toHtml(report: AuditReport, extra: ReportExtra = {}): string {
  const listed = extra.baseline?.fresh ?? report.findings;
  // A secret stays one when its finding is suppressed, or known.
  const every = [...report.findings, ...report.suppressed.map(({ finding }) => finding)];
  const evidence = new Evidence(every, extra.textOf ?? (() => undefined));
  const { text, anchors } = findingsHtml(listed, evidence);
  // What is not one of these two texts is neither run nor applied, whatever a file's name may smuggle in.
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Audit: ${report.score.toFixed(1)} of 10</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
<div class="wrap">
${header(report, extra)}
<main>
${problems(report)}
<div class="pair">
${improvements(report, anchors)}
${domains(report)}
</div>
<section aria-labelledby="findings">
<h2 id="findings">Findings (${listed.length})</h2>
${text}
</section>
${suppressed(report)}
${rulesHtml(listed)}
</main>
</div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
