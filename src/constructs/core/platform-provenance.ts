import type { Origin } from '../../model/origin.js';
import type { Provenance, Provenances } from '../../model/provenance.js';
import { byDefault } from './recorder.js';

/** Values of the model that are the platform's, with the props that give them, and why they are as they are without. */
const VALUES = [
  ['outdir', 'outdir', 'One folder for everything that is generated.'],
  ['phase', 'rollout', 'A platform has everything, unless it is rolled out in steps.'],
  ['environment', 'environment', 'The files that no overlay is laid over are those of production.'],
  ['environments', 'environments', "A developer's machine needs ports and sources; further environments have names."],
  ['audit', 'audit', 'Every output is audited; no score stops it.'],
  ['language', 'language', 'The language of tools and their documentation.'],
] as const;

type Given = Readonly<Partial<Record<(typeof VALUES)[number][1] | 'registry', unknown>>>;

/** Where what a platform says of itself comes from. @param props as they were given */
export function platformProvenance(props: Given, origin: Origin): Provenances {
  const prop = (name: string): Provenance => ({ by: 'prop', name, origin });
  const entries = VALUES.map(([value, name, reason]): [string, Provenance] => [
    value,
    props[name] === undefined ? byDefault(reason) : prop(name),
  ]);
  if (props.registry !== undefined) entries.push(['registry', prop('registry')]);
  return new Map([['name', prop('name')], ...entries]);
}
