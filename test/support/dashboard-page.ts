import type { Dashboard, Panel } from './dashboards.js';

/** Pixels of a column and of a row, with the gap between panels, as Grafana has them at 1440 pixels. */
const COLUMN = 58;
const ROW = 38;
const GAP = 8;

const COLORS: Readonly<Record<string, string>> = {
  green: '#73bf69',
  orange: '#ff9830',
  red: '#f2495c',
  blue: '#5794f2',
};

/**
 * A dashboard's layout as a page: where each panel stands, its title, what it asks, and the bar of its thresholds. No data:
 * it is for looking at sizes, order and texts without a Grafana.
 */
export function dashboardPage({ title, uid, panels }: Dashboard): string {
  const height = Math.max(0, ...panels.map(({ gridPos }) => gridPos.y + gridPos.h)) * ROW;
  return `<!doctype html><meta charset="utf-8"><title>${escape(title)}</title><style>
body { margin: 16px; background: #111217; color: #ccccdc; font: 14px Inter, "DejaVu Sans", sans-serif; width: ${24 * COLUMN}px }
main { position: relative; height: ${height}px }
section { position: absolute; box-sizing: border-box; background: #181b1f; border: 1px solid #2c2e33; padding: 8px; overflow: hidden }
h2 { font-size: 14px; margin: 0 0 8px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
code { display: block; font-size: 11px; color: #9a9ab0; overflow-wrap: anywhere }
small { position: absolute; right: 8px; bottom: 4px; color: #6e7080; background: #181b1f }
.steps { display: flex; height: 6px; margin: 6px 0 } .steps i { flex: 1 }
table { border-collapse: collapse } td, th { border: 1px solid #2c2e33; padding: 2px 8px; text-align: left }
</style><h1>${escape(title)} <small style="position: static">/d/${escape(uid)}</small></h1><main>${panels.map(section).join('')}</main>`;
}

function section({
  id,
  type,
  title,
  gridPos: { x, y, w, h },
  targets = [],
  options,
  fieldConfig,
  description,
}: Panel): string {
  const box = [x * COLUMN, y * ROW, w * COLUMN - GAP, h * ROW - GAP];
  const [left, top, width, height] = box;
  const steps = fieldConfig?.defaults.thresholds?.steps ?? [];
  return [
    `<section style="left:${left}px;top:${top}px;width:${width}px;height:${height}px">`,
    `<small>${type} ${escape(fieldConfig?.defaults.unit ?? '')} #${id}</small><h2>${escape(title)}</h2>`,
    `<div class="steps">${steps.map(({ color, value }) => `<i style="background:${COLORS[color] ?? color}" title="${value}"></i>`).join('')}</div>`,
    ...targets.map(({ expr, legendFormat = '' }) => `<code>${escape(legendFormat)}: ${escape(expr)}</code>`),
    options.content === undefined ? '' : table(options.content),
    description === undefined ? '' : `<p>${escape(description).replaceAll('\n\n', '<br>')}</p>`,
    '</section>',
  ].join('');
}

/** A table in Markdown, with its links as texts. */
function table(markdown: string): string {
  const rows = markdown.split('\n').filter((line) => !/^\|[\s|-]+\|$/.test(line));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => `<td>${escape(cell.trim()).replace(/\[([^\]]+)\]\([^)]*\)/g, '<u>$1</u>')}</td>`)
      .join(''),
  );
  return `<table>${cells.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
