import type { DockerfileModel } from './dockerfile.js';
import type { Origin } from './origin.js';
import type { Provenances } from './provenance.js';

/** A file of the output, before rendering. Paths are relative to the platform's outdir. */
export type DocumentModel = {
  readonly path: string;
  readonly origin: Origin;
  readonly executable?: boolean;
  /**
   * Where parts of it come from, by their path in it: `scrape_configs/0`, of lines their number from 1, `lines/1`. What is
   * not there comes from where the document does.
   */
  readonly provenance?: Provenances;
} & DocumentContent;

/** A document as constructs add it; the platform knows where it comes from. */
export type NewDocument = {
  readonly path: string;
  readonly origin?: Origin;
  readonly executable?: boolean;
  readonly provenance?: Provenances;
} & DocumentContent;

export type DocumentContent =
  | { readonly kind: 'dockerfile'; readonly dockerfile: DockerfileModel }
  | { readonly kind: 'lines'; readonly syntax: CommentSyntax; readonly lines: readonly string[] }
  | { readonly kind: 'json'; readonly value: unknown; readonly comments: boolean }
  | { readonly kind: 'yaml'; readonly value: object; readonly header?: string }
  | { readonly kind: 'template'; readonly syntax: CommentSyntax; readonly template: string; readonly view: object };

/** How a format writes comments, for the marker. */
export type CommentSyntax = 'hash' | 'slashes' | 'dashes' | 'html';
