import type { NginxDirective } from '../../model/nginx-directive.js';
import type { RouteModel } from '../../model/route.js';

/** A directive of the user's own, and in how many blocks it stands. */
export interface DirectiveView {
  readonly directive: NginxDirective;
  readonly depth: number;
}

/** A route as `nginx/reverse-proxy.conf.hbs` takes it. */
interface RouteView {
  readonly model: readonly string[];
  readonly hidden: false;
  /** As it is written in URLs. */
  readonly path: string;
  /** As nginx compares it: without percent-encoding. */
  readonly decoded: string;
  readonly everything: boolean;
  readonly strip: boolean;
  /** `$path_api`: what the service is given. */
  readonly variable: string;
  readonly upstream: string;
  readonly redirects: boolean;
  readonly websocket: boolean;
  readonly wholeBodies: boolean;
  readonly maxBodySize: string | false;
  readonly timeout: number;
  readonly limit: { readonly zone: string; readonly burst: string } | false;
  readonly extra: readonly DirectiveView[];
  /** Whether a log of the user's own takes the place of the one that counts. */
  readonly countedAnew: boolean;
}

interface HiddenView {
  readonly model: readonly string[];
  readonly hidden: true;
  readonly path: string;
  readonly decoded: string;
}

/**
 * Locations in the order in which nginx tries them. All are regular expressions, and of these the first that fits is taken: so
 * the longest path stands first, whatever its options are. A route wins over a hidden path of the same name.
 */
export function locationViews(
  routes: readonly RouteModel[],
  extra: ReadonlyMap<string, readonly NginxDirective[]>,
  isMeasured: boolean,
): readonly (RouteView | HiddenView)[] {
  const names = pathVariables(routes.map(({ path }) => path));
  const shown = routes.map((route, i): RouteView => {
    const own = extra.get(route.path) ?? [];
    return { ...routeView(route, names[i] ?? '', own), countedAnew: isMeasured && hasLog(own) };
  });
  const taken = new Set(shown.map(({ decoded }) => decoded));
  const hidden = routes.flatMap(({ proxy, path, hidden }) =>
    hidden.map((inner): HiddenView => {
      return { model: ['routes', proxy, path], hidden: true, path, decoded: decodePath(inner) };
    }),
  );
  const seen = new Set<string>();
  const free = hidden.filter(({ decoded }) => !taken.has(decoded) && seen.size < seen.add(decoded).size);
  return [...shown, ...free].sort(
    (a, b) => b.decoded.length - a.decoded.length || (a.decoded < b.decoded ? -1 : a.decoded > b.decoded ? 1 : 0),
  );
}

function routeView(
  route: RouteModel,
  variable: string,
  extra: readonly NginxDirective[],
): Omit<RouteView, 'countedAnew'> {
  const { proxy, path, strip, target, limits, streaming } = route;
  const { bodySize, requestsPerSecond: rate } = limits;
  return {
    model: ['routes', proxy, path],
    hidden: false,
    path,
    decoded: decodePath(path),
    everything: path === '/',
    strip,
    variable: strip ? variable : '$path_as_it_came',
    upstream: `http://${target.workload}:${target.port}`,
    // Of a folder that is asked for without its slash.
    redirects: (target.files ?? false) && strip,
    websocket: streaming.websocket,
    wholeBodies: streaming.wholeBodies,
    maxBodySize: bodySize ? nginxSize(bodySize) : false,
    timeout: streaming.idleTimeout.toSeconds(),
    limit: rate === undefined ? false : { zone: `zone=${path}`, burst: `burst=${rate * 2}` },
    extra: directiveViews(extra, 3),
  };
}

/** Whether logs of the levels above are none here. */
export function hasLog(directives: readonly NginxDirective[]): boolean {
  return directives.some(({ words: [name] }) => name === 'access_log');
}

export function directiveViews(directives: readonly NginxDirective[], depth: number): DirectiveView[] {
  return directives.map((directive) => ({ directive, depth }));
}

/** `/api` → `$path_api`; where two would be called alike, the second gets a number. */
function pathVariables(paths: readonly string[]): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const wanted = `$path${path.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
    taken.add(name);
    return name;
  });
}

/** nginx compares locations with the decoded path. */
export function decodePath(path: string): string {
  return decodeURIComponent(path);
}

export function nginxSize(size: { toBytes(): number }): string {
  return size.toBytes() % 1024 === 0 ? `${size.toBytes() / 1024}k` : String(size.toBytes());
}
