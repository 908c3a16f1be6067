import { checkDescription } from '../../model/audit-comment.js';
import { NexusError, show } from '../../model/errors.js';
import { checkProps } from '../../model/shape/index.js';
import { VARIABLE_PROPS } from './platform-shape.js';
import type { Registry } from './registry.js';
import { readVariable } from './variable.js';
import type { PublicValue } from '../../model/public-value.js';

/** A variable of `.env.example`. */
export interface VariableProps {
  readonly name: string;
  /** The comment above it. */
  readonly description: string;
  readonly value: string | PublicValue;
}

/**
 * Adds a variable to `.env.example`.
 *
 * @param path of the platform
 * @throws NexusError if the value looks like a secret and is no `PublicValue`; or if the variable is there already with
 * another value or description
 */
export function addExampleVariable(registry: Registry, path: string, variable: VariableProps): void {
  const { name, ...added } = checkProps('addVariable', VARIABLE_PROPS, variable, { path });
  const { text: value, reason } = readVariable(name, added.value, { path });
  const description = reason === undefined ? added.description : `${added.description} No secret: ${reason}`;
  for (const text of [description, value]) checkDescription(`${name} in .env.example`, text, { path });
  registry.change(`variable ${name}`, path);
  registry.making.settle();
  const known = registry.variables.find((each) => each.name === name);
  if (!known) registry.push(registry.variables, { name, description, value });
  else if (known.value !== value || known.description !== description)
    throw new NexusError(`variable ${name} is in .env.example already, as ${show(known.value)}`, {
      path,
      fix: 'Add it once, or with the same value and description',
    });
}
