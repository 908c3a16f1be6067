import type { ProbeContribution } from '../../model/probe-contribution.js';
import type { RouteModel } from '../../model/route.js';
import { refuses } from './own-access.js';
import type { OwnBlocks } from './own-blocks.js';

/** Port in the container at which the platform's own monitoring asks as clients do: neither counted nor logged. */
export const PROBED_PORT = 8445;

interface Probed {
  readonly routes: readonly RouteModel[];
  readonly tls: boolean;
  /** Page of the service behind a route that says that it answers, by the path of the route. */
  readonly healthPaths: ReadonlyMap<string, string>;
  /** Paths of routes that are not to be probed. */
  readonly unasked: ReadonlySet<string>;
  /** Directives of the user's own. */
  readonly own: Pick<OwnBlocks, 'http' | 'server' | 'routes'>;
}

/** A probe for each route that is asked: by the way that clients take. */
export function proxyProbes({ routes, tls, healthPaths, unasked, own }: Probed): ProbeContribution[] {
  const asked = routes.filter(({ path }) => !unasked.has(path));
  return asked.map((route) => {
    const health = reached(route, healthPaths.get(route.path));
    const page = health ?? (route.path === '/' || !route.strip ? route.path : `${route.path}/`);
    const isRestricted = refuses([...own.http, ...own.server, ...(own.routes.get(route.path) ?? [])], page);
    const [host] = route.hosts;
    return {
      kind: 'probe',
      of: 'route',
      route: route.path,
      upstream: route.target.workload,
      port: PROBED_PORT,
      path: page,
      tls,
      // A wildcard stands for any name.
      ...(host !== undefined && { host: host.replace(/^\*/, 'www') }),
      // Of a service without such a page any answer will do, a log-in that is wanted too; so will a refusal that was written here.
      expects: isRestricted || (health === undefined && !route.target.files) ? 'answer' : 'success',
    };
  });
}

/** Where the page of the service is found from outside, if it is; of files the first page is what people see. */
function reached({ path, strip, target, hidden }: RouteModel, health: string | undefined): string | undefined {
  if (health === undefined || target.files) return undefined;
  const prefix = path === '/' ? '' : path;
  const outside = strip ? `${prefix}${health}` : health;
  const isBelow = outside === prefix || outside.startsWith(`${prefix}/`);
  const isHidden = hidden.some((one) => outside === one || outside.startsWith(`${one}/`));
  return isBelow && !isHidden ? outside : undefined;
}
