import type { IConstruct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import { checkValue, fits } from '../../model/shape/index.js';
import type { Origin } from '../../model/origin.js';
import type { Provenance } from '../../model/provenance.js';
import type { SourceLocation } from '../../model/source-location.js';
import type { StartCondition } from '../../model/workload.js';
import { BINDING } from './binding-shape.js';
import type { Binding, BindOptions, IBindable } from './binding.js';
import type { BoundRelation, IWorkload } from './graph-node.js';

/** What a binding gives to its consumer, which knows how to take it. */
export interface BindingTarget {
  readonly name: string;
  readonly origin: Origin;
  accept(binding: Binding, provenance: Provenance): void;
  awaits(workload: IWorkload, condition: StartCondition, provenance: Provenance): void;
}

interface Use {
  readonly provider: IBindable;
  readonly options: BindOptions;
  readonly location: SourceLocation;
}

interface Wire {
  readonly binding: () => Binding | undefined;
  readonly owner: string;
}

/** A relation that has been bound, with the binding that it came from. */
export interface Bound extends BoundRelation {
  readonly binding: Binding;
}

/** What one workload opens connections to: recorded when declared, bound at the resolve stage. */
export class Relations {
  private readonly uses: Use[] = [];
  private readonly wires: Wire[] = [];
  private readonly done = new Set<Use | Wire>();
  private readonly boundList: Bound[] = [];

  public constructor(private readonly consumer: BindingTarget & IWorkload) {}

  public get bound(): readonly Bound[] {
    return this.boundList;
  }

  /** Records a use. @returns what takes it back @throws NexusError if it is of the consumer itself, or there is one already */
  public addUse(provider: IBindable, options: BindOptions, location: SourceLocation): () => void {
    if ((provider as unknown) === this.consumer) throw this.error(`${this.consumer.name} uses itself`);
    if (this.uses.some((use) => use.provider === provider))
      throw this.error(
        `${this.consumer.name} uses ${provider.node.id} already`,
        'Declare it once: in "uses", or by one call of addUse',
      );
    const use = { provider, options, location };
    this.uses.push(use);
    return () => {
      this.uses.splice(this.uses.indexOf(use), 1);
    };
  }

  /** What was said of a use of `provider`, if there is one. */
  public optionsOf(provider: IConstruct): BindOptions | undefined {
    return this.uses.find((use) => use.provider === provider)?.options;
  }

  /** Whether a use of `provider` is recorded. */
  public has(provider: IBindable): boolean {
    return this.uses.some((use) => use.provider === provider);
  }

  /**
   * Records a relation that a construct makes for itself.
   *
   * @param binding asked at the resolve stage; `undefined` while it can't be told yet
   */
  public addWire(binding: () => Binding | undefined, owner: string): void {
    this.wires.push({ binding, owner });
  }

  /**
   * Binds what has been recorded and not bound yet: a construct's own relations first, then uses by the tree's order.
   *
   * @returns what is wrong with uses, each with its line
   */
  public bind(order: (provider: IBindable) => number): readonly NexusError[] {
    const problems: NexusError[] = [];
    for (const wire of this.wires.filter((wire) => !this.done.has(wire))) {
      const binding = wire.binding();
      if (!binding) continue;
      this.done.add(wire);
      this.carryOut(this.checked(binding, wire.owner), wire.owner, undefined);
    }
    const open = this.uses.filter((use) => !this.done.has(use));
    for (const use of open.sort((a, b) => order(a.provider) - order(b.provider))) {
      this.done.add(use);
      try {
        const binding = this.checked(use.provider.bind(this.consumer, use.options), use.provider.node.id);
        if (binding.provider.isActive) this.carryOut(binding, this.consumer.name, use.options.startCondition);
      } catch (error) {
        if (!(error instanceof NexusError)) throw error;
        problems.push(error.from({ path: this.consumer.origin.path, location: use.location }));
      }
    }
    return problems;
  }

  private carryOut(binding: Binding, owner: string, override: BindOptions['startCondition']): void {
    const { provider, ports, tier = 'backend' } = binding;
    if (provider === (this.consumer as IWorkload)) throw this.error(`${this.consumer.name} uses itself`);
    const taken = this.boundList.filter((other) => other.provider === provider).flatMap((other) => other.ports);
    if (ports.some((port) => taken.includes(port)))
      throw this.error(`${this.consumer.name} uses ${provider.name} already`, 'Declare it once in "uses"');
    this.boundList.push({ provider, ports: [...ports], tier, owner, binding });
    provider.openedAt?.(ports);
    const provenance = { by: 'relation', consumer: this.consumer.name, provider: provider.name } as const;
    this.consumer.accept(binding, provenance);
    const condition = override ?? binding.startCondition ?? 'ready';
    if (condition !== 'none') this.consumer.awaits(provider, condition, provenance);
    for (const job of binding.after ?? []) this.consumer.awaits(job, 'completed', provenance);
  }

  /** Users write providers, too, and nobody checks their types when they run. */
  private checked(binding: Binding, by: string): Binding {
    if (fits(BINDING, binding)) return binding;
    return checkValue(`the binding of ${by}`, BINDING, binding, { path: this.consumer.origin.path });
  }

  private error(problem: string, fix?: string): NexusError {
    return new NexusError(problem, { path: this.consumer.origin.path, ...(fix && { fix }) });
  }
}
