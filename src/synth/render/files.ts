import { marker } from '../../model/marker.js';
import type { DocumentModel, Origin, PlatformModel } from '../../model/index.js';
import type { ModelPath } from '../../model/where.js';
import type { MapNode } from '../../read/compose/node.js';
import { renderDockerfile } from './dockerfile.js';
import { renderJson } from './json.js';
import { renderTemplate } from './template.js';
import { renderYaml } from './yaml.js';

/** A file as it shall stand on disk. */
export interface RenderedFile {
  /** Relative to the project's outdir, with `/`. */
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  readonly origin: Origin;
  readonly document?: DocumentModel;
  /** Of YAML that our printer made, what a reader would find in it. */
  readonly tree?: MapNode;
  /** Which value of the model a line says, counted from 1. */
  readonly says?: (line: number) => ModelPath;
}

/** Renders a document that is not a Compose file. */
export function renderDocument(model: PlatformModel, document: DocumentModel): RenderedFile {
  return {
    path: `${model.outdir}/${document.path}`,
    content: content(document),
    executable: document.executable ?? false,
    origin: document.origin,
    document,
  };
}

function content(document: DocumentModel): string {
  switch (document.kind) {
    case 'dockerfile':
      return renderDockerfile(document.dockerfile);
    case 'lines':
      return `${withMarker(document.lines, marker(document.syntax)).join('\n')}\n`;
    case 'yaml':
      return renderYaml(document.value, { header: document.header ?? '' });
    case 'json':
      return renderJson(document.value, document.comments);
    case 'template':
      return renderTemplate(document.template, document.view, document.syntax);
  }
}

/** The marker comes first, but for a line that must: `#!`. */
function withMarker(lines: readonly string[], text: string): string[] {
  const [first = '', ...rest] = lines;
  return first.startsWith('#!') ? [first, text, ...rest] : [text, ...lines];
}
