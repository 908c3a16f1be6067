import type { Finding } from '../finding.js';
import type { Rule } from '../rule.js';
import { THEMES, type Theme } from '../severity.js';
import { DOMAIN_HALF, HALF, RUBRIC, WEIGHTS } from './rubric.js';

/** A finding with how much of it counts, see {@link EXPOSURE}. */
export interface Weighed {
  readonly finding: Finding;
  readonly exposure: number;
}

export interface Improvement {
  readonly rule: Rule;
  /** How many places there are to mend. */
  readonly places: number;
  /** What the score would rise by if all of them were mended. */
  readonly gain: number;
}

export interface Score {
  readonly rubric: string;
  /** 0 to 10, one decimal, rounded down: 9.0 is not reached with 8.99. */
  readonly score: number;
  /** Those that some rule looked at. */
  readonly domains: Readonly<Partial<Record<Theme, number>>>;
  /** What would raise it most, first. */
  readonly improvements: readonly Improvement[];
}

/**
 * The score of what was found. Every rule costs its weight, times a sum over its places in which the n-th most exposed
 * one counts for 1/n: a tenth container without a limit is less news than the first. Nothing is divided by the number
 * of files or services, so that adding some raises nothing; and to mend a place can only take away from the sum.
 */
export function score(weighed: readonly Weighed[], themes: ReadonlySet<Theme> = new Set(THEMES)): Score {
  const byRule = new Map<Rule, number[]>();
  for (const { finding, exposure } of weighed) {
    const exposures = byRule.get(finding.rule);
    if (exposures) exposures.push(exposure);
    else byRule.set(finding.rule, [exposure]);
  }
  // In one order, whatever that of the findings is: sums of fractions depend on it.
  const costs = [...byRule]
    .map(([rule, exposures]) => ({ rule, cost: costOf(rule, exposures), places: exposures.length }))
    .sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const total = sum(costs.map(({ cost }) => cost));
  const domains = Object.fromEntries(
    THEMES.filter((theme) => themes.has(theme)).map((theme) => {
      const own = sum(costs.filter(({ rule }) => rule.theme === theme).map(({ cost }) => cost));
      return [theme, shown(scoreOf(own, DOMAIN_HALF))];
    }),
  ) as Partial<Record<Theme, number>>;
  const improvements = costs
    .map(({ rule, cost, places }) => ({ rule, places, gain: scoreOf(total - cost, HALF) - scoreOf(total, HALF) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || (a.rule.id < b.rule.id ? -1 : 1));
  return { rubric: RUBRIC, score: shown(scoreOf(total, HALF)), domains, improvements };
}

function costOf(rule: Rule, exposures: readonly number[]): number {
  const sorted = [...exposures].sort((a, b) => b - a);
  return WEIGHTS[rule.severity] * sum(sorted.map((exposure, index) => exposure / (index + 1)));
}

/** Half of 10 at a cost of `half`, a third at twice that: never 0, so that the worst can still be told apart. */
const scoreOf = (cost: number, half: number) => 10 / (1 + Math.max(0, cost) / half);

/** One decimal, rounded down; a rounding error of the sum is none of the user's. */
const shown = (value: number) => Math.floor(value * 10 + 1e-9) / 10;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
