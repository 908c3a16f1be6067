import type { Instruction, StageModel } from '../../model/dockerfile.js';
import type { Phase } from '../../model/phase.js';
import type { HttpClient, Probe } from '../../model/probe.js';
import type { WatchRule } from '../../model/workload.js';
import type { ImageCatalogue } from '../core/image-catalogue.js';
import type { WritableFolder } from './writable-folders.js';
import type { Sources } from '../core/sources.js';

/** What the Dockerfile must know of the service that it is for. */
export interface ImageSubject {
  readonly platform: string;
  readonly name: string;
  readonly description: string;
  readonly port: number;
  readonly phase: Phase;
  readonly images: ImageCatalogue;
  /** Where the sources lie at synthesis. @default nowhere */
  readonly sources?: Sources;
  readonly probe?: Probe;
  /** Folders of every workload that runs the image, on which volumes are mounted. @default none */
  readonly writable?: readonly WritableFolder[];
}

/** How the image runs on a developer's machine. */
export interface ImageDevelopment {
  readonly target: string;
  readonly watch: readonly WatchRule[];
  /** Numeric `uid:gid` of the development stage. */
  readonly user: string;
  readonly command: readonly string[];
  readonly httpClient: HttpClient;
  /** Options for Node, besides the heap cap. @default none */
  readonly nodeOptions?: string;
}

/** A stage before the user's extra steps are put between its two parts. */
export interface StageDraft extends StageModel {
  /** Instructions that stay last: who runs it, and what. */
  readonly last?: readonly Instruction[];
}
