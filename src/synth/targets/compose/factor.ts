import type { ComposeFile, ComposeService } from '../../../model/compose.js';
import { AliasOf, Anchored } from '../../render/yaml.js';

/** The hardening that every workload has unless it says otherwise; a change of it is one line of the diff. */
const HARDENED: Readonly<Record<string, unknown>> = {
  read_only: true,
  init: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
};

/**
 * Says once what services have in common: the hardening is merged (`<<: *hardened`), the commonest `logging` referred
 * to (`logging: *logging`). The document's meaning stays the same; the overrides have been applied before.
 */
export function factor(document: ComposeFile): Record<string, unknown> {
  // An override may have removed them all.
  const given = (document.services as ComposeFile['services'] | undefined) ?? {};
  // A section that overrides have made under one of our names is theirs.
  const logging =
    'x-logging' in document ? undefined : commonest(Object.values(given).map((service) => service.logging));
  const services: Record<string, unknown> = {};
  let hardened = false;
  for (const [name, service] of Object.entries(given)) {
    const merged = !('x-hardened' in document) && isHardened(service);
    hardened ||= merged;
    services[name] = factorService(service, merged, logging);
  }
  const { name, services: _services, ...rest } = document;
  return {
    ...(name !== undefined && { name }),
    ...(hardened && { 'x-hardened': new Anchored('hardened', HARDENED) }),
    ...(logging && { 'x-logging': new Anchored('logging', logging) }),
    services,
    ...rest,
  };
}

function factorService(service: ComposeService, merged: boolean, logging: object | undefined): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(service)) {
    if (merged && key in HARDENED) {
      if (!('<<' in result)) result['<<'] = new AliasOf('hardened');
    } else if (key === 'logging' && logging && same(value, logging)) {
      result[key] = new AliasOf('logging');
    } else {
      result[key] = value;
    }
  }
  return result;
}

function isHardened(service: ComposeService): boolean {
  return Object.entries(HARDENED).every(([key, value]) => same(service[key], value));
}

/** The value that most services have, if at least two do. */
function commonest(values: readonly unknown[]): Record<string, unknown> | undefined {
  const counts = new Map<string, { value: Record<string, unknown>; count: number }>();
  for (const value of values) {
    if (value === null || typeof value !== 'object') continue;
    const key = JSON.stringify(value);
    const seen = counts.get(key);
    if (seen) seen.count++;
    else counts.set(key, { value: value as Record<string, unknown>, count: 1 });
  }
  const best = [...counts.values()].sort((a, b) => b.count - a.count)[0];
  return best && best.count > 1 ? best.value : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
