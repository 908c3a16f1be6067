import type { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import { checkHttpPath } from '../settings/health-check.js';
import { checkConstruct } from '../core/construct-check.js';
import { NexusPlatform } from '../core/platform.js';
import { GATEWAY_PROPS } from './service-shape.js';
import { NexusService, type NexusServiceProps } from './service.js';

export interface ApiGatewayProps extends NexusServiceProps {
  /** Which service answers below which path: `{ '/crm': crm }`. Comes as GATEWAY_ROUTES, a JSON object of base URLs. */
  readonly routes: Readonly<Record<string, NexusService>>;
}

/** The application that stands before the services: one relation a route. */
export class ApiGateway extends NexusService {
  /** @throws NexusError if there are no routes, or a path is malformed */
  public constructor(scope: Construct, id: string, props: ApiGatewayProps) {
    checkConstruct(ApiGateway, GATEWAY_PROPS, new.target, scope, id, props);
    const { routes, uses = [] } = props;
    const entries = Object.entries(routes);
    if (entries.length === 0)
      throw new NexusError('a gateway without routes', {
        path: `${NexusPlatform.of(scope).node.id}/${id}`,
        fix: "Give it routes: { '/crm': crm }",
      });
    for (const [path] of entries) checkHttpPath('route', path);
    const targets = [...new Set(entries.map(([, service]) => service))].filter(
      (service) => !uses.some((use) => use === service || ('provider' in use && use.provider === service)),
    );
    super(scope, id, { ...props, uses: [...uses, ...targets] });
    // A service of a later rollout phase is not there yet.
    const active = entries.filter(([, service]) => service.isActive);
    this.addEnvironment(
      'GATEWAY_ROUTES',
      JSON.stringify(Object.fromEntries(active.map(([path, service]) => [path, service.url]))),
    );
  }
}
