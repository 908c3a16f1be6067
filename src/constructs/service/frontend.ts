import { checkConstruct } from '../core/construct-check.js';
import { FRONTEND_PROPS } from './service-shape.js';
import type { Construct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import type { Binding, BindOptions } from '../core/binding.js';
import type { IWorkload } from '../core/graph-node.js';
import type { MemoryNeed } from '../core/memory-check.js';
import { scopeOf } from '../core/scope.js';
import type { SecureDockerfile } from '../image/secure-dockerfile.js';
import { Resources } from '../settings/resources.js';
import { NexusService } from './service.js';
import type { NexusServiceProps } from './service-props.js';

export interface FrontendProps extends Omit<
  NexusServiceProps,
  'port' | 'dockerfile' | 'image' | 'metrics' | 'readiness' | 'developmentPort'
> {
  /** The site: `SecureDockerfile.staticSite({ … })`. */
  readonly dockerfile: SecureDockerfile;
  /** Port of its web server. 1024 to 65535. @default 8080 */
  readonly port?: number;
  /** Port of a developer's machine. @default 5173, as Vite's */
  readonly developmentPort?: number;
}

/** The web server of a site: its first process and two workers, as in `proxy/capacity.ts`. */
const NGINX: MemoryNeed = { what: 'nginx with 2 workers', size: MemorySize.mebibytes(15) };

/** Files for browsers. It opens no connection: what it shows, the browser fetches through the proxy. */
export class Frontend extends NexusService {
  public readonly servesFiles = true;

  public constructor(scope: Construct, id: string, props: FrontendProps) {
    const checked = checkConstruct(Frontend, FRONTEND_PROPS, new.target, scope, id, props);
    if (checked.dockerfile.isNode)
      throw new NexusError(`front end ${show(id)} has the Dockerfile of a Node service`, {
        path: `${scopeOf(scope).pathOf(scope)}/${id}`,
        fix: `Use SecureDockerfile.staticSite({ context: ${show(checked.dockerfile.context)} }); one that renders on the server is a NexusService`,
      });
    super(
      scope,
      id,
      { readiness: false, developmentPort: 5173, ...checked, port: checked.port ?? 8080 },
      { resources: Resources.SMALL, resourcesFrom: { by: 'rule', reason: 'Serves files, and computes nothing.' } },
    );
  }

  public override bind(consumer: IWorkload, options: BindOptions = {}): Binding {
    const { provider, ports } = super.bind(consumer, options);
    return { provider, ports, tier: 'frontend' };
  }

  protected override memoryNeeds(): readonly MemoryNeed[] {
    return [NGINX];
  }
}
