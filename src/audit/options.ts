import type { FindingMemory } from './memory.js';
import type { AuditConfig } from './config.js';
import type { Finding } from './finding.js';
import type { Rule } from './rule.js';
import type { Score } from './score/score.js';
import type { AuditProblem } from './source/problem.js';
import type { Suppressed, Suppression } from './suppress/suppression.js';

/** How an audit is done; all of it may be left out. */
export interface AuditOptions {
  /** Rules, suppressions and settings. @default every rule that is not opt-in, as it is */
  readonly config?: AuditConfig;
  /** Name of the configuration's file, for messages. @default "nexus-audit.yml" */
  readonly configFile?: string;
  /** Suppressions from elsewhere: those of constructs. */
  readonly suppressions?: readonly Suppression[];
  /** Reads a file that a document names and that is not among the inputs. @default none is read */
  readonly read?: (path: string) => string | undefined;
  /** Completes a finding: the construct that it comes from. */
  readonly locate?: (finding: Finding) => Finding;
  /**
   * Whether the inputs are our own output: then no file is too large to be looked at, and comments suppress nothing.
   * @default false
   */
  readonly own?: boolean;
  /** What earlier runs have found; with rules of your own it is not asked. @default none */
  readonly memory?: FindingMemory;
  /** @default every rule of this package */
  readonly rules?: readonly Rule[];
}

/** What an audit found. */
export interface AuditReport extends Score {
  /** The score as it would be if nothing were suppressed. */
  readonly unsuppressed: number;
  /** The files that were looked at. */
  readonly files: readonly string[];
  /** By severity, worst first, then by file and line. */
  readonly findings: readonly Finding[];
  /** Findings that somebody has accepted, with the reason; they lower nothing. */
  readonly suppressed: readonly Suppressed[];
  /** What could not be read, and suppressions that do nothing: the findings may not be all. */
  readonly problems: readonly AuditProblem[];
  /** The rules that ran. */
  readonly rules: readonly Rule[];
}
