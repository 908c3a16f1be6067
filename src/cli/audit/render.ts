import type { AuditReport } from '../../audit/audit.js';
import type { ReportExtra } from '../../audit/report/extra.js';
import type { Format } from './options.js';

/** A report in a format; only what that format needs is loaded. */
export async function render(format: Format, report: AuditReport, extra: ReportExtra): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../../audit/report/json.js')).toJson(report, extra);
    case 'sarif':
      return (await import('../../audit/report/sarif.js')).toSarif(report, extra);
    case 'html':
      return (await import('../../audit/report/html.js')).toHtml(report, extra);
    case 'markdown':
      return (await import('../../audit/report/markdown.js')).toMarkdown(report, extra);
    case 'text':
      return (await import('../../audit/report/text.js')).toText(report, extra);
  }
}
