import { formatProblem, NexusError } from '../model/errors.js';
import type { PlatformModel } from '../model/platform-model.js';
import { checkNginx } from './check/nginx.js';
import { checkDockerfile } from './check/text.js';
import { knownDocument } from './known-files.js';
import type { RenderMemory } from './remember/render-memory.js';
import { renderDocument, type RenderedFile } from './render/files.js';
import type { TargetFiles } from './target.js';

/**
 * The files that every target shares: Dockerfiles, configuration, scripts.
 *
 * @param memory of earlier runs: what one of them has rendered and checked is not rendered, until somebody asks for its text
 */
export function renderDocuments(model: PlatformModel, memory?: RenderMemory): TargetFiles {
  const problems: string[] = [];
  const files = model.documents.flatMap((document) => {
    const known = memory?.recallDocument(document, `${model.outdir}/${document.path}`);
    if (memory && known) return [knownDocument(model, memory, document, known)];
    try {
      const file = renderDocument(model, document);
      const problem = checkFile(file);
      if (problem) problems.push(formatProblem(`${file.path} would not be valid: ${problem}`, document.origin));
      return [file];
    } catch (error) {
      problems.push(
        error instanceof NexusError
          ? error.at(document.origin)
          : formatProblem(`${document.path}: ${(error as Error).message}`, document.origin),
      );
      return [];
    }
  });
  return { files, problems };
}

function checkFile({ content, document }: RenderedFile): string | undefined {
  if (document?.kind === 'dockerfile') return checkDockerfile(content, document.dockerfile);
  if (document?.kind === 'template' && document.template.startsWith('nginx/')) return checkNginx(content);
  return undefined;
}
