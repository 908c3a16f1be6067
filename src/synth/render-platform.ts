import { formatProblem, SynthesisError } from '../model/errors.js';
import type { PlatformModel } from '../model/platform-model.js';
import { gitAttributes } from './git-attributes.js';
import { renderDocuments } from './render-documents.js';
import type { RenderedFile } from './render/files.js';
import type { Target } from './target.js';
import { TARGETS } from './targets/index.js';

/**
 * Renders every file of a platform in memory.
 *
 * @throws SynthesisError with every problem found
 */
export function renderPlatform(model: PlatformModel, targets: readonly Target[] = TARGETS): RenderedFile[] {
  const problems: string[] = [...model.problems];
  const documents = renderDocuments(model);
  problems.push(...documents.problems);
  const files: RenderedFile[] = [];
  for (const target of targets) {
    const rendered = target.render(model, documents.files);
    problems.push(...rendered.problems);
    // References of files that are wrong by themselves say nothing new.
    if (problems.length === 0) problems.push(...target.check(model, rendered.files));
    files.push(...rendered.files);
  }
  files.push(...documents.files);
  files.push(gitAttributes(model, files));
  problems.push(...duplicatePaths(files));
  if (problems.length > 0) throw new SynthesisError(problems);
  return files;
}

/** Two constructs that write one file, also where a file system without case would make them one. */
function duplicatePaths(files: readonly RenderedFile[]): string[] {
  const seen = new Map<string, RenderedFile>();
  const problems: string[] = [];
  for (const file of files) {
    const key = file.path.toLowerCase();
    const other = seen.get(key);
    if (other) {
      problems.push(
        formatProblem(`${file.path} is written twice, by [${other.origin.path}] and by [${file.origin.path}]`, {
          ...file.origin,
          fix: 'Give one of them another context or name',
        }),
      );
    }
    seen.set(key, file);
  }
  return problems;
}
