import { formatProblem } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import type { Override, PlatformModel } from '../../../model/platform-model.js';
import { checkComposeSchema } from '../../check/compose-schema.js';

/** Checks one file against the specification's schema; problems name the construct, or the override, behind a value. */
export function checkSchema(
  model: PlatformModel,
  file: string,
  document: object,
  overrides: readonly Override[],
): string[] {
  const origins = new Map<string, Origin>(model.workloads.map(({ name, origin }) => [name, origin]));
  return checkComposeSchema(document).map(({ path, key, message }) => {
    const [section, entry = ''] = path;
    const culprit = key === undefined ? path : [...path, key];
    // The last override on that path is likelier the cause than the construct's own rendering.
    const override = overrides.findLast((candidate) =>
      culprit.every((part, i) => candidate.path[i] === undefined || candidate.path[i] === part),
    );
    const origin = override?.origin ?? (section === 'services' ? origins.get(entry) : undefined) ?? model.origin;
    return formatProblem(`${file}: ${path.join('.') || 'the document'}: ${message}`, origin);
  });
}
