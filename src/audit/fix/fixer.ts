import type { Dockerfile, Instruction } from '../../read/dockerfile/document.js';
import type { SourceText } from '../../read/text/source-text.js';
import type { Finding } from '../finding.js';
import type { Edit } from './edit.js';

/** What would mend a finding, or why it is better left to a person. */
export type Mending = readonly Edit[] | { readonly leave: string };

export const leave = (why: string): Mending => ({ leave: why });

/** Mends findings of one rule in a Dockerfile, of the instruction that they stand in. */
export type DockerfileFixer = (instruction: Instruction, dockerfile: Dockerfile, finding: Finding) => Mending;

/** Mends findings of one rule in a Compose file; the others are those that are audited with it. */
export type ComposeFixer = (finding: Finding, source: SourceText, others: readonly SourceText[]) => Mending;
