import type { ComposeProject, ComposeService } from '../compose/document.js';
import type { Dockerfile } from '../dockerfile/document.js';
import type { Finding } from '../finding.js';
import { EXPOSURE } from './rubric.js';

/** How much of a finding counts: by the service or the stage that it stands in. */
export class Exposures {
  readonly #dockerfiles: ReadonlyMap<string, Dockerfile>;
  readonly #projects: readonly ComposeProject[];

  public constructor(
    dockerfiles: readonly Dockerfile[],
    projects: readonly ComposeProject[],
    private readonly servicesOf: (dockerfile: Dockerfile) => readonly ComposeService[],
  ) {
    this.#dockerfiles = new Map(dockerfiles.map((dockerfile) => [dockerfile.file, dockerfile]));
    this.#projects = projects;
  }

  public of(finding: Finding): number {
    const dockerfile = this.#dockerfiles.get(finding.file);
    return dockerfile ? this.#inDockerfile(dockerfile, finding.line) : this.#inCompose(finding);
  }

  #inDockerfile(dockerfile: Dockerfile, line: number): number {
    const stage = dockerfile.stages.findLast((other) => other.line <= line);
    if (stage && !stage.needed) return EXPOSURE.aside;
    if (stage && !stage.final && !continues(dockerfile, stage.index)) return EXPOSURE.build;
    return this.servicesOf(dockerfile).some(isPublished) ? EXPOSURE.published : EXPOSURE.usual;
  }

  #inCompose({ file, line }: Finding): number {
    const projects = this.#projects.filter(({ files }) => files.includes(file));
    // A base file that an overlay for development is laid over is not for development itself.
    const aside = projects.every(({ development, files }) => development && files.at(-1) === file);
    if (aside && projects.length > 0) return EXPOSURE.aside;
    const here = this.#projects
      .flatMap(({ services }) => services)
      .filter((service) => service.file === file && service.line <= line && line <= service.endLine);
    return here.some(isPublished) ? EXPOSURE.published : EXPOSURE.usual;
  }
}

/** Whether the last stage is built on top of this one. */
function continues(dockerfile: Dockerfile, index: number): boolean {
  for (let stage = dockerfile.final; stage; stage = stage.parent) if (stage.index === index) return true;
  return false;
}

/** Whether other machines reach it. */
export function isPublished(service: ComposeService): boolean {
  const loopback = (ip: string | undefined) => ip !== undefined && /^(?:127\.|::1$|localhost$)/.test(ip);
  return service.networkMode === 'host' || service.ports.some(({ hostIp }) => !loopback(hostIp));
}
