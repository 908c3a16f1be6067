import { MONITORING_PORT } from './stack.js';

export interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: string;
  readonly lastError: string;
}

/** One time series and its value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What Prometheus scrapes, and what became of it. */
export async function targets(): Promise<Target[]> {
  const { activeTargets } = await get<{ activeTargets: Target[] }>('targets?state=active');
  return activeTargets;
}

/** What a PromQL expression yields now. */
export async function query(expression: string): Promise<Sample[]> {
  const { result } = await get<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(
    `query?query=${encodeURIComponent(expression)}`,
  );
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

const OPERATORS = new Set(['and', 'or', 'unless', 'bool', 'offset']);

/** Names of the metrics in a PromQL expression: no labels, functions or operators. */
export function metricsOf(expression: string): string[] {
  const text = expression
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\b\s*(?:\([^)]*\))?/g, '')
    .replace(/\boffset\s+-?\w+/g, '');
  const names = [...text.matchAll(/(?<![\w:])[a-zA-Z_:][\w:]*(?![\w:]|\s*\()/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !OPERATORS.has(name));
}

async function get<Data>(path: string): Promise<Data> {
  const reply = await fetch(`http://127.0.0.1:${MONITORING_PORT}/api/v1/${path}`);
  const body = (await reply.json()) as { data: Data; error?: string };
  if (!reply.ok) throw new Error(`Prometheus answers ${path} with ${reply.status}: ${body.error ?? ''}`);
  return body.data;
}
