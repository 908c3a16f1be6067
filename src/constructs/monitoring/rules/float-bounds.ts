import { show } from '../../../model/errors.js';
import type { LabelMatcher, Selector } from '../../../read/promql/expression.js';
import { regexOf } from '../../../read/promql/regex.js';
import type { UnknownSeries } from './known-series.js';

/** Bounds that an expression is tried with: an exporter writes them as `1`, and Prometheus stores `1.0`. */
const COMMON = ['0', '1', '2', '5', '10', '15', '25', '30', '50', '60', '100', '500', '1000', '5000', '10000'];

/**
 * Why a selector of a bucket or a quantile finds nothing: Prometheus 3 stores the labels `le` of histograms and `quantile` of
 * summaries as floats when it collects them, `le="1"` as `le="1.0"` (its migration guide to version 3).
 */
export function wrongBound({ metric = '', matchers }: Selector): UnknownSeries | undefined {
  const wrong = matchers.find((matcher) => isBound(metric, matcher) && storedFor(matcher) !== undefined);
  if (!wrong) return undefined;
  const { name, op, value } = wrong;
  const stored = storedFor(wrong) ?? '';
  const is = `Prometheus 3 stores ${name}=${show(stored)}`;
  if (!op.endsWith('~'))
    return { problem: `${name}${op}${show(value)} matches no series`, fix: `Write ${name}${op}${show(stored)}: ${is}` };
  return {
    problem: `${name}${op}${show(value)} does not match ${stored}`,
    fix: `Write numbers in it like ${stored.replaceAll('.', '\\\\.').replaceAll('+', '\\\\+')}: ${is}`,
  };
}

/** Gauges may have a label of such a name, with any text: of a quantile this is not known, so a matcher of both forms passes. */
function isBound(metric: string, { name }: LabelMatcher): boolean {
  return name === 'quantile' || (name === 'le' && metric.endsWith('_bucket'));
}

/** What is stored in place of a number that a matcher is about, where the matcher does not match that. */
function storedFor({ op, value }: LabelMatcher): string | undefined {
  if (!op.endsWith('~')) return differing(value);
  const regex = regexOf(value);
  if (typeof regex === 'string') return undefined;
  const tried = [...literals(value), ...COMMON].find((number) => {
    const stored = differing(number);
    return stored !== undefined && regex.test(number) && !regex.test(stored);
  });
  return tried === undefined ? undefined : differing(tried);
}

/** `0.5|1` → `0.5`, `1` */
function literals(pattern: string): string[] {
  return pattern
    .replace(/^\(\?:|[()^$]/g, '')
    .split('|')
    .map((one) => one.replaceAll('\\', ''));
}

/** A number as it is stored, if that is another text. */
function differing(text: string): string | undefined {
  const number = numberOf(text);
  const stored = number === undefined ? undefined : asFloat(number);
  return stored === text ? undefined : stored;
}

function numberOf(text: string): number | undefined {
  if (/^\+?inf$/i.test(text)) return Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** As OpenMetrics writes floats: the shortest form of Go, which always has a point or an exponent. */
export function asFloat(number: number): string {
  if (!Number.isFinite(number)) return number > 0 ? '+Inf' : '-Inf';
  const [digits = '', exponent = '0'] = number.toExponential().split('e');
  const power = Number(exponent);
  if (number !== 0 && (power < -4 || power >= 6)) return withExponent(digits, power);
  const plain = String(number);
  return plain.includes('.') ? plain : `${plain}.0`;
}

function withExponent(digits: string, power: number): string {
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
