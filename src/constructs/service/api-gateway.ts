import { checkConstruct } from '../core/construct-check.js';
import { GATEWAY_PROPS } from './service-shape.js';
import type { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import { checkHttpPath } from '../../model/probe.js';
import type { IHttpEndpoint } from '../core/binding.js';
import { scopeOf } from '../core/scope.js';
import { finishes } from '../core/workload-marks.js';
import { NexusService } from './service.js';
import type { NexusServiceProps } from './service-props.js';

export interface ApiGatewayProps extends NexusServiceProps {
  /** What answers below which path: `{ '/crm': crm }`. Comes as GATEWAY_ROUTES, a JSON object of base URLs. */
  readonly routes: Readonly<Record<string, IHttpEndpoint>>;
}

/** The application that stands before the services: one relation a route. */
export class ApiGateway extends NexusService {
  static {
    finishes(this);
  }

  private readonly targets: readonly (readonly [string, IHttpEndpoint])[];
  private told = false;

  /** @throws NexusError if there are no routes, or a path is malformed */
  public constructor(scope: Construct, id: string, props: ApiGatewayProps) {
    const checked = checkConstruct(ApiGateway, GATEWAY_PROPS, new.target, scope, id, props);
    const entries = Object.entries(checked.routes);
    if (entries.length === 0)
      throw new NexusError('a gateway without routes', {
        path: `${scopeOf(scope).node.id}/${id}`,
        fix: "Give it routes: { '/crm': crm }",
      });
    for (const [path] of entries) checkHttpPath('route', path);
    super(scope, id, checked);
    this.targets = entries;
    this.declared(ApiGateway);
  }

  protected override derive(): void {
    super.derive();
    if (this.told) return;
    this.told = true;
    // A service of a later rollout phase is not there yet.
    const active = this.targets.filter(([, { workload }]) => workload.isActive);
    // A target may be used with options of its own: then that is the relation.
    for (const target of new Set(active.map(([, endpoint]) => endpoint)))
      if (!this.usesAlready(target)) this.addUse(target);
    const urls = active.map(([path, { workload, port }]) => [path, `http://${workload.name}:${port}`]);
    this.setDerivedEnvironment('GATEWAY_ROUTES', JSON.stringify(Object.fromEntries(urls)), 'Its routes.');
  }
}
