import { INSTRUCTION } from '../../model/instruction-shape.js';
import { checkProps, checkValue, text } from '../../model/shape/index.js';
import { DOCKERFILE_PROPS } from './dockerfile-shape.js';
import { NexusError, show } from '../../model/errors.js';
import type { Instruction, StageModel } from '../../model/dockerfile.js';
import type { DocumentModel, NewDocument } from '../../model/document.js';
import { FEATURES } from '../../model/phase.js';
import type { HttpClient } from '../../model/probe.js';
import { pathKey, type Provenance, type Provenances } from '../../model/provenance.js';
import { SourceLocation } from '../../model/source-location.js';
import type { WorkloadImage } from '../../model/workload.js';
import type { DatabaseClient } from '../core/database-client.js';
import type { Secret } from '../core/secret.js';
import type { DockerfileProps } from './dockerfile-props.js';
import { checkClaims, type ImageClaim, reviewSources } from './image-checks.js';
import { type IgnoreParts, ignoreLines } from './ignore-file.js';
import { checkContext, checkKeep } from './kept-files.js';
import { healthcheck } from './oci-labels.js';
import type { PairedImage } from './pairing.js';
import { checkInstructions, type Step } from './step-check.js';
import { foldersOf } from './writable-folders.js';
import type { ImageDevelopment, ImageSubject, StageDraft } from './subject.js';

export type { DockerfileProps } from './dockerfile-props.js';

/** Stages of an image, in which the last is what runs in production. */
export abstract class DockerfileBase {
  public readonly context: string;
  /** Numeric `uid:gid` that the last stage runs as. */
  public abstract readonly user: string;
  /** What the last stage has to make network checks with. */
  public abstract readonly httpClient: HttpClient;

  /** What it was told when it was made; a copy. */
  protected readonly base: DockerfileProps;
  protected readonly location = SourceLocation.capture();
  private readonly steps = new Map<string, Step[]>();
  private readonly claims = new Map<string, ImageClaim>();

  protected constructor(props: DockerfileProps) {
    const base = checkProps(new.target.name, DOCKERFILE_PROPS.open, props);
    this.base = base;
    this.context = checkContext('build context', base.context);
    checkKeep(base.keep, base.ignore);
    const origin = { path: this.context, location: this.location };
    for (const [stage, steps] of Object.entries(base.extraSteps ?? {}))
      this.steps.set(
        stage,
        steps.map((instruction) => ({ instruction, provenance: { by: 'prop', name: 'extraSteps', origin } })),
      );
  }

  /** Names of the stages that `addStep` takes. */
  public abstract get stageNames(): readonly string[];

  /** What generates a client for a database, in words; `undefined` where nothing does. */
  protected get orm(): string | undefined {
    return undefined;
  }

  /** The stage that a migration job runs, where the image has one. */
  public get migrationTarget(): string | undefined {
    return undefined;
  }

  /** Options for every Node process of the image, which it has in NODE_OPTIONS. @default none */
  public get nodeOptions(): string | undefined {
    return undefined;
  }

  /** The same of the stage that a migration job runs. @default none */
  public get migrationNodeOptions(): string | undefined {
    return undefined;
  }

  /** @internal what a container of {@link migrationTarget} runs to note its migrations as applied. @default none */
  public get migrationBaseline(): readonly string[] | undefined {
    return undefined;
  }

  /** What the application reads a database's URL with. @default 'plain' */
  public get databaseClient(): DatabaseClient {
    return 'plain';
  }

  /** Whether the process is Node, and takes its options from NODE_OPTIONS. */
  public get isNode(): boolean {
    return false;
  }

  /** What does not go together with it. */
  public get pairing(): PairedImage {
    return { servesFiles: false, code: [] };
  }

  /**
   * Adds an instruction at the end of a stage. In `build`, what has been built lies in `/out` by then, and there is a link
   * where it was: `dist` and `/out/dist` are the same.
   *
   * @throws NexusError at synthesis, if there is no such stage
   */
  public addStep(stage: string, instruction: Instruction): void {
    checkValue('stage', text, stage);
    const added = checkValue('step', INSTRUCTION, instruction);
    const origin = { path: this.context, location: SourceLocation.capture() };
    const step: Step = { instruction: added, provenance: { by: 'call', name: 'addStep', origin } };
    this.steps.set(stage, [...(this.steps.get(stage) ?? []), step]);
  }

  /** Takes the Dockerfile for a workload: the first one names the image, and has the files of its context written. */
  public claim(service: string, claim: ImageClaim = {}): void {
    if (!this.claims.has(service)) this.claims.set(service, claim);
  }

  /** Whether the last stage has a shell, and a package manager for steps of the user's. */
  public get hasShell(): boolean {
    return true;
  }

