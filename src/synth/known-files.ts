import type { DocumentModel } from '../model/document.js';
import type { PlatformModel } from '../model/platform-model.js';
import type { KnownFile, RenderMemory } from './remember/render-memory.js';
import { renderDocument, type RenderedFile } from './render/files.js';

/**
 * Files that an earlier run has rendered of the same model, without their texts: those are read when somebody asks for
 * one, or rendered where the output does not have it.
 *
 * @param asData the model as data, which is rendered each time
 * @param render everything
 */
export function knownFiles(
  model: PlatformModel,
  memory: RenderMemory,
  known: readonly KnownFile[],
  asData: RenderedFile | undefined,
  render: () => readonly RenderedFile[],
): RenderedFile[] {
  const documents = new Map(model.documents.map((document) => [`${model.outdir}/${document.path}`, document]));
  const all = onlyOnce(() => new Map(render().map((file) => [file.path, file])));
  return known.map((file) => {
    if (file.path === asData?.path) return asData;
    const document = documents.get(file.path);
    if (document) return knownDocument(model, memory, document, file);
    return late(model, memory, file, () => found(all(), file.path));
  });
}

/** The file of a document that an earlier run has rendered, without its text. */
export function knownDocument(
  model: PlatformModel,
  memory: RenderMemory,
  document: DocumentModel,
  known: KnownFile,
): RenderedFile {
  return late(model, memory, known, () => renderDocument(model, document), document);
}

function late(
  model: PlatformModel,
  memory: RenderMemory,
  known: KnownFile,
  render: () => RenderedFile,
  document?: DocumentModel,
): RenderedFile {
  const rendered = onlyOnce(render);
  const content = onlyOnce(() => memory.textOf(known) ?? rendered().content);
  const { path, executable, sum, answers } = known;
  return {
    path,
    executable,
    sum,
    origin: document?.origin ?? model.origin,
    ...(document && { document }),
    ...(answers.length > 0 && { answers }),
    get content() {
      return content();
    },
    get compose() {
      return document ? undefined : rendered().compose;
    },
    says: (line) => rendered().says?.(line) ?? ['documents', path],
  };
}

function found(files: ReadonlyMap<string, RenderedFile>, path: string): RenderedFile {
  const file = files.get(path);
  if (!file) throw new Error(`${path} was rendered of this model before, and is not now`);
  return file;
}

function onlyOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
