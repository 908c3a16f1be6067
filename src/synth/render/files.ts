import { hash } from 'node:crypto';
import type { ComposeFile } from '../../model/compose.js';
import { Derived } from '../../model/derived.js';
import { marker } from '../../model/marker.js';
import type { DocumentModel, Origin, PlatformModel } from '../../model/index.js';
import type { ModelPath } from '../../model/where.js';
import type { MapNode } from '../../read/compose/node.js';
import { once } from '../../model/once.js';
import { printDockerfile } from './dockerfile.js';
import { renderJson } from './json.js';
import { printTemplate } from './template.js';
import { printYaml } from './yaml.js';

/** A file as it shall stand on disk. */
export interface RenderedFile {
  /** Relative to the project's outdir, with `/`. */
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  readonly origin: Origin;
  /** What stands on the disk has been read, and is part of the content: nothing in it is lost when it is replaced. */
  readonly readBack?: boolean;
  /** SHA-256 of the content, where it is known without it. */
  readonly sum?: string;
  readonly document?: DocumentModel;
  /** Of a Compose file that our printer made, what is in it. */
  readonly compose?: PrintedCompose | undefined;
  /** Comments in it that the audit shall follow, without their "#": all others are only read. */
  readonly answers?: readonly string[];
  /** Which value of the model a line says, counted from 1. */
  readonly says?: (line: number) => ModelPath;
}

/** A Compose file, as it was before it was a text. */
export interface PrintedCompose {
  /** Without anchors. */
  readonly document: ComposeFile;
  /** What a reader would find in the text; undefined where only a reader can tell. Made when somebody asks, once. */
  readonly tree: () => MapNode | undefined;
}

/** SHA-256 of a file's content, hexadecimal: for the manifest, and for what the audit remembers. */
export const contentSum = once((file: RenderedFile): string => file.sum ?? hash('sha256', file.content, 'hex'));

/** Renders a document that is not a Compose file. */
export function renderDocument(model: PlatformModel, document: DocumentModel): RenderedFile {
  const { text, says, answers = [] } = print(document);
  const own: ModelPath = ['documents', document.path];
  return {
    path: `${model.outdir}/${document.path}`,
    content: text,
    executable: document.executable ?? false,
    origin: document.origin,
    document,
    ...(answers.length > 0 && { answers }),
    says: (line) => says(line) ?? own,
  };
}

interface Printed {
  readonly text: string;
  /** What a line says, where it is something more exact than the document. */
  readonly says: (line: number) => ModelPath | undefined;
  readonly answers?: readonly string[];
}

function print(document: DocumentModel): Printed {
  switch (document.kind) {
    case 'dockerfile': {
      const printed = printDockerfile(document.dockerfile);
      return { ...byPath(document.path, printed), answers: printed.answers };
    }
    case 'yaml':
      return byPath(document.path, printYaml(document.value, { header: document.header ?? '' }));
    case 'lines': {
      const lines = withMarker(document.lines, marker(document.syntax));
      // Counted as the document has them, from 1: the marker is none of them.
      const at = document.lines[0]?.startsWith('#!') ? 2 : 1;
      const own = (line: number) => (line === at ? undefined : String(line > at ? line - 1 : line));
      const says = (line: number): ModelPath | undefined => {
        const number = own(line);
        return number === undefined ? undefined : ['documents', document.path, 'lines', number];
      };
      return { text: [...lines, ''].join('\n'), says };
    }
    case 'json': {
      const { value, comments } = document;
      return { text: renderJson(value instanceof Derived ? value.make() : value, comments), says: () => undefined };
    }
    case 'template': {
      const { text, lines } = printTemplate(document.template, document.view, document.syntax);
      return { text, says: (line) => lines[line - 1] };
    }
  }
}

/** Of printers that say for each line the path of keys in their document, joined with NUL. */
function byPath(
  path: string,
  { text, lines }: { readonly text: string; readonly lines: () => readonly string[] },
): Printed {
  let known: readonly string[] | undefined;
  return {
    text,
    says: (line) => {
      const keys = (known ??= lines())[line - 1];
      return keys ? ['documents', path, ...keys.split('\0')] : undefined;
    },
  };
}

/** The marker comes first, but for a line that must: `#!`. */
function withMarker(lines: readonly string[], text: string): string[] {
  const [first = '', ...rest] = lines;
  return first.startsWith('#!') ? [first, text, ...rest] : [text, ...lines];
}
