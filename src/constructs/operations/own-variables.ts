import type { PlatformModel } from '../../model/platform-model.js';
import { networkVariable, tagVariable } from '../../model/variables.js';

/** Variables of `.env` that the platform's files read, or Compose itself. */
export function ownVariables(model: PlatformModel): readonly string[] {
  return [
    'COMPOSE_FILE',
    'COMPOSE_PROJECT_NAME',
    'COMPOSE_PROFILES',
    tagVariable(model.name),
    networkVariable(model.name),
    ...model.variables.map(({ name }) => name),
  ];
}
