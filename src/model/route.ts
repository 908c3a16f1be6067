import type { Duration } from './duration.js';
import type { MemorySize } from './memory-size.js';

/** A way from outside to a workload, through a proxy. Compose's proxy and Kubernetes' HTTPRoute are renderings of it. */
export interface RouteModel {
  /** The workload that carries it. */
  readonly proxy: string;
  /** Host names that it answers to; none: every name. */
  readonly hosts: readonly string[];
  /** URL path that it begins at, without a slash at its end; `/` for everything. The longest match wins. */
  readonly path: string;
  /** Whether `path` is taken off before the request is passed on. */
  readonly strip: boolean;
  readonly target: {
    readonly workload: string;
    readonly port: number;
    /** Whether it serves files and nothing else: it knows no prefix, and costs little. @default false */
    readonly files?: boolean;
  };
  readonly limits: {
    /** Largest request body. @default the proxy's */
    readonly bodySize?: MemorySize;
    /** Of one client address; a burst of twice that is let through. @default no limit */
    readonly requestsPerSecond?: number;
  };
  readonly streaming: {
    /** Whether connections may be upgraded. */
    readonly websocket: boolean;
    /** Longest silence of the target. */
    readonly idleTimeout: Duration;
    /** Whether a body is passed on only when all of it is there; otherwise as it comes. */
    readonly wholeBodies: boolean;
    /** Whether the target answers late on purpose: its time says nothing. @default it does not */
    readonly longPolling?: boolean;
  };
  /** Paths below `path` that are for the platform alone, with all below them. */
  readonly hidden: readonly string[];
}
