import { createRequire } from 'node:module';

/** CommonJS packages, as package.json names them. */
interface Libraries {
  readonly 'cron-parser': typeof import('cron-parser');
  readonly handlebars: typeof import('handlebars');
  readonly 'nginx-conf': typeof import('nginx-conf');
  readonly yaml: typeof import('yaml');
}

const load = createRequire(import.meta.url);

/**
 * A library that is loaded when it is first needed: `const yaml = library('yaml')`, then `yaml().parse(text)`. Where
 * nothing has changed since the last run none is, and loading them takes longer than all the rest of a small platform.
 */
export function library<K extends keyof Libraries>(name: K): () => Libraries[K] {
  let loaded: Libraries[K] | undefined;
  return () => (loaded ??= load(name) as Libraries[K]);
}
