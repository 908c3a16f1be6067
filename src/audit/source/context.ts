import { posix } from 'node:path';
import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import type { Dockerfile } from '../../read/dockerfile/document.js';
import { once } from '../../model/once.js';
import type { RuleContext, Settings } from '../rule-context.js';
import type { DockerfileSource } from './dockerfiles.js';

type IgnoreFile = ReturnType<RuleContext['ignoreFileOf']>;

/** What the documents know of each other: which service builds which file, and what its build ignores. */
export class Context implements RuleContext {
  public readonly read?: (path: string) => string | undefined;
  readonly #byPath: ReadonlyMap<string, DockerfileSource>;
  readonly #builders = new Map<DockerfileSource | Dockerfile, ComposeService[]>();
  readonly #read: (path: string) => string | undefined;
  readonly #inline: ReadonlyMap<ComposeService, Dockerfile>;

  /** @param inline the Dockerfiles that stand in Compose files */
  public constructor(
    dockerfiles: readonly DockerfileSource[],
    projects: readonly ComposeProject[],
    read: (path: string) => string | undefined,
    private readonly sumOf: (path: string) => string | undefined,
    public readonly settings: Settings,
    public readonly hasFolders: boolean,
    inline: ReadonlyMap<ComposeService, Dockerfile>,
  ) {
    this.#byPath = new Map(dockerfiles.map((source) => [posix.normalize(source.file), source]));
    this.#read = read;
    this.#inline = inline;
    if (hasFolders) this.read = read;
    for (const service of projects.flatMap(({ services }) => services)) {
      const built = this.#builtBy(service);
      const known = built && this.#builders.get(built);
      if (known) known.push(service);
      else if (built) this.#builders.set(built, [service]);
    }
  }

  public dockerfileOf(service: ComposeService): ReturnType<RuleContext['dockerfileOf']> {
    const built = this.#builtBy(service);
    const dockerfile = built && 'get' in built ? built.get() : built;
    if (!dockerfile) return undefined;
    const target = service.build?.target?.toLowerCase();
    const stage = target === undefined ? dockerfile.final : dockerfile.stages.find(({ name }) => name === target);
    return { dockerfile, stage };
  }

  public servicesOf(dockerfile: Dockerfile | DockerfileSource): readonly ComposeService[] {
    return this.#builders.get(this.#keyOf(dockerfile)) ?? [];
  }

  /** Several rules ask, for each of its instructions. */
  public readonly ignoreFileOf = once((dockerfile: Dockerfile | DockerfileSource): IgnoreFile => {
    for (const path of this.#ignorePaths(dockerfile)) {
      const text = this.#read(path);
      if (text !== undefined) return { path, text };
    }
    return undefined;
  });

  /** The same, for who asks only whether it has changed: its path, and a checksum of its text. */
  public ignoreSumOf(dockerfile: DockerfileSource): readonly [path: string, sum: string] | undefined {
    for (const path of this.#ignorePaths(dockerfile)) {
      const sum = this.sumOf(path);
      if (sum !== undefined) return [path, sum];
    }
    return undefined;
  }

  /** Where an ignore file may be, the first one that is there counts. */
  #ignorePaths(dockerfile: Dockerfile | DockerfileSource): readonly string[] {
    const contexts = this.servicesOf(dockerfile).map((service) => contextPath(service) ?? '.');
    const folders = contexts.length > 0 ? contexts : [posix.dirname(dockerfile.file)];
    const isInline = 'kind' in dockerfile && dockerfile.within !== undefined;
    return [
      ...(isInline ? [] : [`${dockerfile.file}.dockerignore`]),
      ...folders.map((folder) => posix.join(folder, '.dockerignore')),
    ];
  }

  /**
   * A checksum of the Dockerfile that a service builds; empty where none is known, or it stands in the service itself.
   */
  public builtSumOf(service: ComposeService): string {
    const built = this.#builtBy(service);
    return built && 'get' in built ? built.sum : '';
  }

  readonly #builtBy = once((service: ComposeService): DockerfileSource | Dockerfile | undefined => {
    const inline = this.#inline.get(service);
    if (inline) return inline;
    const path = dockerfilePath(service);
    return path === undefined ? undefined : this.#byPath.get(path);
  });

  #keyOf(dockerfile: Dockerfile | DockerfileSource): DockerfileSource | Dockerfile {
    if ('get' in dockerfile || dockerfile.within) return dockerfile;
    return this.#byPath.get(posix.normalize(dockerfile.file)) ?? dockerfile;
  }
}

/**
 * What rules about Dockerfiles are given: the same, watched. What they find is remembered by the file, the services that
 * build it and its ignore file; one that looks further is not to be remembered.
 */
export class WatchedContext implements RuleContext {
  /** Those about which a rule has looked further. */
  public readonly strayed = new Set<Dockerfile>();
  public readonly settings: Settings;
  public readonly hasFolders: boolean;
  #about: Dockerfile | undefined;

  public constructor(private readonly context: RuleContext) {
    this.settings = context.settings;
    this.hasFolders = context.hasFolders;
  }

  /** Says which one a rule looks at now. */
  public about(dockerfile: Dockerfile): void {
    this.#about = dockerfile;
  }

  public get read(): RuleContext['read'] {
    this.#stray(undefined);
    return this.context.read;
  }

  public dockerfileOf(service: ComposeService): ReturnType<RuleContext['dockerfileOf']> {
    this.#stray(undefined);
    return this.context.dockerfileOf(service);
  }

  public servicesOf(dockerfile: Dockerfile): readonly ComposeService[] {
    this.#stray(dockerfile);
    return this.context.servicesOf(dockerfile);
  }

  public ignoreFileOf(dockerfile: Dockerfile): IgnoreFile {
    this.#stray(dockerfile);
    return this.context.ignoreFileOf(dockerfile);
  }

  #stray(to: Dockerfile | undefined): void {
    if (this.#about && to !== this.#about) this.strayed.add(this.#about);
  }
}

const contextPath = once((service: ComposeService): string | undefined => {
  const { build } = service;
  if (!build || /^[a-z+]+:\/\/|^git@/.test(build.context)) return undefined;
  return posix.join(posix.dirname(build.file), build.context);
});

function dockerfilePath(service: ComposeService): string | undefined {
  const context = service.build?.inline === undefined ? contextPath(service) : undefined;
  return context === undefined ? undefined : posix.join(context, service.build?.dockerfile ?? 'Dockerfile');
}
