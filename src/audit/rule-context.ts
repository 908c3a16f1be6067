import type { ComposeService } from '../read/compose/document.js';
import type { Dockerfile, Stage } from '../read/dockerfile/document.js';

export const LABEL_FORMATS = ['text', 'url', 'semver', 'rfc3339', 'spdx', 'hash', 'email'] as const;

export type LabelFormat = (typeof LABEL_FORMATS)[number];

export interface Settings {
  /** Registries that images may come from (rule `trusted-registry`). @default any */
  readonly trustedRegistries?: readonly string[];
  /** Labels that an image must have, and their format (rules of the theme `labels`). @default none */
  readonly labels?: Readonly<Record<string, LabelFormat>>;
  /** Whether labels that are not in `labels` are findings. @default false */
  readonly strictLabels?: boolean;
}

/** What a rule may look at besides its document. */
export interface RuleContext {
  readonly settings: Settings;
  /** The Dockerfile that a Compose service builds, where it is among the audited files, and the stage it builds. */
  dockerfileOf(
    service: ComposeService,
  ): { readonly dockerfile: Dockerfile; readonly stage: Stage | undefined } | undefined;
  /** The Compose services that build a Dockerfile. */
  servicesOf(dockerfile: Dockerfile): readonly ComposeService[];
  /** The text of the ignore file that a Dockerfile's build reads; undefined where there is none, or it is not known. */
  ignoreFileOf(dockerfile: Dockerfile): { readonly path: string; readonly text: string } | undefined;
  /** The text of a file beside the documents; undefined where there is none, and without `read` none is known. */
  readonly read?: ((path: string) => string | undefined) | undefined;
  /** Whether the files around a Dockerfile are known: not for a document that was given as text. */
  readonly hasFolders: boolean;
}

/**
 * What a rule about one service may know besides it. All of it decides whether what was found is still true: what is
 * added here is added to `ServiceSurroundings.facts()`.
 */
export interface Surroundings {
  /** Whether the project is meant for development. */
  readonly development: boolean;
  /** The number behind `version:`; undefined for the Compose specification, which has none. */
  readonly formatVersion: number | undefined;
  /** Whether it is meant to end: others wait until it has, or it is a job of a swarm. */
  readonly isJob: boolean;
  /** Whether a service of the project builds the image that it is started from. */
  readonly isBuiltHere: boolean;
  /** Names of the services that it depends on and that have a health check. */
  readonly checkedDependencies: ReadonlySet<string>;
  /** Whether the image that it builds brings a health check. */
  readonly imageHasHealthcheck: boolean;
}
