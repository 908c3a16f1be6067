import type { WritePlan } from './write/plan.js';

export interface SummaryLine {
  readonly level: 'info' | 'warn';
  readonly text: string;
}

/** How many names of one kind are worth a line each. */
const MOST = 10;

/** What a run did, in a few lines. */
export function summarize(
  plan: WritePlan,
  saved: ReadonlyMap<string, string>,
  warnings: readonly string[],
): SummaryLine[] {
  const lines: SummaryLine[] = [];
  const warn = (text: string) => lines.push({ level: 'warn', text });
  for (const text of warnings) warn(text);
  for (const [path, copy] of [...saved].slice(0, MOST))
    warn(`${path} had been changed by hand; that version is now ${copy}`);
  if (saved.size > MOST) warn(`… and ${saved.size - MOST} more hand-edited files, saved likewise`);
  for (const path of plan.orphans.slice(0, MOST)) lines.push({ level: 'info', text: `removed ${path}` });
  if (plan.orphans.length > MOST) lines.push({ level: 'info', text: `removed ${plan.orphans.length - MOST} more` });
  for (const path of plan.abandoned.slice(0, MOST)) {
    warn(`${path} is generated no more, and stays: its content is not ours`);
  }
  const written = plan.writes.length + plan.modes.length;
  const total = warnings.length + saved.size + plan.abandoned.length;
  lines.push({
    level: 'info',
    text: `nexus: ${written} written, ${plan.unchanged.length} unchanged, ${plan.orphans.length} removed, ${total} ${total === 1 ? 'warning' : 'warnings'}`,
  });
  return lines;
}
