import { literalText } from '../../../audit/rules/secrets/lib/compose-literals.js';
import { secretVerdict } from '../../../audit/rules/secrets/lib/secret-value.js';
import type { ComposeFile } from '../../../model/compose.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { commentKey } from '../../render/yaml.js';
import { literal } from './values.js';

interface Answer {
  /** Keys in the document. */
  readonly path: readonly string[];
  /** What it was given for; another value is another question. */
  readonly text: string;
  readonly reason: string;
}

/** Comments above variables, keyed as the printer's. */
export interface PublicVariableComments {
  /** Those that the audit follows. */
  readonly answers: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, string>;
}

/** The reasons of a document's variables that look like secrets, as comments that the audit follows and people read. */
export function publicVariableComments(document: ComposeFile, given: readonly Answer[]): PublicVariableComments {
  const answers = new Map<string, string>();
  const notes = new Map<string, string>();
  for (const { path, text, reason } of given) {
    if (valueAt(document, path) !== text) continue;
    const verdict = secretVerdict(path.at(-1) ?? '', literalText(text));
    const rule = verdict && (verdict.by === 'default' ? 'default-password' : 'literal-secret');
    // Where the audit finds nothing, a word to it would be one that matches nothing.
    const key = commentKey(...path);
    if (rule) answers.set(key, `nexus-audit: ignore ${rule} -- ${reason}`);
    else notes.set(key, `No secret: ${reason}`);
  }
  return { answers, notes };
}

/** Of production's files: what workloads and overrides say. */
export function productionAnswers({ workloads, overrides }: PlatformModel): Answer[] {
  return [
    ...workloads.flatMap(({ name, environment, publicVariables = {} }) =>
      Object.entries(publicVariables).map(([variable, reason]) => ({
        path: ['services', name, 'environment', variable],
        text: literal(environment[variable] ?? ''),
        reason,
      })),
    ),
    ...overrides.flatMap(({ path, value, publicVariables = [] }) =>
      publicVariables.map((answer) => ({
        ...answer,
        text: String(valueAt(value, answer.path.slice(path.length))),
      })),
    ),
  ];
}

/** Of an overlay: every service has the environment's variables. */
export function overlayAnswers(
  document: ComposeFile,
  { variables, publicVariables = {} }: PlatformModel['environments'][number],
): Answer[] {
  return Object.keys(document.services).flatMap((service) =>
    Object.entries(publicVariables).map(([variable, reason]) => ({
      path: ['services', service, 'environment', variable],
      text: literal(variables[variable] ?? ''),
      reason,
    })),
  );
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}
