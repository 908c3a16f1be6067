/** A table: its first column on the left, figures on the right. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Aligned columns for a terminal. */
export function textTable({ head, rows }: Table): string {
  const widths = columnWidths([head, ...rows]);
  return [head, ...rows].map((row) => cells(row, widths).join('  ').trimEnd()).join('\n');
}

/** The same as Markdown, as prettier formats it. */
export function markdownTable({ head, rows }: Table): string {
  const widths = columnWidths([head, ...rows]);
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(cells(head, widths)), line(rule), ...rows.map((row) => line(cells(row, widths)))].join('\n');
}

/** `12,345`, with up to three digits that matter below a hundred. */
export function figure(value: number): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = rows[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)));
}

function cells(row: readonly string[], widths: readonly number[]): string[] {
  return widths.map((width, i) => (i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width)));
}
