import type { ComposeProject } from '../../read/compose/document.js';
import type { Dockerfile } from '../../read/dockerfile/document.js';
import { byFile } from '../../read/text/by-line.js';
import type { Place } from '../../read/text/place.js';
import { SourceText } from '../../read/text/source-text.js';
import type { AuditProblem } from '../source/problem.js';
import { commentSuppressions } from './comments.js';
import type { Suppression } from './suppression.js';

/** The suppressions that stand in comments of Dockerfiles and Compose files. */
export function readComments(
  dockerfiles: readonly Dockerfile[],
  projects: readonly ComposeProject[],
  inline: readonly Dockerfile[],
  read: (path: string) => string | undefined,
  problems: AuditProblem[],
): Suppression[] {
  const sources: [SourceText, readonly Place[]][] = dockerfiles.map(({ source, instructions }) => [
    source,
    instructions,
  ]);
  const services = projects.flatMap((project) => project.services);
  const blocks = byFile<Place>([
    ...services.flatMap((service) => [service, ...service.node.entries.values()]),
    ...inline.flatMap(({ instructions }) => instructions),
  ]);
  // Those that are included or extended have services too.
  for (const path of new Set([...projects.flatMap(({ files }) => files), ...services.map(({ file }) => file)])) {
    sources.push([new SourceText(path, read(path) ?? ''), blocks.get(path) ?? []]);
  }
  return sources.flatMap(([source, blocks]) => {
    const comments = commentSuppressions(source, blocks);
    for (const { file, line, message } of comments.problems)
      problems.push({ kind: 'suppression', file, line, message });
    return comments.suppressions;
  });
}
