import { createRequire } from 'node:module';
import type { AuditOptions, AuditReport } from './options.js';
import type { Rule } from './rule.js';
import type { AuditInput } from './source/discover.js';

/** The audit with its rules and parsers: several hundred modules. */
export type Engine = Pick<typeof import('./audit.js'), 'audit' | 'inspect' | 'RULES'>;

let loaded: Engine | undefined;

/**
 * The audit, loaded when it is first needed. Where nothing has changed since the last synthesis it is not: loading it
 * takes longer than all the rest of a small platform.
 */
export function engine(): Engine {
  return (loaded ??= createRequire(import.meta.url)('./audit.js') as Engine);
}

/** Says where the audit is, for whoever has it loaded already, or can't load modules in the middle of the work. */
export function provideEngine(engine: Engine): void {
  loaded = engine;
}

/**
 * Audits Dockerfiles, Compose files and ignore files. Pure: it reads nothing but what it is given, and never throws for
 * what stands in a document.
 *
 * @param inputs paths, as they are to be reported and as they name each other, with their texts
 */
export function audit(inputs: readonly AuditInput[], options: AuditOptions = {}): AuditReport {
  return engine().audit(inputs, options);
}

/** Every rule there is, by theme. */
export const RULES: readonly Rule[] = lazyList(() => engine().RULES);

/** A list that is made when somebody first looks into it. */
export function lazyList<T>(make: () => readonly T[]): readonly T[] {
  let made: readonly T[] | undefined;
  const list = () => (made ??= make());
  return new Proxy<readonly T[]>([], {
    get: (_, key) => Reflect.get(list(), key) as unknown,
    has: (_, key) => Reflect.has(list(), key),
    ownKeys: () => Reflect.ownKeys(list()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(list(), key),
  });
}
