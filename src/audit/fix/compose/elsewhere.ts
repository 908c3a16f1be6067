import { dirname } from 'node:path/posix';
import { isMap, isScalar, type Document } from 'yaml';
import type { SourceText } from '../../../read/text/source-text.js';
import { documentOf, ownPair } from './service-map.js';

/**
 * Whether another service is made of this one (`extends`), or a file beside this one, above or below has a service of the
 * same name: Compose puts the lists of both together, and does not start where an option then stands there twice.
 */
export function isSaidElsewhere(name: string, source: SourceText, others: readonly SourceText[]): boolean {
  const documents = new Map([source, ...others].map((each) => [each, documentOf(each)]));
  return [...documents].some(([each, document]) => {
    if (typeof document === 'string') return each.text.includes(name);
    if (extendsIt(document, name)) return true;
    return each !== source && isNear(each.path, source.path) && serviceOf(document, name) !== undefined;
  });
}

function serviceOf(document: Document, name: string) {
  const services = document.get('services', true);
  return isMap(services) ? ownPair(services, name) : undefined;
}

function extendsIt(document: Document, name: string): boolean {
  const services = document.get('services', true);
  if (!isMap(services)) return false;
  return services.items.some(({ value }) => {
    const base = isMap(value) ? ownPair(value, 'extends')?.value : undefined;
    const named = isMap(base) ? base.get('service') : isScalar(base) ? base.value : undefined;
    return Boolean(base) && (named === name || typeof named !== 'string');
  });
}

function isNear(a: string, b: string): boolean {
  const [one, two] = [`${dirname(a)}/`, `${dirname(b)}/`];
  return one.startsWith(two) || two.startsWith(one) || one === './' || two === './';
}
