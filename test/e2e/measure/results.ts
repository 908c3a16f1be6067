import type { Scores } from './scores.js';
import type { Contender, ServiceName } from './subjects.js';

/** How a build differs from the one before it. */
export const CHANGES = ['cold', 'warm', 'code', 'dependency', 'relayered'] as const;
export type Change = (typeof CHANGES)[number];

export interface BuildStep {
  readonly name: string;
  readonly seconds: number;
}

export interface BuildFigures {
  readonly service: ServiceName;
  readonly contender: Contender;
  /** Seconds of each build; one entry a run. */
  readonly seconds: Readonly<Partial<Record<Change, readonly number[]>>>;
  /** Seconds more for the image that migrates, after a cold build and after a change of code. */
  readonly migration?: Readonly<Partial<Record<Change, readonly number[]>>>;
  /** Steps of the last cold build that took longest. */
  readonly steps: readonly BuildStep[];
  /** Why it can't be built at all. */
  readonly failure?: string;
}

export interface Layer {
  readonly bytes: number;
  readonly what: string;
}

export interface ModulesFigures {
  readonly packages: number;
  readonly files: number;
  readonly bytes: number;
}

export interface ImageFigures {
  readonly contender: Contender;
  readonly image: ServiceName | `${ServiceName}-migrate`;
  readonly base: string;
  readonly bytes: number;
  /** What lies above the base image. */
  readonly added: number;
  readonly layers: readonly Layer[];
  readonly modules: ModulesFigures;
  /** Source maps, which the target does not count. */
  readonly mapBytes: number;
}

export interface ServiceRuntime {
  readonly contender: Contender;
  readonly service: ServiceName;
  /** Milliseconds from the start of the container to the first success of its health endpoint. */
  readonly starts: readonly number[];
  /** Bytes of memory in use, without file cache that can be given back. */
  readonly atRest: number;
  readonly afterLoad: number;
  /** Requests answered within the load, and those that failed. */
  readonly requests: number;
  readonly errors: number;
  /** Processor microseconds a minute at rest. */
  readonly idleWithCheck: number | undefined;
  readonly idleWithoutCheck: number | undefined;
}

export interface RuntimeFigures {
  /** Milliseconds from the command to all services answering, databases new. */
  readonly platform: Readonly<Record<'legacy' | 'generated', readonly number[]>>;
  readonly services: readonly ServiceRuntime[];
  readonly idleSeconds: number;
  readonly loadSeconds: number;
  readonly connections: number;
}

/** What the figures were measured on. */
export interface Machine {
  readonly engine: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly cgroup: string;
  readonly node: string;
  /** Whether base images are stand-ins made of Debian's packages. */
  readonly standIns: boolean;
  /** Names that had to be given to other images, `asked for ← taken`. */
  readonly aliases: readonly string[];
}

export const PARTS = ['builds', 'images', 'runtime'] as const;
export type Part = (typeof PARTS)[number];

export interface Results {
  readonly machine: Machine;
  readonly runs: number;
  readonly scores?: Scores;
  readonly builds?: readonly BuildFigures[];
  readonly images?: readonly ImageFigures[];
  readonly runtime?: RuntimeFigures;
}
