import { posix } from 'node:path';
import { Instruction } from '../../model/dockerfile.js';
import { includes, type Phase } from '../../model/phase.js';
import type { WatchRule } from '../../model/workload.js';
import { isSecretFile } from './ignore-file.js';
import type { InstallPlan } from './install-plan.js';
import type { NamedScripts } from './own-scripts.js';

/**
 * What is left of a package's name in a build context's: `modules/shared` → `shared`, the name that `COPY --from` uses. Empty
 * where there is neither a letter nor a digit.
 */
export function contextName(path: string): string {
  return (path.split('/').pop() ?? path)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '');
}

/** From the files that an installation needs to `node_modules`, in the folder of the sources. */
export function installInstructions(plan: InstallPlan, folder: string, phase: Phase): Instruction[] {
  const { manager, environment, mounts } = plan;
  const { spec } = manager;
  const caches = includes(phase, 'buildCaches') ? [spec.cache] : [];
  const drop = withoutScripts(plan.dropped);
  const variables = Object.keys(environment).length > 0 ? { environment } : {};
  return [
    ...manager.environment,
    ...(spec.setup.length > 0 ? [Instruction.run(spec.setup)] : []),
    Instruction.workdir(folder),
    Instruction.copy(plan.manifests, './', noSecret(plan, plan.manifests)),
    ...plan.copies.map((path) => Instruction.copy(path, `./${path}`, noSecret(plan, [path]))),
    ...plan.shared.map((path) => Instruction.copy('.', `/workspace/${path}/`, { from: contextName(path) })),
    ...(drop.length > 0
      ? [
          Instruction.comment('Scripts of its own that an image has no use for; those of its packages run.'),
          Instruction.run(drop),
        ]
      : []),
    Instruction.run(spec.install, { ...variables, mounts: [...caches, ...mounts] }),
  ];
}

/** What synthesis has read of files that are called like secrets, for those who only see their names. */
function noSecret({ read }: InstallPlan, paths: readonly string[]): { readonly noSecret?: string } {
  const names = paths.filter((path) => read.includes(path) && isSecretFile(path));
  if (names.length === 0) return {};
  return {
    noSecret: `Synthesis has read ${names.join(', ')}: there is no log-in and no key in ${names.length > 1 ? 'them' : 'it'}`,
  };
}

/** Takes packages away that production does not run; pnpm and Yarn would run the module's own scripts again, without what they call. */
export function pruneCommands(plan: InstallPlan, keepOptional: boolean): (readonly string[])[] {
  const { spec } = plan.manager;
  return [...(spec.name === 'npm' ? [] : withoutScripts(plan.scripts)), spec.prune(keepOptional)];
}

function withoutScripts(scripts: readonly NamedScripts[]): string[][] {
  return scripts.map(({ at, names }) => {
    const prefix = at === '.' ? [] : ['--prefix', at];
    return ['npm', ...prefix, 'pkg', 'delete', ...names.map((name) => `scripts.${name}`)];
  });
}

/** Folders of the context that packages are links to, where the links expect them. */
export function linkedInstructions({ linked }: InstallPlan, folder: string): Instruction[] {
  return linked.map((path) => Instruction.copy(posix.join(folder, path), `./${path}/`, { from: 'build' }));
}

/** A change of what is installed needs a new image on a developer's machine. */
export function installWatch({ manifests, copies }: InstallPlan, context: string): WatchRule[] {
  // A pattern may match nothing, and is no path.
  const paths = [...manifests.filter((path) => !path.includes('*')), ...copies];
  return paths.map((path) => ({ action: 'rebuild', path: `${context}/${path}` }));
}
