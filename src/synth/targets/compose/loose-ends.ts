import type { ComposeService } from '../../../read/compose/document.js';
import { at, type ComposeNode, itemsOf, type MapNode, textOf } from '../../../read/compose/node.js';
import type { Place } from '../../../read/text/place.js';

/** What is wrong with a set of files, and where it shows. */
export interface Loose {
  readonly what: string;
  readonly place: Place;
  readonly fix: string;
  /** Other places that have part in it: what an override says is likelier wrong than what a construct does. */
  readonly others?: readonly Place[];
  /** Where what is missing would be. */
  readonly missing?: readonly string[];
}

/** @param base services that an overlay may change: it adds none */
export function looseEnds(root: MapNode, services: readonly ComposeService[], base?: ReadonlySet<string>): Loose[] {
  const names = (section: string) => {
    const node = at(root, section);
    return new Set(node?.kind === 'map' ? node.entries.keys() : []);
  };
  const networks = names('networks').add('default');
  const [volumes, secrets, configs, models] = [names('volumes'), names('secrets'), names('configs'), names('models')];
  const all = new Set(services.map(({ name }) => name));
  const loose: Loose[] = [];
  const expect = (known: ReadonlySet<string>, name: string, kind: string, service: ComposeService, place: Place) => {
    if (known.has(name)) return;
    loose.push({
      what: `service ${service.name} names ${kind} ${JSON.stringify(name)}, which is not defined`,
      place,
      fix: `${howToDefine(kind, name)}correct the name. There are: ${[...known].slice(0, 12).join(', ') || 'none'}`,
      missing: [`${kind}s`, name],
    });
  };
  for (const service of services) {
    if (base && !base.has(service.name)) {
      loose.push({
        what: `service ${service.name} is in the overlay alone`,
        place: service.at,
        fix: 'Remove its construct, not the service by an override; or keep it',
        missing: ['services', service.name],
      });
      continue;
    }
    if (service.image === undefined && !service.build)
      loose.push({
        what: `service ${service.name} has neither an image nor a build`,
        place: service.at,
        fix: 'Remove what else is set for it, or give it an image',
        missing: ['services', service.name, 'image'],
      });
    for (const { name, place } of namedIn(service.get('networks'))) expect(networks, name, 'network', service, place);
    if (service.networkMode !== undefined && (service.networks?.length ?? 0) > 0)
      loose.push({
        what: `service ${service.name} has network_mode ${service.networkMode} beside networks, which exclude each other`,
        place: service.get('network_mode') ?? service,
        fix: 'Remove one of them, also in overlays',
      });
    for (const mount of service.volumes)
      if (mount.type === 'volume' && mount.source !== undefined && !mount.dynamic)
        expect(volumes, mount.source, 'volume', service, mount);
    for (const [kind, known, keys] of [
      ['secret', secrets, ['secrets']],
      ['secret', secrets, ['build', 'secrets']],
      ['config', configs, ['configs']],
    ] as const)
      for (const item of itemsOf(service.get(...keys))) {
        const name = textOf(item) ?? textOf(at(item, 'source'));
        if (name !== undefined) expect(known, name, kind, service, item);
      }
    for (const { name, place } of servicesNamedBy(service)) expect(all, name, 'service', service, place);
    for (const { name, place } of namedIn(service.get('models'))) expect(models, name, 'model', service, place);
    for (const { name, place } of contextsOf(service)) {
      expect(all, name, 'service', service, place);
      const other = services.find((candidate) => candidate.name === name);
      if (other && !other.build)
        loose.push({
          what: `service ${service.name} builds from the image of ${name}, which is not built here`,
          place,
          fix: 'Write "docker-image://" and the name of the image',
        });
    }
  }
  return loose;
}

/** Entries that an override can add. */
function howToDefine(kind: string, name: string): string {
  if (!['network', 'volume', 'secret', 'config'].includes(kind)) return 'Remove it, or ';
  return /^[\w-]+$/.test(name) ? `Define it with addOverride('${kind}s.${name}', { … }), or ` : 'Define it, or ';
}

/** Every service that one names outside its build, and so can't be started without. */
export function servicesNamedBy(service: ComposeService): { readonly name: string; readonly place: Place }[] {
  const shared = (key: string, prefix: string) => {
    const node = service.get(key);
    const text = textOf(node);
    return node && text?.startsWith(prefix) ? [{ name: text.slice(prefix.length), place: node }] : [];
  };
  const first = (key: string) =>
    namedIn(service.get(key)).map(({ name, place }) => ({ name: name.split(':', 1)[0] ?? name, place }));
  return [
    ...namedIn(service.get('depends_on')),
    ...first('links'),
    ...first('volumes_from').filter(({ name }) => name !== 'container'),
    ...['network_mode', 'pid', 'ipc', 'uts'].flatMap((key) => shared(key, 'service:')),
  ];
}

/** Services whose images a build takes as further contexts. */
function contextsOf(service: ComposeService): { readonly name: string; readonly place: Place }[] {
  const node = service.get('build', 'additional_contexts');
  const values =
    node?.kind === 'map'
      ? [...node.entries.values()].map(({ value }) => ({ text: textOf(value), place: value }))
      : itemsOf(node).map((place) => ({ text: textOf(place)?.replace(/^[^=]*=/, ''), place }));
  return values.flatMap(({ text, place }) =>
    text?.startsWith('service:') ? [{ name: text.slice('service:'.length), place }] : [],
  );
}

/** The names in a list, or of the keys of a map. */
export function namedIn(node: ComposeNode | undefined): { readonly name: string; readonly place: Place }[] {
  if (node?.kind === 'map') return [...node.entries.values()].map((entry) => ({ name: entry.key, place: entry }));
  return itemsOf(node).flatMap((place) => {
    const name = textOf(place);
    return name === undefined ? [] : { name, place };
  });
}
