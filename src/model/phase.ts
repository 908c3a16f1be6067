/**
 * The plan's four phases. A platform with `rollout: Phase.Build` synthesizes what the first two ask for and nothing of
 * the later ones, so that a team can land them one after the other.
 */
export enum Phase {
  /** Secrets, non-root images, production configuration, resource limits. */
  Security = 1,
  /** Dependency layers and caches, pruned or bundled images, `agendamento`. */
  Build = 2,
  /** Log rotation and labels, one network an edge. */
  Observability = 3,
  /** Readiness (deep health), and what the operations rooms add. */
  Advanced = 4,
}
