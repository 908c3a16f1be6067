import type { IConstruct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import type { DataChange } from '../../model/data-identity.js';
import type { DocumentModel, NewDocument } from '../../model/document.js';
import type { Origin } from '../../model/origin.js';
import type { AcknowledgementModel, PlatformModel, VariableModel } from '../../model/platform-model.js';
import { SourceLocation } from '../../model/source-location.js';
import type { VolumeModel } from '../../model/storage.js';
import type { SecretRef } from '../../model/workload.js';
import { freezeNodes } from './frozen-nodes.js';
import type { GraphNode } from './graph-node.js';
import { Growth } from './growth.js';
import { Making } from './making.js';

/** Kinds of things whose names are unique in a platform. */
export type NameKind = 'workload' | 'secret' | 'volume';

/**
 * The life of a platform's tree: constructors and `add…` methods only record (`declare`); relations are bound and what
 * follows from them is made (`resolve`); then nothing changes any more (`frozen`), and the model is built.
 */
export type Stage = 'declare' | 'resolve' | 'frozen';

/** Files that speak of the platform as a whole: a function from the model to documents. */
export type Aggregate = (model: PlatformModel) => readonly NewDocument[];

/** An aggregate, and where it was added. */
export interface AddedAggregate {
  readonly aggregate: Aggregate;
  readonly origin: Origin;
}

/** A construct besides workloads that adds to the platform what follows from the rest of it. */
export interface Deriver {
  /** Of the construct. */
  readonly path: string;
  /**
   * Called in each round of the resolve stage: adds each thing once.
   *
   * @returns what can't be added, each once; the rest is
   */
  derive(): readonly NexusError[];
}

/** Problems of the tree, or an error that is no problem of the description: both are said again whenever somebody asks. */
export type Resolved = { readonly problems: readonly string[] } | { readonly error: unknown };

interface Claim {
  readonly scope: IConstruct;
  readonly name: string;
  readonly location: SourceLocation;
}

/** What has been declared in a platform. */
export class Registry {
  public readonly documents: DocumentModel[] = [];
  public readonly variables: VariableModel[] = [];
  public readonly acknowledgements: AcknowledgementModel[] = [];
  public readonly dataChanges: DataChange[] = [];
  public readonly aggregates: AddedAggregate[] = [];
  /** Constructs besides workloads that take part in the resolve stage. */
  public readonly derivers: Deriver[] = [];
  /** What a person should know of constructs that are made, and that stops nothing. */
  public readonly warnings: string[] = [];
  /** The same of what is known only when everything is made. */
  public readonly lateWarnings: (() => string | undefined)[] = [];
  /** Labels of containers that the engine is to copy into each line that they write. */
  public readonly logLabels: string[] = [];
  public readonly growth = new Growth();
  public readonly making = new Making();
  /** Paths of workloads that are forgotten without having said that their constructor can throw. */
  public readonly leftOut: string[] = [];
  /** What came of the resolve stage, once it is over: the tree is resolved once, and its problems stay. */
  public resolved: Resolved | undefined;

  private readonly nodes = new Set<GraphNode>();
  private readonly secretMap = new Map<string, SecretRef>();
  private readonly secretPlaces = new Map<string, number>();
  private readonly volumeMap = new Map<string, VolumeModel>();
  private readonly claims = new Map<string, Claim>();
  private places: ReadonlyMap<IConstruct, number> = new Map();
  private current: Stage = 'declare';
  private nextSecret = 0;

  public constructor(private readonly platform: IConstruct) {}

  public get stage(): Stage {
    return this.current;
  }

  /** Rises with everything that is added: the resolve stage ends when it stays. */
  public get changes(): number {
    return this.growth.changes;
  }

  public enter(stage: Stage): void {
    this.current = stage;
    if (stage === 'resolve') this.growth.bound();
    if (stage === 'frozen') freezeNodes(this.platform);
  }

  /**
   * Notes that something is being added.
   *
   * @param what is added, for the error: `variable PORT`
   * @throws NexusError if the tree is frozen
   */
  public change(what: string, path: string): void {
    if (this.current === 'frozen')
      throw new NexusError(`${what} comes too late: the platform has been synthesized`, {
        path,
        fix: 'Add it before project.synth()',
      });
    this.growth.change();
  }

  /** Whether something of that kind has the name. */
  public isTaken(kind: NameKind, name: string): boolean {
    return this.claims.has(`${kind} ${name}`);
  }

  /**
   * Takes a name, so that a second construct can't have it.
   *
   * @returns where that was, which is where the construct is made
   * @throws NexusError if it is taken; names where
   */
  public claim(kind: NameKind, name: string, scope: IConstruct, path: string): SourceLocation {
    this.change(`${kind} ${show(name)}`, path);
    this.growth.make();
    const key = `${kind} ${name}`;
    const isTaken = () => this.claims.has(key) || scope.node.tryFindChild(name) !== undefined;
    if (isTaken()) this.dropHalfMade(scope);
    const first = this.claims.get(key);
    if (isTaken()) this.refused(scope);
    if (first) {
      const place = first.location.resolve();
      throw new NexusError(`there is a ${kind} ${show(name)} already${place ? `, made at ${place}` : ''}`, {
        path,
        fix: 'Choose another name',
      });
    }
    // Things of other kinds, which the construct tree would refuse by the name of a class.
    if (isTaken())
      throw new NexusError(`there is something called ${show(name)} in ${path} already`, {
        path,
        fix: 'Choose another name',
      });
    const location = SourceLocation.capture();
    this.claims.set(key, { scope, name, location });
    return location;
  }

  /** Tells workloads that a part of them is being refused, which may end their constructors. */
  private refused(scope: IConstruct): void {
    for (const construct of scope.node.scopes)
      if (this.nodes.has(construct as GraphNode)) (construct as GraphNode).refuse();
  }

  public register(node: GraphNode): void {
    this.nodes.add(node);
    if (!node.isWhole) this.making.begin(node);
  }

  /** Adds to a list, and takes it back if the constructor that has added it throws. */
  public push<T>(list: T[], item: T): void {
    list.push(item);
    this.making.note(() => {
      list.splice(list.indexOf(item), 1);
    });
  }

  /** Place of a secret among the others: the order of its declaration. */
  public secretOrder(name: string): number {
    return this.secretPlaces.get(name) ?? Number.MAX_SAFE_INTEGER;
  }

  public addSecret(secret: SecretRef): void {
    this.secretPlaces.set(secret.name, this.nextSecret++);
    this.secretMap.set(secret.name, secret);
  }

  public addVolume(volume: VolumeModel): void {
    this.volumeMap.set(volume.name, volume);
  }

  public get secrets(): readonly SecretRef[] {
    return [...this.secretMap.values()];
  }

  public get volumes(): readonly VolumeModel[] {
    return [...this.volumeMap.values()];
  }

  /** Place of a construct in the order of the tree, as it was at the last {@link survey}. */
  public place(construct: IConstruct): number {
    return this.places.get(construct) ?? Number.MAX_SAFE_INTEGER;
  }

  /** Looks through the tree: the workloads of the rollout phases so far. Called once a round of the resolve stage. */
  public survey(): GraphNode[] {
    this.places = new Map(this.platform.node.findAll().map((node, index) => [node, index]));
    return this.active;
  }

  /** Every workload of the rollout phases so far, in the order of the tree: as they were declared, parts after wholes. */
  public get active(): GraphNode[] {
    return (this.platform.node.findAll() as unknown as GraphNode[]).filter(
      (construct) => this.nodes.has(construct) && construct.isActive && construct.isWhole,
    );
  }

  /** Workloads that a later rollout phase has. */
  public get heldBack(): GraphNode[] {
    return (this.platform.node.findAll() as unknown as GraphNode[]).filter(
      (construct) => this.nodes.has(construct) && !construct.isActive && construct.isWhole,
    );
  }

  /**
   * Forgets workloads whose constructor threw, with what they had made, as if they had never been declared.
   *
   * @param maker a construct that is being made within: its parents are not finished, and not broken
   */
  public dropHalfMade(maker?: IConstruct): void {
    for (const node of [...this.nodes]) {
      if (node.isWhole || maker?.node.scopes.includes(node) || this.making.isRunning(node)) continue;
      if (maker === undefined && node.wasRefused) this.leftOut.push(node.origin.path);
      this.forget(node);
    }
  }

  /** Forgets a workload, with what it had made: also one that is whole, and part of something that came to nothing. */
  public forget({ node }: GraphNode): void {
    const gone = new Set<IConstruct>(node.findAll());
    for (const construct of gone) {
      this.nodes.delete(construct as GraphNode);
      this.making.forget(construct);
    }
    for (const [key, { scope, name }] of this.claims) {
      const child = scope.node.tryFindChild(name);
      if (!child || !gone.has(child)) continue;
      this.claims.delete(key);
      if (key.startsWith('secret ')) this.secretMap.delete(name);
      if (key.startsWith('volume ')) this.volumeMap.delete(name);
    }
    node.scope?.node.tryRemoveChild(node.id);
  }
}
