import type { Instruction } from '../../model/dockerfile.js';

export interface DockerfileProps {
  /** Build context: a folder of the output, `modules/crm`. The Dockerfile and its ignore file are written there. */
  readonly context: string;
  /** Patterns for the ignore file, besides those that every context gets; `!pattern` takes one back. @default none */
  readonly ignore?: readonly string[];
  /**
   * Files and folders of the context that a build gets although the ignore file leaves such things out: `certs/ca.pem`,
   * `.env.production` of a site. What lies here at synthesis is looked through, and refused if it holds a secret.
   *
   * @default none
   */
  readonly keep?: readonly string[];
  /** Instructions added at the end of a stage, before its last settings. @default none */
  readonly extraSteps?: Readonly<Record<string, readonly Instruction[]>>;
}
