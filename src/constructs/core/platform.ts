import { checkProps, checkValue } from '../../model/shape/index.js';
import { checkConstruct } from './construct-check.js';
import { AGGREGATE, CONSTRUCT, DATA_CHANGE, PLATFORM_PROPS } from './platform-shape.js';
import { Construct, type IConstruct } from 'constructs';
import { Project } from 'projen';
import type { Language } from '../../model/contribution.js';
import type { DataChange } from '../../model/data-identity.js';
import type { NewDocument } from '../../model/document.js';
import { NexusError, show } from '../../model/errors.js';
import { checkDnsLabel } from '../../model/names.js';
import type { Origin } from '../../model/origin.js';
import { checkRegistry } from '../../model/image-registry.js';
import { checkOneLine, checkRelativePath } from '../../model/paths.js';
import { Phase } from '../../model/phase.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { Provenances } from '../../model/provenance.js';
import { SourceLocation } from '../../model/source-location.js';
import { Synthesizer } from '../../synth/synthesizer.js';
import { documentOf } from './answers.js';
import { DOCUMENT } from './document-shape.js';
import { acknowledgement, auditPolicy, type AuditPolicyProps } from './acknowledgement.js';
import { blockWarnings, claimBlocks, presetBlock } from './address-blocks.js';
import { addExampleVariable, type VariableProps } from './example-variable.js';
import { ComposeOverrides } from './compose-overrides.js';
import { type DefaultsProps, PlatformDefaults } from './defaults.js';
import { dataChange, type DataChangeProps } from './data-change.js';
import { Environment } from './environment.js';
import { ImageCatalogue, type ImageCatalogueProps } from './image-catalogue.js';
import { NetworkBlocks, type NetworkBlocksProps } from './network-blocks.js';
import { claimOutdir } from './outdirs.js';
import { platformProvenance } from './platform-provenance.js';
import { platformAggregates } from './platform-documents.js';
import { buildModel } from './build-model.js';
import { type Aggregate, Registry } from './registry.js';
import { resolveTree } from './resolve.js';
import { Sources } from './sources.js';
import { markAsPlatform, type PlatformScope, scopeOf } from './scope.js';
import type { NexusWorkload } from './workload.js';

export interface NexusPlatformProps {
  /** Folder of the output, relative to the project's. One platform a folder. @default 'out' */
  readonly outdir?: string;
  /** How far the rollout has come: what belongs to a later phase is not synthesized. @default Phase.Advanced */
  readonly rollout?: Phase;
  /** Value of the label `environment` in production. @default 'production' */
  readonly environment?: string;
  /** Addresses and separation of the networks. @default a /16 that Docker does not hand out; one network an edge */
  readonly networks?: NetworkBlocksProps;
  /** What workloads get that do not say otherwise. */
  readonly defaults?: DefaultsProps;
  /**
   * Registry, and folder in it, that images which are built are pushed to and pulled from: `ghcr.io/acme`. Without one
   * they are never looked for in any registry: their names could be somebody else's there.
   *
   * @default none: images are built where they run
   */
  readonly registry?: string;
  /**
   * Folder of the sources, relative to the project's, in which build contexts lie under their names: `examples/shop` has
   * `modules/crm`. It is read at synthesis, to find what an installation needs and what an ignore file would drop.
   *
   * @default the output folder, and then the project's own, for each context where it has a package.json
   */
  readonly sources?: string;
  /** Which images stand for which, and their digests. */
  readonly images?: ImageCatalogueProps;
  /** Overlays beside production. @default [Environment.development()] */
  readonly environments?: readonly Environment[];
  /** What happens with the audit of the output. */
  readonly audit?: AuditPolicyProps;
  /** Language of the texts that operators read: alerts, dashboards, the runbook. `en` or `pt-BR`. @default 'en' */
  readonly language?: Language;
}

