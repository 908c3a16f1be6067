import { Construct, type IConstruct } from 'constructs';
import { Project } from 'projen';
import { NexusError, show } from '../../model/errors.js';
import { checkDnsLabel, checkEnvironmentName } from '../../model/names.js';
import { checkOneLine, checkRelativePath } from '../../model/paths.js';
import { Phase } from '../../model/phase.js';
import type {
  AcknowledgementModel,
  DocumentModel,
  NewDocument,
  PlatformModel,
  VariableModel,
  VolumeModel,
} from '../../model/platform-model.js';
import { SourceLocation } from '../../model/source-location.js';
import type { Origin, SecretRef } from '../../model/workload.js';
import { Synthesizer } from '../../synth/synthesizer.js';
import { acknowledgement, auditPolicy, type AuditPolicyProps } from './acknowledgement.js';
import { ComposeOverrides } from './compose-overrides.js';
import { checkConstruct } from './construct-check.js';
import { type DefaultsProps, PlatformDefaults } from './defaults.js';
import { Environment } from './environment.js';
import { ImageCatalogue, type ImageCatalogueProps } from './image-catalogue.js';
import { NetworkBlocks, type NetworkBlocksProps } from './network-blocks.js';
import { buildModel } from './platform-graph.js';
import { CONSTRUCT, DOCUMENT, PLATFORM_PROPS, VARIABLE_PROPS } from './platform-shape.js';
import { checkProps, checkValue } from '../../model/shape/index.js';
import type { NexusWorkload } from './workload.js';

export interface NexusPlatformProps {
  /** Folder of the output, relative to the project's. One platform a folder. @default 'out' */
  readonly outdir?: string;
  /** How far the rollout has come: what belongs to a later phase is not synthesized. @default Phase.Advanced */
  readonly rollout?: Phase;
  /** Value of the label `environment` in production. @default 'production' */
  readonly environment?: string;
  /** Address blocks and separation of the networks. @default the plan's: 172.18/16, 172.19/16, 172.20/16; one network an edge */
  readonly networks?: NetworkBlocksProps;
  /** What workloads get that do not say otherwise. */
  readonly defaults?: DefaultsProps;
  /** Which images stand for which, and their digests. */
  readonly images?: ImageCatalogueProps;
  /** Overlays beside production. @default [Environment.development()] */
  readonly environments?: readonly Environment[];
  /** What happens with the audit of the output. */
  readonly audit?: AuditPolicyProps;
}

type Kind = 'workload' | 'secret' | 'volume';

const SYMBOL = Symbol.for('nexus-infra.NexusPlatform');
const outdirs = new WeakMap<Project, Map<string, string>>();

