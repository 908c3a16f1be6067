import { posix } from 'node:path';
import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import type { Dockerfile } from '../../read/dockerfile/document.js';
import type { RuleContext, Settings } from '../rule.js';

/** What the documents know of each other: which service builds which file, and what its build ignores. */
export function contextOf(
  dockerfiles: readonly Dockerfile[],
  projects: readonly ComposeProject[],
  read: (path: string) => string | undefined,
  settings: Settings,
  hasFolders: boolean,
  inline: ReadonlyMap<ComposeService, Dockerfile> = new Map(),
): RuleContext {
  const byPath = new Map(dockerfiles.map((dockerfile) => [posix.normalize(dockerfile.file), dockerfile]));
  const builders = new Map<Dockerfile, ComposeService[]>();
  const builtBy = (service: ComposeService) => {
    const path = dockerfilePath(service);
    return inline.get(service) ?? (path === undefined ? undefined : byPath.get(path));
  };
  for (const service of projects.flatMap(({ services }) => services)) {
    const dockerfile = builtBy(service);
    if (dockerfile) builders.set(dockerfile, [...(builders.get(dockerfile) ?? []), service]);
  }
  return {
    settings,
    hasFolders,
    ...(hasFolders ? { read } : {}),
    dockerfileOf(service) {
      const dockerfile = builtBy(service);
      if (!dockerfile) return undefined;
      const target = service.build?.target?.toLowerCase();
      const stage = target === undefined ? dockerfile.final : dockerfile.stages.find(({ name }) => name === target);
      return { dockerfile, stage };
    },
    servicesOf: (dockerfile) => builders.get(dockerfile) ?? [],
    ignoreFileOf(dockerfile) {
      const contexts = (builders.get(dockerfile) ?? []).map((service) => contextPath(service) ?? '.');
      const folders = contexts.length > 0 ? contexts : [posix.dirname(dockerfile.file)];
      for (const path of [
        ...(dockerfile.within ? [] : [`${dockerfile.file}.dockerignore`]),
        ...folders.map((folder) => posix.join(folder, '.dockerignore')),
      ]) {
        const text = read(path);
        if (text !== undefined) return { path, text };
      }
      return undefined;
    },
  };
}

function contextPath(service: ComposeService): string | undefined {
  const { build } = service;
  if (!build || /^[a-z+]+:\/\/|^git@/.test(build.context)) return undefined;
  return posix.join(posix.dirname(build.file), build.context);
}

function dockerfilePath(service: ComposeService): string | undefined {
  const context = service.build?.inline === undefined ? contextPath(service) : undefined;
  return context === undefined ? undefined : posix.join(context, service.build?.dockerfile ?? 'Dockerfile');
}
