import { checkProps, checkValue } from '../model/shape/index.js';
import { AUDIT_INPUTS, AUDIT_OPTIONS } from './audit-shape.js';
import { inspect } from './inspect.js';
import type { AuditOptions, AuditReport } from './options.js';
import { RULES } from './rules/index.js';
import type { AuditInput } from './source/discover.js';
import { ruleNamed } from './suppress/suppression.js';
import { verdict } from './verdict.js';

export type { AuditOptions, AuditReport } from './options.js';
export { inspect } from './inspect.js';
export { RULES } from './rules/index.js';

/**
 * Audits Dockerfiles, Compose files and ignore files. Pure: it reads nothing but what it is given, and never throws for
 * what stands in a document.
 *
 * @param inputs paths, as they are to be reported and as they name each other, with their texts
 * @throws NexusError if the inputs or options are not what their types say
 */
export function audit(inputs: readonly AuditInput[], options: AuditOptions = {}): AuditReport {
  checkValue('inputs', AUDIT_INPUTS, inputs);
  checkProps('audit', AUDIT_OPTIONS, options);
  const rules = options.rules ?? RULES;
  return verdict(inspect(inputs, options), options, (id) => rules.some(ruleNamed(id)));
}
