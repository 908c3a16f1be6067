import { INSTRUCTION } from '../../model/instruction-shape.js';
import { checkProps, checkValue, text } from '../../model/shape/index.js';
import { DOCKERFILE_PROPS } from './dockerfile-shape.js';
import { NexusError, show } from '../../model/errors.js';
import type { Instruction, StageModel } from '../../model/dockerfile.js';
import { checkRelativePath } from '../../model/paths.js';
import type { DocumentModel, NewDocument } from '../../model/document.js';
import { FEATURES } from '../../model/phase.js';
import type { HttpClient } from '../../model/probe.js';
import { pathKey, type Provenance, type Provenances } from '../../model/provenance.js';
import { SourceLocation } from '../../model/source-location.js';
import type { WorkloadImage } from '../../model/workload.js';
import type { DatabaseClient } from '../core/database-client.js';
import { ignoreLines } from './ignore-file.js';
import { healthcheck } from './oci-labels.js';
import type { ImageDevelopment, ImageSubject, StageDraft } from './subject.js';

export interface DockerfileProps {
  /** Build context: a folder of the output, `modules/crm`. The Dockerfile and its ignore file are written there. */
  readonly context: string;
  /** Patterns for the ignore file, besides those that every context gets; `!pattern` takes one back. @default none */
  readonly ignore?: readonly string[];
  /** Instructions added at the end of a stage, before its last settings. @default none */
  readonly extraSteps?: Readonly<Record<string, readonly Instruction[]>>;
}

/** An instruction of the user's. */
interface Step {
  readonly instruction: Instruction;
  readonly provenance: Provenance;
}

/** Stages of an image, in which the last is what runs in production. */
export abstract class DockerfileBase {
  public readonly context: string;
  /** Numeric `uid:gid` that the last stage runs as. */
  public abstract readonly user: string;
  /** What the last stage has to make network checks with. */
  public abstract readonly httpClient: HttpClient;

  protected readonly location = SourceLocation.capture();
  private readonly steps = new Map<string, Step[]>();
  private owner?: string;

  protected constructor(protected readonly base: DockerfileProps) {
    checkProps(new.target.name, DOCKERFILE_PROPS.open, base);
    this.context = checkRelativePath('build context', base.context);
    const origin = { path: this.context, location: this.location };
    for (const [stage, steps] of Object.entries(base.extraSteps ?? {}))
      this.steps.set(
        stage,
        steps.map((instruction) => ({ instruction, provenance: { by: 'prop', name: 'extraSteps', origin } })),
      );
  }

  /** Names of the stages that `addStep` takes. */
  public abstract get stageNames(): readonly string[];

  /** The stage that a migration job runs, where the image has one. */
  public get migrationTarget(): string | undefined {
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

  /**
   * Adds an instruction at the end of a stage. In `build`, what has been built lies in `/out` by then, and there is a link
   * where it was: `dist` and `/out/dist` are the same.
   *
   * @throws NexusError at synthesis, if there is no such stage
   */
  public addStep(stage: string, instruction: Instruction): void {
    checkValue('stage', text, stage);
    checkValue('step', INSTRUCTION, instruction);
    const origin = { path: this.context, location: SourceLocation.capture() };
    const step: Step = { instruction, provenance: { by: 'call', name: 'addStep', origin } };
    this.steps.set(stage, [...(this.steps.get(stage) ?? []), step]);
  }

  /** Takes the Dockerfile for a workload: the first one names the image, and has the files of its context written. */
  public claim(service: string): void {
    this.owner ??= service;
  }

  /** The files of the context; nothing for a second workload that runs the same image. Called at synthesis. */
  public documents(subject: ImageSubject): DocumentModel[] {
    if (this.owner !== subject.name) return [];
    const unknown = [...this.steps.keys()].filter((stage) => !this.stageNames.includes(stage));
    if (unknown.length > 0) {
      throw new NexusError(`Dockerfile of ${show(this.context)} has no stage ${show(unknown[0])}`, {
        path: `${subject.platform}/${subject.name}`,
        location: this.location,
        fix: `Its stages are: ${this.stageNames.join(', ')}`,
      });
    }
    const origin = { path: `${subject.platform}/${subject.name}`, location: this.location };
    const stages = this.stages(subject);
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
        lines: ignoreLines(this.base.ignore ?? [], this.generated),
      },
      ...this.extraDocuments(subject).map((document) => ({ ...document, origin })),
    ];
  }

  /** What a workload runs that is built from a stage. */
  public image(subject: Pick<ImageSubject, 'platform' | 'name'>, target = 'runtime'): WorkloadImage {
    const suffix = target === 'runtime' ? '' : `-${target}`;
    return {
      kind: 'build',
      name: `${subject.platform}/${this.owner ?? subject.name}${suffix}`,
      context: this.context,
      dockerfile: 'Dockerfile',
      target,
      additionalContexts: this.additionalContexts,
    };
  }

  /** How the image runs on a developer's machine. @default as in production */
  public development(_subject: ImageSubject): ImageDevelopment | undefined {
    return undefined;
  }

  /** The stages, in their order; the last is what runs. Make each with `stage()`, so that `addStep` reaches it. */
  public abstract stages(subject: ImageSubject): StageModel[];

  protected get additionalContexts(): Readonly<Record<string, string>> {
    return {};
  }

  /** Patterns of what the build generates among the sources. */
  protected get generated(): readonly string[] {
    return [];
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
