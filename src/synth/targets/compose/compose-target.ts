import { composeFileName } from '../../../model/compose.js';
import { formatProblem, show } from '../../../model/errors.js';
import type { EnvironmentModel, Override, PlatformModel } from '../../../model/platform-model.js';
import { printYaml } from '../../render/yaml.js';
import type { RenderedFile } from '../../render/files.js';
import type { Target, TargetFiles } from '../../target.js';
import { checkReferences } from './check-references.js';
import { checkSchema } from './check-schema.js';
import { type CommentedDocument, composeDocument, type GroupDocument } from './document.js';
import { factor } from './factor.js';
import { groupsOf } from './groups.js';
import { says } from './lines.js';
import { overlayDocument } from './overlay.js';
import { overlayAnswers, productionAnswers, publicVariableComments } from './public-variables.js';
import { applyOverrides } from './overrides.js';

/** Docker Compose: production, a file for each group, an overlay for each environment. */
export const composeTarget: Target = {
  name: 'compose',
  render: renderCompose,
  check: checkReferences,
};

function renderCompose(model: PlatformModel, documents: readonly RenderedFile[]): TargetFiles {
  const contents = new Map(documents.map((file) => [file.path.slice(model.outdir.length + 1), file]));
  const groups = [undefined, ...groupsOf(model)].map((group) => composeDocument(model, group, contents));
  const problems = [...applyOverrides(groups, model.overrides)];
  for (const { document, group } of groups)
    problems.push(...checkSchema(model, composeFileName(group), document, model.overrides));
  for (const name of [...groupsOf(model), ...model.environments.map((environment) => environment.name)])
    if (name === 'override') problems.push(automatic(model));
  const answers = productionAnswers(model);
  for (const group of groups) note(group, answers);
  const files = groups.map((group) => groupFile(model, group, problems.length > 0));
  for (const environment of model.environments) {
    if (groups.some(({ group }) => group === environment.name)) {
      problems.push(namesake(model, environment.name));
      continue;
    }
    const overlay = overlayDocument(model, environment);
    const name = composeFileName(environment.name);
    problems.push(...checkSchema(model, name, overlay.document, []));
    note(overlay, overlayAnswers(overlay.document, environment));
    files.push(composeFile(model, name, overlayHeader(environment), overlay, overlay.document, [], environment));
  }
  return { files, problems };
}

function namesake(model: PlatformModel, name: string): string {
  const what = `environment ${show(name)} is called like a group of workloads: both are ${composeFileName(name)}`;
  const fix = `Choose another name, as in Environment.overlay(${show(`${name}-staging`)})`;
  return formatProblem(what, { ...model.origin, fix });
}

/** Compose lays a file of that name over production by itself. */
function automatic(model: PlatformModel): string {
  const what = `${composeFileName('override')} is laid over production by every "docker compose up"`;
  return formatProblem(what, { ...model.origin, fix: 'Choose another name, as in Environment.overlay("local")' });
}

function note(to: CommentedDocument, given: Parameters<typeof publicVariableComments>[1]): void {
  const { answers, notes } = publicVariableComments(to.document, given);
  for (const [key, text] of notes) to.comments.set(key, text);
  for (const [key, text] of answers) to.answers.set(key, text);
}

function groupFile(model: PlatformModel, group: GroupDocument, broken: boolean): RenderedFile {
  // What overrides have broken may lack what there is to factor.
  const value = broken ? group.document : factor(group.document);
  return composeFile(model, composeFileName(group.group), groupHeader(group.group), group, value, model.overrides);
}

function composeFile(
  model: PlatformModel,
  name: string,
  header: string,
  { comments, answers, document }: CommentedDocument,
  value: object,
  overrides: readonly Override[],
  environment?: EnvironmentModel,
): RenderedFile {
  const path = `${model.outdir}/${name}`;
  const { text, lines, tree } = printYaml(value, { header, comments, answers, spaced: ['services'], file: path });
  return {
    path,
    content: text,
    compose: { document, tree: onlyOnce(tree) },
    ...(answers.size > 0 && { answers: [...answers.values()] }),
    says: says(model, lines, overrides, environment),
    executable: false,
    origin: model.origin,
  };
}

function onlyOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function groupHeader(group: string | undefined): string {
  if (group === undefined)
    return 'Production. Start it with: scripts/secrets-init.sh && docker compose up --detach --wait';
  const command = `docker compose -f ${composeFileName()} -f ${composeFileName(group)}`;
  return [
    `The ${group} of production, laid over it:`,
    `${command} up --detach --wait`,
    `What it shares with the rest stands in ${composeFileName()}: starting or stopping it changes no other container.`,
  ].join('\n');
}

function overlayHeader({ name, development }: EnvironmentModel): string {
  const files = `docker compose -f ${composeFileName()} -f ${composeFileName(name)} up`;
  return development
    ? `Laid over production on a developer's machine:\n${files} --build --watch`
    : `Laid over production:\n${files} --detach --wait`;
}
