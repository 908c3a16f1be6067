import { formatProblem, NexusError } from '../model/errors.js';
import type { PlatformModel } from '../model/platform-model.js';
import { checkNginx } from './check/nginx.js';
import { checkDockerfile } from './check/text.js';
import { renderDocument, type RenderedFile } from './render/files.js';
import type { TargetFiles } from './target.js';

/** The files that every target shares: Dockerfiles, configuration, scripts. */
export function renderDocuments(model: PlatformModel): TargetFiles {
  const problems: string[] = [];
  const files = model.documents.flatMap((document) => {
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
