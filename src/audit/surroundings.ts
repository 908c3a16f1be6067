import type { ComposeProject, ComposeService } from '../read/compose/document.js';
import { at, isTrue } from '../read/compose/node.js';
import { dependenciesOf, formatVersion, isJob, serviceNamed } from '../read/compose/roles.js';
import { lastOf } from '../read/dockerfile/document.js';
import { once } from '../model/once.js';
import type { RuleContext, Surroundings } from './rule-context.js';

/** Works out what a rule about one service may know besides it, as far as it asks. */
export class ServiceSurroundings implements Surroundings {
  public constructor(
    private readonly service: ComposeService,
    private readonly project: ComposeProject,
    private readonly context: RuleContext,
  ) {}

  public get development(): boolean {
    return this.project.development;
  }

  public get formatVersion(): number | undefined {
    return versionOf(this.project);
  }

  public get isJob(): boolean {
    return isJob(this.service, this.project);
  }

  public get isBuiltHere(): boolean {
    const { image } = this.service;
    return image !== undefined && builtHere(this.project).has(image);
  }

  public get checkedDependencies(): ReadonlySet<string> {
    const checked = dependenciesOf(this.service).flatMap(({ name }) => {
      const other = serviceNamed(name, this.project);
      return other && hasCheck(other) ? [name] : [];
    });
    return new Set(checked);
  }

  public get imageHasHealthcheck(): boolean {
    const built = this.context.dockerfileOf(this.service);
    const stage = built?.stage ?? built?.dockerfile.final;
    const check = stage && lastOf(stage, 'HEALTHCHECK');
    return check !== undefined && check.args[0]?.value.toUpperCase() !== 'NONE';
  }

  /** All of it but what the Dockerfile says, in one text: what is remembered of a service holds where this is the same. */
  public facts(): string {
    const { development, formatVersion, isJob, isBuiltHere, checkedDependencies } = this;
    return JSON.stringify([development, formatVersion ?? null, isJob, isBuiltHere, ...checkedDependencies]);
  }
}

const versionOf = once(formatVersion);

const hasCheck = once((service: ComposeService): boolean => {
  const check = service.get('healthcheck');
  return check !== undefined && !isTrue(at(check, 'disable'));
});

/** Names of images that services of the project build. */
const builtHere = once(
  ({ services }: ComposeProject): ReadonlySet<string | undefined> =>
    new Set(services.filter(({ build }) => build).map(({ image }) => image)),
);
