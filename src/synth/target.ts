import type { PlatformModel } from '../model/platform-model.js';
import type { RenderedFile } from './render/files.js';

/** What a target makes of a model. */
export interface TargetFiles {
  readonly files: readonly RenderedFile[];
  /** What can't be said in this target, each with the construct and the user's line. */
  readonly problems: readonly string[];
}

/**
 * One way of writing a platform down: Compose, Swarm, Kubernetes, plain data. A target renders the model, and never
 * translates the files of another target.
 */
export interface Target {
  /** Lower-case word that names it: `compose`. */
  readonly name: string;
  /**
   * Renders in memory; writes and reads nothing.
   *
   * @param documents files that every target shares, such as Dockerfiles and configuration that is mounted
   */
  render(model: PlatformModel, documents: readonly RenderedFile[]): TargetFiles;
  /**
   * Checks the whole set of the target's files together, as its engine would put them together.
   *
   * @returns problems, each with the construct and the user's line
   */
  check(model: PlatformModel, files: readonly RenderedFile[]): readonly string[];
}
