import type { SourceText } from '../text/source-text.js';
import type { Stage } from './document.js';
import type { Variables } from './scope.js';

/** The file that is being read. */
export interface Reading {
  readonly source: SourceText;
  readonly escape: string;
  readonly file: string;
}

/** What is known where an instruction stands. */
export interface Surroundings {
  readonly stage: Stage | undefined;
  readonly variables: Variables;
  readonly shell: readonly string[];
  readonly index: number;
}
