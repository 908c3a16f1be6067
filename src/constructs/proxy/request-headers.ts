/** What the proxy tells a service itself: what a client says of these is replaced. */
export const TOLD = [
  'Host',
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Request-ID',
  'Upgrade',
  'Connection',
];

/**
 * What servers and frameworks believe of the sender, by what it writes: a client that is before the proxy must not say
 * it. Names of proxies, CDNs and load balancers, and of what they put in for whom they have let in.
 */
const REMOVED: readonly (readonly [what: string, names: readonly string[]])[] = [
  [
    'Who the client is.',
    [
      'Forwarded',
      'Forwarded-For',
      'X-Forwarded',
      'Client-IP',
      'X-Client-IP',
      'X-Cluster-Client-IP',
      'X-Originating-IP',
      'X-Remote-IP',
      'X-Remote-Addr',
      'X-ProxyUser-IP',
      'True-Client-IP',
      'CF-Connecting-IP',
      'CF-Connecting-IPv6',
      'Fastly-Client-IP',
      'X-Azure-ClientIP',
      'X-Azure-SocketIP',
      'X-Envoy-External-Address',
    ],
  ],
  [
    'How it came.',
    [
      'X-Forwarded-Scheme',
      'X-Forwarded-Protocol',
      'X-Forwarded-Ssl',
      'X-Scheme',
      'X-Url-Scheme',
      'Front-End-Https',
      'Fastly-SSL',
      'CF-Visitor',
      'CloudFront-Forwarded-Proto',
    ],
  ],
  [
    'What it asked for.',
    [
      'X-Forwarded-Server',
      'X-Forwarded-Path',
      'X-Forwarded-Uri',
      'X-Host',
      'X-Original-Host',
      'X-Original-URI',
      'X-Original-URL',
      'X-Rewrite-URL',
      'X-Script-Name',
      'Proxy',
    ],
  ],
  [
    'Who was let in by a log-in before.',
    [
      'Remote-User',
      'Remote-Name',
      'Remote-Email',
      'Remote-Groups',
      'X-Remote-User',
      'X-Forwarded-User',
      'X-Forwarded-Email',
      'X-Forwarded-Groups',
      'X-Forwarded-Preferred-Username',
      'X-Forwarded-Access-Token',
      'X-Forwarded-Client-Cert',
      'X-Auth-Request-User',
      'X-Auth-Request-Email',
      'X-Auth-Request-Groups',
      'X-Auth-Request-Preferred-Username',
      'X-Auth-Request-Access-Token',
      'X-WebAuth-User',
      'X-Amzn-Oidc-Identity',
      'X-Amzn-Oidc-Data',
      'X-Amzn-Oidc-AccessToken',
      'X-SSL-Client-Cert',
      'X-SSL-Client-DN',
      'X-SSL-Client-Verify',
      'X-Client-Cert',
    ],
  ],
];

/** A header of a request that a client must not say. */
export interface RemovedHeader {
  readonly name: string;
  /** Variable with what a load balancer said of it, where that is believed. */
  readonly trusted: { readonly variable: string; readonly said: string } | false;
}

export interface RemovedHeaders {
  readonly what: string;
  readonly headers: readonly RemovedHeader[];
}

/** Whom `Tls` believes. */
export interface Trust {
  readonly trustedHeaders: readonly string[];
  readonly clientAddressHeader: string;
}

/** What is removed, or believed of load balancers alone. */
export function removedHeaders({ trustedHeaders, clientAddressHeader }: Trust): readonly RemovedHeaders[] {
  const known = [...TOLD, ...REMOVED.flatMap(([, names]) => names)].map(lower);
  const trusted = new Map(trustedHeaders.map((name) => [lower(name), name]));
  const removed = REMOVED.map(([what, names]) => ({
    what,
    headers: names.filter((name) => !trusted.has(lower(name))).map((name): RemovedHeader => ({ name, trusted: false })),
  }));
  const own = known.includes(lower(clientAddressHeader)) || trusted.has(lower(clientAddressHeader));
  if (!own) removed[0]?.headers.push({ name: clientAddressHeader, trusted: false });
  if (trusted.size === 0) return removed;
  const believed = [...trusted.values()].map((name) => {
    const word = lower(name).replaceAll('-', '_');
    return { name, trusted: { variable: `$trusted_${word}`, said: `$http_${word}` } };
  });
  return [...removed, { what: 'What a load balancer says itself, and nobody else may.', headers: believed }];
}

/** Names with `_` for some `-`, which some languages can not tell from those: `X_Real-IP`, `X-Real_IP`, `X_Real_IP`. */
export function underscored(removed: readonly RemovedHeaders[]): readonly string[] {
  const names = [...TOLD, ...removed.flatMap(({ headers }) => headers.map(({ name }) => name))];
  return names.flatMap((name) => spellings(name.split('-'))).filter((name) => name.includes('_'));
}

function spellings([first = '', ...rest]: readonly string[]): string[] {
  if (rest.length === 0) return [first];
  return spellings(rest).flatMap((end) => [`${first}-${end}`, `${first}_${end}`]);
}

export function lower(name: string): string {
  return name.toLowerCase();
}