  /** The files of the context; nothing for a second workload that runs the same image. Called at synthesis. */
  public documents(subject: ImageSubject): DocumentModel[] {
    if (this.owner !== subject.name) return [];
    const place = { path: `${subject.platform}/${subject.name}`, location: this.location };
    const { hasShell, httpClient, orm } = this;
    const steps = this.stepsOf('runtime');
    checkClaims([...this.claims.values()], { subject, steps, hasShell, httpClient, orm, place });
    const unknown = [...this.steps.keys()].filter((stage) => !this.stageNames.includes(stage));
    if (unknown.length > 0) {
      throw new NexusError(`Dockerfile of ${show(this.context)} has no stage ${show(unknown[0])}`, {
        path: `${subject.platform}/${subject.name}`,
        location: this.location,
        fix: `Its stages are: ${this.stageNames.join(', ')}`,
      });
    }
    const origin = { path: `${subject.platform}/${subject.name}`, location: this.location };
    const claims = [...this.claims.values()];
    const writable = foldersOf(claims.flatMap(({ folders }) => folders?.() ?? []));
    const stages = this.stages({ ...subject, writable });
    checkInstructions(stages, this.steps, this.isNode, place);
    const parts = this.ignoreParts(subject);
    const lines = ignoreLines({
      ...parts,
      ignore: this.base.ignore ?? [],
      keep: this.base.keep ?? [],
      tests: this.hasSteps('build'),
    });
    reviewSources(
      {
        ...this.base,
        kept: [...(this.base.keep ?? []), ...(parts.copied ?? [])],
        others: Object.values(this.additionalContexts),
      },
      subject,
      lines,
      place,
    );
    return [
      {
        path: `${this.context}/Dockerfile`,
        origin,
        provenance: this.provenances(stages),
        kind: 'dockerfile',
        dockerfile: { header: subject.description, stages },
      },
      {
        path: `${this.context}/.dockerignore`,
        origin,
        kind: 'lines',
        syntax: 'hash',
        lines,
      },
      ...this.extraDocuments(subject).map((document) => ({ ...document, origin })),
    ];
  }

  /** What a workload runs that is built from a stage. */
  public image(subject: Pick<ImageSubject, 'platform' | 'name'>, target = 'runtime'): WorkloadImage {
    const secrets = this.buildSecrets;
    const suffix = target === 'runtime' ? '' : `-${target}`;
    return {
      kind: 'build',
      name: `${subject.platform}/${this.owner ?? subject.name}${suffix}`,
      context: this.context,
      dockerfile: 'Dockerfile',
      target,
      additionalContexts: this.additionalContexts,
      ...(secrets.length > 0 && { secrets: [...new Set(secrets.map(({ name }) => name))] }),
    };
  }

  /** How the image runs on a developer's machine. @default as in production */
  public development(_subject: ImageSubject): ImageDevelopment | undefined {
    return undefined;
  }

  /** The stages, in their order; the last is what runs. Make each with `stage()`, so that `addStep` reaches it. */
  public abstract stages(subject: ImageSubject): StageModel[];

  /** Secrets that steps of the build see, and no layer. @default none */
  public get buildSecrets(): readonly Secret[] {
    return [];
  }

  protected get additionalContexts(): Readonly<Record<string, string>> {
    return {};
  }

  /** What the ignore file must know of the Dockerfile. */
  protected ignoreParts(_subject: ImageSubject): IgnoreParts {
    return {};
  }

  /** Files that the Dockerfile copies, and that are not the application's. */
  protected extraDocuments(_subject: ImageSubject): NewDocument[] {
    return [];
  }

  /** Whether `addStep` has something for a stage. */
  protected hasSteps(stage: string): boolean {
    return this.steps.has(stage);
  }

  /** The image's own health check: the probe of its workload, for those who run the image without Compose. */
  protected healthcheck({ probe }: ImageSubject): Instruction[] {
    return healthcheck(probe, this.httpClient);
  }

  /** A stage with what `addStep` has for it, before the instructions that stay last. */
  protected stage({ last = [], ...stage }: StageDraft): StageModel {
    return { ...stage, instructions: [...stage.instructions, ...this.stepsOf(stage.name), ...last] };
  }

  private get owner(): string | undefined {
    return [...this.claims.keys()][0];
  }

  private stepsOf(stage: string): Instruction[] {
    return (this.steps.get(stage) ?? []).map(({ instruction }) => instruction);
  }

  /** Where stages come from: this kind of image, the rollout phase, or steps of the user's. */
  private provenances(stages: readonly StageModel[]): Provenances {
    const result = new Map<string, Provenance>();
    for (const { name, comment, instructions } of stages) {
      const reason = comment ?? 'A stage of this kind of image.';
      result.set(
        pathKey('stages', name),
        name === 'development' ? { by: 'phase', phase: FEATURES.developmentStage, reason } : { by: 'rule', reason },
      );
      for (const { instruction, provenance } of this.steps.get(name) ?? [])
        result.set(pathKey('stages', name, 'instructions', String(instructions.indexOf(instruction))), provenance);
    }
    return result;
  }
}
