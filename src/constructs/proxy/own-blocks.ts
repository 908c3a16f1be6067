import type { NexusErrorProps } from '../../model/errors.js';
import type { NginxDirective } from '../../model/nginx-directive.js';
import { type OwnDirective, readDirectives, type Taken } from './own-directives.js';
import { trimPath } from './proxy-checks.js';
import type { ReverseProxyProps, RouteOptions } from './proxy-props.js';
import { TOLD } from './request-headers.js';
import { headerProp } from './security-headers.js';

/** Directives of the user's own, by the block that they stand in; those of a route by its path. */
export interface OwnBlocks {
  readonly http: readonly NginxDirective[];
  readonly server: readonly NginxDirective[];
  readonly routes: ReadonlyMap<string, readonly NginxDirective[]>;
  /** All of them. */
  readonly all: readonly OwnDirective[];
}

/** @throws NexusError for the first that is not one directive, says what a prop says, or would undo what the proxy says */
export function readOwnBlocks(
  props: ReverseProxyProps,
  entries: readonly (readonly [path: string, route: RouteOptions])[],
  place: NexusErrorProps,
): OwnBlocks {
  const taken = takenBy(props);
  const { http = [], server = [] } = props.nginx ?? {};
  const inHttp = readDirectives('nginx.http', 'http', http, place, taken);
  const inServer = readDirectives('nginx.server', 'server', server, place, taken);
  const inRoutes = entries.map(
    ([path, { nginx = [] }]) =>
      [trimPath(path) || '/', readDirectives(`nginx of route "${path}"`, 'route', nginx, place, taken)] as const,
  );
  return {
    http: inHttp.map(({ directive }) => directive),
    server: inServer.map(({ directive }) => directive),
    routes: new Map(inRoutes.map(([path, own]) => [path, own.map(({ directive }) => directive)])),
    all: [...inHttp, ...inServer, ...inRoutes.flatMap(([, own]) => own)],
  };
}

/** nginx sends each `add_header`, and each `proxy_set_header`: two of one name are two headers. */
function takenBy(props: ReverseProxyProps): Taken {
  return (directive, header) => {
    if (directive === 'proxy_set_header')
      return TOLD.some((name) => name.toLowerCase() === header)
        ? 'Leave it out, or send it to the service under another name'
        : undefined;
    if (header === 'x-request-id') return 'Leave it out: an id that came along is kept';
    if (header === 'strict-transport-security')
      return props.tls.hsts === false ? undefined : 'Use hsts of Tls, or hsts: false to say it here';
    const prop = headerProp(header);
    return prop === undefined || props[prop] === false ? undefined : `Use ${prop}, or ${prop}: false to say it here`;
  };
}
