import type { SourceLocation } from './source-location.js';

/** Where a thing of the model was said. */
export interface Origin {
  /** Path of the construct, for example `erp-nexus/crm`. */
  readonly path: string;
  readonly location: SourceLocation;
}
