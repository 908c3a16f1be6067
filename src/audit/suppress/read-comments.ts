import { yamlComments } from '../../read/compose/comments.js';
import type { ComposeProject } from '../../read/compose/document.js';
import { dockerfileComment } from '../../read/dockerfile/comments.js';
import type { Dockerfile } from '../../read/dockerfile/document.js';
import { mentionsAudits } from '../../model/audit-comment.js';
import { byFile } from '../../read/text/by-line.js';
import type { Place } from '../../read/text/place.js';
import { SourceText } from '../../read/text/source-text.js';
import type { AuditProblem } from '../source/problem.js';
import { commentSuppressions } from './comments.js';
import type { Suppression } from './suppression.js';

/** What is read for comments. */
interface Commented {
  readonly source: SourceText;
  readonly blocks: readonly Place[];
  readonly commentOf: (line: number) => string | undefined;
}

/**
 * The suppressions that stand in comments of Dockerfiles and Compose files.
 *
 * @param own of our own output, by file the comments that are followed: it is written anew from constructs, which say what
 * is accepted, and a text that has become a comment of theirs must not switch the audit off
 */
export function readComments(
  dockerfiles: readonly Dockerfile[],
  projects: readonly ComposeProject[],
  inline: readonly Dockerfile[],
  read: (path: string) => string | undefined,
  problems: AuditProblem[],
  own?: ReadonlyMap<string, ReadonlySet<string>>,
): Suppression[] {
  const sources: Commented[] = dockerfiles.map(({ source, instructions }) => ({
    source,
    blocks: instructions,
    commentOf: (line) => dockerfileComment(source.line(line)),
  }));
  const services = projects.flatMap((project) => project.services);
  let blocks: ReadonlyMap<string, readonly Place[]> | undefined;
  // Those that are included or extended have services too.
  for (const path of new Set([...projects.flatMap(({ files }) => files), ...services.map(({ file }) => file)])) {
    const text = read(path) ?? '';
    if (!mentionsAudits(text)) continue;
    blocks ??= byFile<Place>([
      ...services.flatMap((service) => [service, ...service.node.entries.values()]),
      ...inline.flatMap(({ instructions }) => instructions),
    ]);
    const source = new SourceText(path, text);
    const within = inline.filter(({ source }) => source.path === path);
    sources.push({ source, blocks: blocks.get(path) ?? [], commentOf: commentsOf(source, within) });
  }
  return sources.flatMap(({ source, blocks, commentOf }) => {
    const comments = commentSuppressions(source, blocks, commentOf);
    for (const { file, line, message } of comments.problems)
      problems.push({ kind: 'suppression', file, line, message });
    if (!own) return comments.suppressions;
    const answers = own.get(source.path);
    const [followed, others] = partition(
      comments.suppressions,
      ({ at }) => answers?.has(source.line(at.line).trim()) ?? false,
    );
    for (const { rule, at, foreign } of others) {
      const message = `a comment in a generated file does not suppress ${rule}. Call acknowledge(${JSON.stringify(rule)}, reason) on its construct`;
      if (!foreign) problems.push({ kind: 'suppression', file: at.file, line: at.line, message });
    }
    return followed;
  });
}

function partition<T>(items: readonly T[], is: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(is), items.filter((item) => !is(item))];
}

/** The comments of a Compose file, and those of Dockerfiles that stand in it. */
function commentsOf(source: SourceText, inline: readonly Dockerfile[]): (line: number) => string | undefined {
  const own = yamlComments(source);
  const isInline = (at: number) => inline.some(({ line, endLine }) => at >= line && at <= endLine);
  return (line) => own.get(line) ?? (isInline(line) ? dockerfileComment(source.line(line)) : undefined);
}
