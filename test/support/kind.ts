import type { Construct } from 'constructs';
import {
  type Binding,
  type BindOptions,
  type Contribution,
  type IBindable,
  type IWorkload,
  type NewDocument,
  NexusWorkload,
  Resources,
  type RouteModel,
  type WorkloadImage,
  type WorkloadProps,
  type WorkloadSpec,
} from '../../src/index.js';

/** What a kind of resource of a user's answers where the library asks; unset: what a well-behaved one does. */
export interface Answers {
  readonly spec?: Partial<WorkloadSpec>;
  readonly props?: WorkloadProps;
  readonly bind?: (self: Kind, consumer: IWorkload, options: BindOptions) => Binding;
  readonly contributions?: () => readonly Contribution[];
  readonly documents?: () => readonly NewDocument[];
  readonly routeModels?: () => readonly RouteModel[];
  readonly derive?: (self: Kind) => void;
}

/** A kind of resource as a user writes one, without a type check. */
export class Kind extends NexusWorkload implements IBindable {
  public constructor(
    scope: Construct,
    id: string,
    private readonly answers: Answers = {},
  ) {
    const spec = { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [1025] } as const;
    super(scope, id, { ...spec, ...answers.spec }, answers.props ?? {});
  }

  public bind(consumer: IWorkload, options: BindOptions): Binding {
    return this.answers.bind ? this.answers.bind(this, consumer, options) : { provider: this, ports: [1025] };
  }

  public override contributions(): readonly Contribution[] {
    return this.answers.contributions ? this.answers.contributions() : super.contributions();
  }

  public override documents(): readonly NewDocument[] {
    return this.answers.documents ? this.answers.documents() : [];
  }

  public override routeModels(): readonly RouteModel[] {
    return this.answers.routeModels ? this.answers.routeModels() : [];
  }

  protected override derive(): void {
    this.answers.derive?.(this);
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve('example/kind:2.1') };
  }
}

/** What a program without a type check can give. */
export const untyped = (value: unknown): never => value as never;
