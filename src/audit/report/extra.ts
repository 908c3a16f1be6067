import type { Comparison } from './baseline.js';

/** What a report may say besides what the audit found. */
export interface ReportExtra {
  /** Of this package. */
  readonly version?: string;
  /** What changed since an earlier report. */
  readonly baseline?: Comparison;
  /** The text of an audited file, for evidence. @default none is shown */
  readonly textOf?: (file: string) => string | undefined;
  /**
   * Folders that paths of SARIF are made relative to: the first that has the file.
   * @default paths stay as they are
   */
  readonly roots?: readonly string[];
  /** Whether nothing is left out for brevity (text). @default false */
  readonly verbose?: boolean;
  /** Whether the text is coloured for a terminal. @default false */
  readonly colour?: boolean;
  /** Columns of the terminal (text). @default 100 */
  readonly width?: number;
}
