/** How bad it is where it can be reached; the score weighs it by exposure (docs/audit-score.md). */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The domains of the score. */
export const THEMES = [
  'base-image',
  'user',
  'secrets',
  'packages',
  'transport',
  'layers',
  'instructions',
  'labels',
  'healthcheck',
  'ports',
  'namespaces',
  'privileges',
  'filesystem',
  'resources',
  'restart',
  'logging',
  'networks',
  'build-context',
] as const;
export type Theme = (typeof THEMES)[number];
