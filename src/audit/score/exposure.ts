import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import { lineage, type Dockerfile, type Stage } from '../../read/dockerfile/document.js';
import { byFile, ByLine } from '../../read/text/by-line.js';
import type { Finding } from '../finding.js';
import { EXPOSURE } from './rubric.js';

interface DockerfileExposure {
  readonly stages: ByLine<Stage>;
  /** The last stage and those that it is built on top of. */
  readonly image: ReadonlySet<Stage>;
  readonly published: boolean;
}

interface ComposeExposure {
  readonly aside: boolean;
  /** Services that other machines reach. */
  readonly published: ByLine<ComposeService>;
}

/** How much of a finding counts: by the service or the stage that it stands in. */
export class Exposures {
  readonly #dockerfiles: ReadonlyMap<string, DockerfileExposure>;
  readonly #compose = new Map<string, ComposeExposure>();
  readonly #usual: ComposeExposure = { aside: false, published: new ByLine([]) };

  public constructor(
    dockerfiles: readonly Dockerfile[],
    projects: readonly ComposeProject[],
    servicesOf: (dockerfile: Dockerfile) => readonly ComposeService[],
  ) {
    this.#dockerfiles = new Map(
      dockerfiles.map((dockerfile) => [
        dockerfile.file,
        {
          stages: new ByLine(dockerfile.stages),
          image: new Set(dockerfile.final ? lineage(dockerfile.final) : []),
          published: servicesOf(dockerfile).some(isPublished),
        },
      ]),
    );
    const services = byFile(projects.flatMap((project) => project.services));
    const asides = new Map<string, boolean>();
    for (const { files, development } of projects) {
      for (const file of files) {
        // A base file that an overlay for development is laid over is not for development itself.
        asides.set(file, (asides.get(file) ?? true) && development && files.at(-1) === file);
      }
    }
    for (const file of new Set([...services.keys(), ...asides.keys()])) {
      const published = new ByLine((services.get(file) ?? []).filter(isPublished));
      this.#compose.set(file, { aside: asides.get(file) ?? false, published });
    }
  }

  public of({ file, line }: Finding): number {
    const dockerfile = this.#dockerfiles.get(file);
    if (dockerfile) return inDockerfile(dockerfile, line);
    const { aside, published } = this.#compose.get(file) ?? this.#usual;
    if (aside) return EXPOSURE.aside;
    return published.at(line) ? EXPOSURE.published : EXPOSURE.usual;
  }
}

function inDockerfile({ stages, image, published }: DockerfileExposure, line: number): number {
  const stage = stages.before(line);
  if (stage && !stage.needed) return EXPOSURE.aside;
  if (stage && !image.has(stage)) return EXPOSURE.build;
  return published ? EXPOSURE.published : EXPOSURE.usual;
}

/** Whether other machines reach it. */
export function isPublished(service: ComposeService): boolean {
  const loopback = (ip: string | undefined) => ip !== undefined && /^(?:127\.|::1$|localhost$)/.test(ip);
  return service.networkMode === 'host' || service.ports.some(({ hostIp }) => !loopback(hostIp));
}
