import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import type { Dockerfile, Stage } from '../../read/dockerfile/document.js';
import { byFile, ByLine } from '../../read/text/by-line.js';
import type { Finding } from '../finding.js';

/** Names what a finding is about. */
export class Subjects {
  readonly #stages: ReadonlyMap<string, ByLine<Stage>>;
  readonly #services: ReadonlyMap<string, ByLine<ComposeService>>;

  public constructor(dockerfiles: readonly Dockerfile[], projects: readonly ComposeProject[]) {
    this.#stages = new Map(dockerfiles.map(({ file, stages }) => [file, new ByLine(stages)]));
    const services = byFile(projects.flatMap((project) => project.services));
    this.#services = new Map([...services].map(([file, own]) => [file, new ByLine(own)]));
  }

  public of({ file, line }: Finding): { readonly subject?: string } {
    const subject = this.#stages.get(file)?.before(line)?.name ?? this.#services.get(file)?.at(line)?.name;
    return subject === undefined ? {} : { subject };
  }
}
