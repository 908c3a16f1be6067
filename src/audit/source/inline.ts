import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import type { Dockerfile } from '../../read/dockerfile/document.js';
import { parseDockerfile } from '../../read/dockerfile/parse.js';
import { SourceText } from '../../read/text/source-text.js';

/** The Dockerfiles that stand in Compose files (`build.dockerfile_inline`), by the service that builds them. */
export function inlineDockerfiles(
  projects: readonly ComposeProject[],
  failed: (file: string, line: number, error: unknown) => void,
): ReadonlyMap<ComposeService, Dockerfile> {
  const byPlace = new Map<string, Dockerfile | undefined>();
  const result = new Map<ComposeService, Dockerfile>();
  for (const service of projects.flatMap(({ services }) => services)) {
    const node = service.get('build', 'dockerfile_inline');
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const { file, line } = node;
    // An overlay's project has the services of its base once more.
    const place = `${file}\0${line}\0${node.value}`;
    try {
      if (!byPlace.has(place)) byPlace.set(place, parseInline(node.value, node));
    } catch (error) {
      byPlace.set(place, undefined);
      failed(file, line, error);
    }
    const dockerfile = byPlace.get(place);
    if (dockerfile) result.set(service, dockerfile);
  }
  return result;
}

/** Reads it behind as many empty lines as stand before it in the file, so that its lines are those of the file. */
function parseInline(text: string, within: { file: string; line: number; endLine: number }): Dockerfile {
  const { file, line, endLine } = within;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  // A block begins below its key; what is quoted or folded has other lines than the file, or the same one.
  const before = endLine - line >= lines ? line : line - 1;
  const dockerfile = parseDockerfile(new SourceText(file, '\n'.repeat(before) + text));
  return { ...dockerfile, line, endLine, within: { file, line, endLine } };
}
