const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Seconds of a duration as Prometheus writes it: `5m`, `1h30m`, `300`; undefined for other texts. */
export function secondsOf(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    seconds += Number(count) * (SECONDS[unit] ?? 0);
  return seconds;
}

/** A number of a query: `0.5`, `1e3`, `Inf`, `NaN`, or a duration in seconds. */
export function numberOf(text: string): number {
  const plain = text.toLowerCase().replaceAll('_', '');
  if (plain === 'inf' || plain === '+inf') return Infinity;
  if (plain === 'nan') return NaN;
  const number = Number(plain);
  return Number.isNaN(number) ? (secondsOf(plain) ?? NaN) : number;
}