/** One platform: workloads, what they use, and everything that is synthesized for them. */
export class NexusPlatform extends Construct implements PlatformScope {
  /**
   * The platform that `construct` is part of.
   *
   * @throws NexusError if it is part of none
   */
  public static of(construct: IConstruct): NexusPlatform {
    checkValue('construct', CONSTRUCT, construct);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- only platforms bear the mark
    return scopeOf(construct) as NexusPlatform;
  }

  public readonly outdir: string;
  public readonly phase: Phase;
  public readonly environment: string;
  /** Where images that are built are pushed to; nowhere, if undefined. */
  public readonly pushedTo: string | undefined;
  public readonly networks: NetworkBlocks;
  public readonly defaults: PlatformDefaults;
  public readonly images: ImageCatalogue;
  /** @internal */
  public readonly sources: Sources;
  public readonly environments: readonly Environment[];
  /** The escape hatch: changes to `docker-compose.yml` that are applied last. */
  public readonly compose: ComposeOverrides;
  /** Where the platform is made. */
  public readonly origin: Origin;
  /** Of the texts that operators read. */
  public readonly language: Language;
  /** @internal */
  public readonly registry: Registry;

  private readonly audit: PlatformModel['audit'];
  private readonly provenance: Provenances;

  /**
   * @param scope the projen project
   * @param id name of the Compose project: up to 63 lower-case letters, digits and hyphens
   * @param given its props
   * @throws NexusError if the name is unfit, the output folder is taken, or the address blocks overlap
   */
  public constructor(scope: Construct, id: string, given: NexusPlatformProps = {}) {
    const props = checkConstruct(NexusPlatform, PLATFORM_PROPS, new.target, scope, id, given);
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
    const origin = { path: id, location: SourceLocation.capture() };
    const outdir = checkRelativePath('outdir', props.outdir ?? 'out');
    if (/^(?:\.git|\.nexus|\.projen|node_modules)(?:\/|$)/i.test(outdir)) {
      throw new NexusError(`outdir ${show(outdir)} belongs to another tool`, {
        path: id,
        fix: 'Choose a folder of its own, as in "out"',
      });
    }
    const phase = props.rollout ?? Phase.Advanced;
    const environment = checkOneLine('environment', props.environment ?? 'production');
    const pushedTo = props.registry === undefined ? undefined : checkRegistry(props.registry);
    const project = Project.of(scope);
    const networks = new NetworkBlocks(props.networks ?? {}, phase, (own) => presetBlock(project, id, own));
    const defaults = new PlatformDefaults(props.defaults ?? {}, origin);
    const images = new ImageCatalogue(props.images ?? {}, project.outdir);
    const sources = Sources.of(project.outdir, outdir, props.sources);
    const audit = auditPolicy(id, props.audit ?? {});
    // Last of what can throw: what a caller catches leaves nothing behind.
    claimOutdir(project, id, outdir);
    claimBlocks(project, id, networks);
    super(scope, id);
    markAsPlatform(this);
    this.origin = origin;
    this.registry = new Registry(this);
    this.outdir = outdir;
    this.phase = phase;
    this.environment = environment;
    this.pushedTo = pushedTo;
    this.networks = networks;
    this.defaults = defaults;
    this.images = images;
    this.sources = sources;
    this.environments = props.environments ?? [Environment.development()];
    this.compose = new ComposeOverrides(this);
    this.audit = audit;
    this.language = props.language ?? 'en';
    this.provenance = platformProvenance(props, origin);
    for (const aggregate of platformAggregates) this.registry.aggregates.push({ aggregate, origin });
    Synthesizer.of(project).register(this);
  }

  /** Workloads of the phases so far, in the order of declaration. */
  public get workloads(): readonly NexusWorkload[] {
    return this.registry.active as unknown as NexusWorkload[];
  }

