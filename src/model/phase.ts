/**
 * The plan's four phases. A platform with `rollout: Phase.Build` synthesizes what the first two ask for and nothing of
 * the later ones, so that a team can land them one after the other.
 */
export enum Phase {
  /** Secrets, non-root images, production configuration, resource limits. */
  Security = 1,
  /** Dependency layers and caches, pruned or bundled images, `agendamento`. */
  Build = 2,
  /** Log rotation and labels, one network an edge, metrics. */
  Observability = 3,
  /** Readiness (deep health), and what operations add. */
  Advanced = 4,
}

/** What comes with which phase: the one table. A feature is there from its phase on. */
export const FEATURES = {
  /** Cache mounts for package managers. */
  buildCaches: Phase.Build,
  /** Bundles, and `node_modules` without what production does not run. */
  leanImages: Phase.Build,
  /** A development stage and watched sources. */
  developmentStage: Phase.Build,
  /** tsconfig.json of contexts that import shared sources. */
  generatedTsconfig: Phase.Build,
  /** One network for each relation, in place of one for each tier. */
  edgeNetworks: Phase.Observability,
  /** The platform's log rotation and log labels. */
  logPolicy: Phase.Observability,
  /** Metrics and what reads them. */
  monitoring: Phase.Observability,
  /** Deep health checks. */
  readiness: Phase.Advanced,
  /** Warnings that only a whole platform deserves: before, a secret may wait for its service. */
  completeness: Phase.Advanced,
} as const satisfies Readonly<Record<string, Phase>>;

export type Feature = keyof typeof FEATURES;

/** Whether a platform whose rollout has come to `phase` has `feature`. */
export function includes(phase: Phase, feature: Feature): boolean {
  return phase >= FEATURES[feature];
}
