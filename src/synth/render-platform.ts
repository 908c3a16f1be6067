import { formatProblem, SynthesisError } from '../model/errors.js';
import type { PlatformModel } from '../model/platform-model.js';
import { gitAttributes } from './git-attributes.js';
import { knownFiles } from './known-files.js';
import { modelKey } from './remember/model-key.js';
import type { RenderMemory } from './remember/render-memory.js';
import { renderDocuments } from './render-documents.js';
import { contentSum, type RenderedFile } from './render/files.js';
import type { Target } from './target.js';
import { dataTarget, renderModel } from './targets/data/data-target.js';
import { TARGETS } from './targets/index.js';

/**
 * Renders every file of a platform in memory.
 *
 * @param memory of earlier runs: a model that one of them has rendered is not rendered and checked again, until
 * somebody asks for the text of a file
 * @throws SynthesisError with every problem found
 */
export function renderPlatform(
  model: PlatformModel,
  targets: readonly Target[] = TARGETS,
  memory?: RenderMemory,
): RenderedFile[] {
  // What says the whole model tells whether it has been rendered before.
  const asData = targets.includes(dataTarget) ? renderModel(model) : undefined;
  const key = memory && asData?.isExact ? modelKey(model, contentSum(asData.file)) : undefined;
  const known = key === undefined || model.problems.length > 0 ? undefined : memory?.recall(key);
  if (memory && known)
    return knownFiles(model, memory, known, asData?.file, () => render(model, targets, asData?.file));
  const files = render(model, targets, asData?.file, key === undefined ? undefined : memory);
  if (key !== undefined) memory?.remember(key, files);
  return files;
}

function render(
  model: PlatformModel,
  targets: readonly Target[],
  asData: RenderedFile | undefined,
  memory?: RenderMemory,
): RenderedFile[] {
  const problems: string[] = [...model.problems];
  const documents = renderDocuments(model, memory);
  problems.push(...documents.problems);
  const files: RenderedFile[] = [];
  for (const target of targets) {
    const rendered =
      target === dataTarget && asData ? { files: [asData], problems: [] } : target.render(model, documents.files);
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