/** One platform: workloads, what they use, and everything that is synthesized for them. */
export class NexusPlatform extends Construct {
  /**
   * The platform that `construct` is part of.
   *
   * @throws NexusError if it is part of none
   */
  public static of(construct: IConstruct): NexusPlatform {
    checkValue('construct', CONSTRUCT, construct);
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      if (SYMBOL in scope) return scope as unknown as NexusPlatform;
    }
    throw new NexusError(`${show(construct.node.id)} is not part of a platform`, {
      fix: 'Give a NexusPlatform, or a construct in one, as the scope',
    });
  }

  public readonly outdir: string;
  public readonly phase: Phase;
  public readonly environment: string;
  public readonly networks: NetworkBlocks;
  public readonly defaults: PlatformDefaults;
  public readonly images: ImageCatalogue;
  public readonly environments: readonly Environment[];
  /** The escape hatch: changes to `docker-compose.yml` that are applied last. */
  public readonly compose: ComposeOverrides;
  /** @internal */
  public readonly origin: Origin;

  private readonly claims = new Map<string, SourceLocation>();
  private readonly workloadList: NexusWorkload[] = [];
  private readonly secretList: SecretRef[] = [];
  private readonly volumeList: VolumeModel[] = [];
  private readonly documentList: DocumentModel[] = [];
  private readonly variableList: VariableModel[] = [];
  private readonly acknowledgementList: AcknowledgementModel[] = [];
  private readonly audit: PlatformModel['audit'];

  /**
   * @param scope the projen project
   * @param id name of the Compose project: up to 63 lower-case letters, digits and hyphens
   * @throws NexusError if the name is unfit, the output folder is taken, or the address blocks overlap
   */
  public constructor(scope: Construct, id: string, props: NexusPlatformProps = {}) {
    checkConstruct(NexusPlatform, PLATFORM_PROPS, new.target, scope, id, props);
    checkDnsLabel('platform name', id);
    if (scope.node.tryFindChild(id)) {
      throw new NexusError(`there is something called ${show(id)} in the project already`, {
        fix: 'Choose another name for the platform',
      });
    }
    if (!scope.node.scopes.some((construct) => Project.isProject(construct))) {
      throw new NexusError(`platform ${show(id)} is not part of a project`, {
        fix: 'Pass a projen project as the scope: new NexusPlatform(project, "shop")',
      });
    }
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.origin = { path: id, location: SourceLocation.capture() };
    this.outdir = checkRelativePath('outdir', props.outdir ?? 'out');
    if (/^(?:\.git|\.nexus|\.projen|node_modules)(?:\/|$)/.test(this.outdir)) {
      throw new NexusError(`outdir ${show(this.outdir)} belongs to another tool`, {
        path: id,
        fix: 'Choose a folder of its own, as in "out"',
      });
    }
    this.phase = props.rollout ?? Phase.Advanced;
    this.environment = checkOneLine('environment', props.environment ?? 'production');
    this.networks = new NetworkBlocks(props.networks ?? {}, this.phase);
    this.defaults = new PlatformDefaults(props.defaults ?? {});
    const project = Project.of(this);
    this.images = new ImageCatalogue(props.images ?? {}, project.outdir);
    this.environments = props.environments ?? [Environment.development()];
    this.compose = new ComposeOverrides(this);
    this.audit = auditPolicy(id, props.audit ?? {});
    this.claimOutdir(project);
    Synthesizer.of(project).register(this);
  }

  /** Workloads of the phases so far, in the order of declaration. */
  public get workloads(): readonly NexusWorkload[] {
    return this.workloadList.filter((workload) => workload.isActive);
  }

  /**
   * Adds a file to the output: the way in for constructs that are no workloads.
   *
   * @param document its path is relative to the output folder
   */
  public addDocument(document: NewDocument): void {
    checkProps('addDocument', DOCUMENT, document, { path: this.origin.path });
    checkRelativePath('document', document.path, { path: this.origin.path });
    this.documentList.push({ ...document, origin: document.origin ?? this.origin });
  }

  /** Adds a variable to `.env.example`, for texts of the Compose file that are interpolated. */
  public addVariable(variable: VariableModel): void {
    checkProps('addVariable', VARIABLE_PROPS, variable, { path: this.origin.path });
    checkEnvironmentName('variable', variable.name);
    for (const text of [variable.description, variable.value]) checkOneLine(`${variable.name} in .env.example`, text);
    if (!this.variableList.some(({ name }) => name === variable.name)) this.variableList.push(variable);
  }

  /**
   * Accepts a finding of the audit, with the reason that reviewers will read. One that matches nothing is an error of
   * the synthesis.
   *
   * @param rule its name, as `npx nexus audit --list-rules` writes it
   * @param about the construct whose findings are meant @default everything of the platform
   * @throws NexusError if the rule's name is none, or there is no reason
   */
  public acknowledge(rule: string, reason: string, about: IConstruct = this): void {
    checkValue('construct', CONSTRUCT, about);
    this.acknowledgementList.push(acknowledgement(this.pathOf(about), rule, reason));
  }

  /**
   * Takes a name, so that a second construct can't have it.
   *
   * @throws NexusError if it is taken; names where
   */
  public claim(kind: Kind, name: string, scope: IConstruct): void {
    const key = `${kind} ${name}`;
    const first = this.claims.get(key)?.resolve();
    if (this.claims.has(key)) {
      throw new NexusError(`there is a ${kind} ${show(name)} already${first ? `, made at ${first}` : ''}`, {
        path: this.pathOf(scope),
        fix: 'Choose another name',
      });
    }
    this.claims.set(key, SourceLocation.capture());
  }

  /** `erp-nexus/crm`: the ids from the platform down, without the project's folder. */
  public pathOf(construct: IConstruct): string {
    const ids: string[] = [];
    for (let scope: IConstruct | undefined = construct; scope && scope !== this; scope = scope.node.scope)
      ids.unshift(scope.node.id);
    return [this.node.id, ...ids].join('/');
  }

  /** @internal called by the workload's constructor */
  public register(workload: NexusWorkload): void {
    this.workloadList.push(workload);
  }

  /** @internal called by the secret's constructor */
  public registerSecret(secret: SecretRef): void {
    this.secretList.push(secret);
  }

  /** @internal called by the volume's constructor */
  public registerVolume(volume: VolumeModel): void {
    this.volumeList.push(volume);
  }

  /** @internal called by synthesis */
  public toModel(): PlatformModel {
    return buildModel(this, {
      documents: this.documentList,
      variables: this.variableList,
      secrets: this.secretList,
      volumes: this.volumeList,
      audit: this.audit,
      acknowledgements: this.acknowledgementList,
    });
  }

  private claimOutdir(project: Project): void {
    const taken = outdirs.get(project) ?? new Map<string, string>();
    outdirs.set(project, taken);
    for (const [other, name] of taken) {
      const nested =
        other === this.outdir || other.startsWith(`${this.outdir}/`) || this.outdir.startsWith(`${other}/`);
      if (nested)
        throw new NexusError(
          `outdir ${show(this.outdir)} of platform ${show(this.node.id)} lies within that of ${show(name)}, ${show(other)}`,
          { fix: 'Give each platform a folder of its own' },
        );
    }
    taken.set(this.outdir, this.node.id);
  }
}
