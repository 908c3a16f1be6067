import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const;
type Unit = keyof typeof SECONDS;

/** Seconds that an alert waits at most. */
const LONGEST = 60;

/** `5m` as seconds; `1h30m`, too. */
function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit as Unit], 0);
}

/** Whole seconds, never none. */
export function shorter(duration: string, factor: number): string {
  return `${Math.max(1, Math.round(secondsOf(duration) / factor))}s`;
}

/** The windows in an expression: `[5m]`, `[1h:1m]`, `offset 1d`. */
export function withShorterWindows(expression: string, factor: number): string {
  const duration = /(?:\d+(?:ms|[smhdwy]))+/g;
  return expression.replace(/\[[^\]"]*\]|\boffset\s+-?\w+/g, (window) =>
    window.replace(duration, (one) => shorter(one, factor)),
  );
}

interface Rule {
  expr: string;
  for?: string;
  keep_firing_for?: string;
}

/**
 * Makes the monitoring in `folder` faster: scrapes, evaluations, windows and times to wait until an alert fires, all by one
 * factor; at most a minute until one fires, of those that wait for an hour. Nothing else about it changes.
 *
 * @param messages factor of the times in which alerts become one message, which change when somebody is told, not of what
 */
export function hasten(folder: string, factor: number, messages = factor): void {
  const monitoring = join(folder, 'infrastructure', 'monitoring');
  // Of any depth: refresh intervals are in the jobs.
  edit(join(monitoring, 'prometheus.yml'), (config) => shortenAll(config, /_interval$/, factor));
  edit(join(monitoring, 'alertmanager.yml'), (config) => shortenAll(config, /^group_(?:wait|interval)$/, messages));
  const rules = join(monitoring, 'rules');
  for (const file of readdirSync(rules).filter((name) => name.endsWith('.yml')))
    edit(join(rules, file), (content) => {
      for (const group of (content as { groups: { interval?: string; rules: Rule[] }[] }).groups) {
        if (group.interval) group.interval = shorter(group.interval, factor);
        for (const rule of group.rules) {
          rule.expr = withShorterWindows(rule.expr, factor);
          if (rule.for) rule.for = `${Math.min(LONGEST, parseInt(shorter(rule.for, factor)))}s`;
          if (rule.keep_firing_for) rule.keep_firing_for = shorter(rule.keep_firing_for, factor);
        }
      }
    });
}

function edit(file: string, change: (content: unknown) => void): void {
  const content: unknown = parse(readFileSync(file, 'utf8'));
  change(content);
  writeFileSync(file, stringify(content));
}

function shortenAll(value: unknown, key: RegExp, factor: number): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value as Record<string, unknown>))
    if (typeof inner === 'string' && key.test(name)) (value as Record<string, unknown>)[name] = shorter(inner, factor);
    else shortenAll(inner, key, factor);
}
