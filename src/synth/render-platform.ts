import { formatProblem, NexusError, SynthesisError } from '../model/errors.js';
import type { EnvironmentModel, Origin, Override, PlatformModel } from '../model/index.js';
import { checkComposeSchema } from './check/compose-schema.js';
import { checkDockerfile, checkNginx } from './check/text.js';
import { renderDocument, type RenderedFile } from './render/files.js';
import { printYaml } from './render/yaml.js';
import { type CommentedDocument, composeDocument } from './targets/compose/document.js';
import { factor } from './targets/compose/factor.js';
import { overlayDocument } from './targets/compose/overlay.js';
import { applyOverrides } from './targets/compose/overrides.js';

const PRODUCTION_HEADER = 'Production. Start it with: scripts/secrets-init.sh && docker compose up --detach --wait';

function overlayHeader({ name, development }: EnvironmentModel): string {
  return development
    ? `Laid over production on a developer's machine:\ndocker compose -f docker-compose.yml -f docker-compose.${name}.yml up --build --watch`
    : `Laid over production:\ndocker compose -f docker-compose.yml -f docker-compose.${name}.yml up --detach --wait`;
}

/**
 * Renders every file of a platform in memory.
 *
 * @throws SynthesisError with every problem found
 */
export function renderPlatform(model: PlatformModel): RenderedFile[] {
  const problems: string[] = [...model.problems];
  const documents = renderDocuments(model, problems);
  const contents = new Map(documents.map(({ path, content }) => [path.slice(model.outdir.length + 1), content]));
  const production = composeDocument(model, contents);
  problems.push(...applyOverrides(production.document, model.overrides));
  problems.push(...checkDocument(model, 'docker-compose.yml', production.document, model.overrides));
  // What overrides have broken may lack what there is to factor.
  const factored = problems.length > 0 ? production.document : factor(production.document);
  const files = [composeFile(model, 'docker-compose.yml', PRODUCTION_HEADER, production, factored)];
  for (const environment of model.environments) {
    const name = `docker-compose.${environment.name}.yml`;
    const overlay = overlayDocument(model, environment);
    problems.push(...checkDocument(model, name, overlay.document, []));
    files.push(composeFile(model, name, overlayHeader(environment), overlay, overlay.document));
  }
  files.push(...documents);
  problems.push(...duplicatePaths(files));
  if (problems.length > 0) throw new SynthesisError(problems);
  return files;
}

/** Everything that is not a Compose file. What can't be rendered is added to `problems`. */
function renderDocuments(model: PlatformModel, problems: string[]): RenderedFile[] {
  return model.documents.flatMap((document) => {
    try {
      const file = renderDocument(model, document);
      const problem = checkFile(file);
      if (problem) problems.push(formatProblem(`${file.path} would not be valid: ${problem}`, at(document.origin)));
      return [file];
    } catch (error) {
      problems.push(
        error instanceof NexusError
          ? error.at(document.origin)
          : formatProblem(`${document.path}: ${(error as Error).message}`, at(document.origin)),
      );
      return [];
    }
  });
}

function composeFile(
  model: PlatformModel,
  name: string,
  header: string,
  { comments }: CommentedDocument,
  value: object,
): RenderedFile {
  const path = `${model.outdir}/${name}`;
  const { text, tree } = printYaml(value, { header, comments, spaced: ['services'], file: path });
  return {
    path,
    content: text,
    ...(tree && { tree }),
    executable: false,
    origin: model.origin,
  };
}

function checkDocument(model: PlatformModel, file: string, document: object, overrides: readonly Override[]): string[] {
  const origins = new Map<string, Origin>(model.workloads.map(({ name, origin }) => [name, origin]));
  return checkComposeSchema(document).map(({ path, key, message }) => {
    const [section, entry = ''] = path;
    const culprit = key === undefined ? path : [...path, key];
    // The last override on that path is likelier the cause than the construct's own rendering.
    const override = overrides.findLast((candidate) =>
      culprit.every((part, i) => candidate.path[i] === undefined || candidate.path[i] === part),
    );
    const origin = override?.origin ?? (section === 'services' ? origins.get(entry) : undefined) ?? model.origin;
    return formatProblem(`${file}: ${path.join('.') || 'the document'}: ${message}`, at(origin));
  });
}

function checkFile({ content, document }: RenderedFile): string | undefined {
  if (document?.kind === 'dockerfile') return checkDockerfile(content, document.dockerfile);
  if (document?.kind === 'template' && document.template.startsWith('nginx/')) return checkNginx(content);
  return undefined;
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
          ...at(file.origin),
          fix: 'Give one of them another context or name',
        }),
      );
    }
    seen.set(key, file);
  }
  return problems;
}

function at(origin: Origin): { path: string; location: Origin['location'] } {
  return { path: origin.path, location: origin.location };
}