  /**
   * Adds a file to the output: the way in for constructs that are no workloads.
   *
   * @param document its path is relative to the output folder
   */
  public addDocument(document: NewDocument): void {
    const { path } = this.origin;
    const here = this.here();
    const added = documentOf('addDocument', checkProps('addDocument', DOCUMENT, document, { path }), here);
    this.registry.change(`document ${added.path}`, path);
    this.registry.push(this.registry.documents, { ...added, origin: document.origin ?? here });
  }

  /** Adds files that speak of the platform as a whole: a function that is given the model when the tree is frozen. */
  public addAggregate(aggregate: Aggregate): void {
    checkValue('aggregate', AGGREGATE, aggregate, { path: this.origin.path });
    this.registry.change('aggregate', this.origin.path);
    this.registry.push(this.registry.aggregates, { aggregate, origin: this.here() });
  }

  /**
   * Adds a variable to `.env.example`, for texts of the Compose file that are interpolated.
   *
   * @throws NexusError if the value looks like a secret and is no `PublicValue`: the file is committed; or if the variable
   * is there already with another value or description
   */
  public addVariable(variable: VariableProps): void {
    addExampleVariable(this.registry, this.origin.path, variable);
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
    const path = this.pathOf(about);
    const accepted = acknowledgement(path, rule, reason);
    this.registry.change(`acknowledgement of ${rule}`, path);
    this.registry.push(this.registry.acknowledgements, accepted);
  }

  /**
   * Says that living data has been changed on every host: the new value is what `.nexus/data.json` knows from then on. The
   * call can stay.
   *
   * @param what volume and fact, `postgres_data/version`
   * @throws NexusError if there is no reason
   */
  public acceptDataChange(what: string, change: DataChangeProps): void {
    checkProps('acceptDataChange', DATA_CHANGE, change, { path: this.origin.path });
    this.changeData(what, change.reason, { from: change.from, to: change.to });
  }

  /**
   * Says that data which nothing uses any more is not wanted: `.nexus/data.json` forgets it. It stays on the hosts until
   * somebody removes it there. The call can stay.
   *
   * @param what a volume, `postgres_data`; a part of it, `postgres_data/schema crm`; or a platform that is gone
   * @throws NexusError if there is no reason; at synthesis, if it is still in use
   */
  public releaseData(what: string, reason: string): void {
    this.changeData(what, reason);
  }

  /** `erp-nexus/crm`: the ids from the platform down, without the project's folder. */
  public pathOf(construct: IConstruct): string {
    const ids: string[] = [];
    for (let scope: IConstruct | undefined = construct; scope && scope !== this; scope = scope.node.scope)
      ids.unshift(scope.node.id);
    return [this.node.id, ...ids].join('/');
  }

  private changeData(what: string, reason: string, change?: DataChange['change']): void {
    const entry = dataChange(this.origin.path, what, reason, change);
    this.registry.change(`change of the data ${what}`, this.origin.path);
    this.registry.dataChanges.push(entry);
  }

  /** @internal called by synthesis: ends the declarations, resolves and freezes the tree, and describes it */
  public toModel(): PlatformModel {
    return buildModel({
      name: this.node.id,
      outdir: this.outdir,
      origin: this.origin,
      phase: this.phase,
      environment: this.environment,
      pushedTo: this.pushedTo,
      networks: this.networks,
      audit: this.audit,
      language: this.language,
      provenance: this.provenance,
      registry: this.registry,
      problems: resolveTree(this.registry),
      overrides: () => this.compose.toOverrides(),
      warnings: () => [
        ...this.images.warnings(),
        ...this.sources.warnings(),
        ...this.networks.warnings(this.node.id),
        ...blockWarnings(Project.of(this), this.node.id, this.networks),
      ],
      environments: this.environments.map((environment) =>
        environment.toModel(this.origin.path, this.networks.block('development'), this.provenance.get('environments')),
      ),
    });
  }

  /** Where a method is called that says something of the platform. */
  private here(): Origin {
    return { path: this.origin.path, location: SourceLocation.capture() };
  }
}
