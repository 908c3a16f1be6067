import type { Severity } from '../rule.js';

/** Name of this rubric. Any change of a number below gives it a new version (docs/audit-score.md). */
export const RUBRIC = 'nexus-audit/1';

/** What one finding of a rule costs where it is fully exposed. */
export const WEIGHTS: Readonly<Record<Severity, number>> = { critical: 10, high: 4, medium: 1.5, low: 0.4, info: 0 };

/** The cost that halves the score. */
export const HALF = 27;

/** The cost that halves the score of a single domain. */
export const DOMAIN_HALF = 6;

/** How much of a finding counts, by what can reach it. */
export const EXPOSURE = {
  /** A service that publishes a port to other machines, and the image that it runs. */
  published: 1.25,
  usual: 1,
  /** A stage that the image is made from, but is not. */
  build: 0.5,
  /** A stage that nothing needs; a Compose file that is meant for development alone. */
  aside: 0.25,
} as const;
