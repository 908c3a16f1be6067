import { isExposed } from '../../read/compose/addresses.js';
import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import { lineage, type Dockerfile, type Stage } from '../../read/dockerfile/document.js';
import { byFile, ByLine } from '../../read/text/by-line.js';
import type { Finding } from '../finding.js';
import { EXPOSURE } from './rubric.js';

interface DockerfileExposure {
  readonly stages: ByLine<Stage>;
  /** The last stage and those that it is built on top of. */
  readonly image: ReadonlySet<Stage>;
  readonly exposed: boolean;
}

interface ComposeExposure {
  readonly aside: boolean;
  /** Services that other machines reach. */
  readonly exposed: ByLine<ComposeService>;
}

/** How much of a finding counts: by the service or the stage that it stands in. */
export class Exposures {
  readonly #dockerfiles: ReadonlyMap<string, DockerfileExposure>;
  readonly #compose = new Map<string, ComposeExposure>();
  readonly #usual: ComposeExposure = { aside: false, exposed: new ByLine([]) };

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
          exposed: servicesOf(dockerfile).some(isExposed),
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
      const exposed = new ByLine((services.get(file) ?? []).filter(isExposed));
      this.#compose.set(file, { aside: asides.get(file) ?? false, exposed });
    }
  }

  public of({ file, line }: Finding): number {
    const dockerfile = this.#dockerfiles.get(file);
    if (dockerfile) return inDockerfile(dockerfile, line);
    const { aside, exposed } = this.#compose.get(file) ?? this.#usual;
    if (aside) return EXPOSURE.aside;
    return exposed.at(line) ? EXPOSURE.published : EXPOSURE.usual;
  }
}

function inDockerfile({ stages, image, exposed }: DockerfileExposure, line: number): number {
  const stage = stages.before(line);
  if (stage && !stage.needed) return EXPOSURE.aside;
  if (stage && !image.has(stage)) return EXPOSURE.build;
  return exposed ? EXPOSURE.published : EXPOSURE.usual;
}
