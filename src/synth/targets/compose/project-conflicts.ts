import type { ComposeService } from '../../../read/compose/document.js';
import { at, type MapNode, textOf } from '../../../read/compose/node.js';
import { type Loose, servicesNamedBy } from './loose-ends.js';

/** What Compose takes as the name of a project without changing it (compose-go, "NormalizeProjectName"). */
const PROJECT_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** A name that Compose changes, and so the names of all volumes and networks; or one of which nothing is left. */
export function projectName(root: MapNode): Loose[] {
  const node = at(root, 'name');
  const name = textOf(node);
  if (!node || name === undefined || (node.kind === 'scalar' && node.dynamic) || PROJECT_NAME.test(name)) return [];
  return [
    {
      what: `the name ${JSON.stringify(name)} of the project is not lower-case letters, digits, "-" and "_", beginning with a letter or a digit: Compose would call volumes and networks otherwise`,
      place: node,
      fix: 'Correct the name',
    },
  ];
}

/** Services that are always started name one that a profile alone starts: Compose refuses the whole project without it. */
export function behindProfiles(services: readonly ComposeService[]): Loose[] {
  const profiled = new Map(
    services.filter(({ profiles }) => profiles.length > 0).map((service) => [service.name, service]),
  );
  if (profiled.size === 0) return [];
  return services.flatMap((service): Loose[] => {
    if (service.profiles.length > 0) return [];
    const named = new Set(servicesNamedBy(service).map(({ name }) => name));
    return [...named].flatMap((name): Loose[] => {
      const other = profiled.get(name);
      const place = other?.get('profiles');
      if (!other || !place || textOf(service.get('depends_on', name, 'required')) === 'false') return [];
      return [
        {
          what: `service ${name} starts with profile ${other.profiles.join(' or ')} alone, and ${service.name}, which always starts, names it: Compose refuses both without the profile`,
          place,
          fix: `Give ${service.name} the same profile, or override services.${service.name}.depends_on.${name}.required with false`,
        },
      ];
    });
  });
}
