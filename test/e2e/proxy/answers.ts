import { expectEqual } from '../lib/checks.js';
import { type Row, row, seenBy } from './bench.js';
import { ask, valuesOf } from './wire.js';

const SECURITY: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Each check: what the service says, and what the client must get of it. */
function says(
  what: string,
  proxy: 'edge' | 'balanced' | 'cdn' | 'strict',
  query: string,
  expected: Readonly<Record<string, readonly string[]>>,
  headers: readonly (readonly [string, string])[] = [],
): Row {
  return {
    name: `answers: ${what}`,
    run: async ({ doors }) => {
      const answer = await ask(doors[proxy], `/said?${query}`, { headers });
      for (const [name, values] of Object.entries(expected))
        expectEqual(`${name} of the answer`, valuesOf(answer, name), values);
      return undefined;
    },
  };
}

const each = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

/** What clients get of an answer's head. */
export const ANSWER_HEADERS: readonly Row[] = [
  says('every header of security once', 'edge', '', {
    ...each(SECURITY),
    'Strict-Transport-Security': ['max-age=31536000'],
  }),
  ...Object.keys(SECURITY).map((name) =>
    says(`${name} of the service's own, once`, 'edge', `${name}=own`, { [name]: ['own'] }),
  ),
  says('two policies of one service stay two', 'edge', 'Content-Security-Policy=a&Content-Security-Policy=b', {
    'Content-Security-Policy': ['a', 'b'],
  }),
  says(
    'HSTS is the proxy\u2019s',
    'edge',
    `Strict-Transport-Security=${encodeURIComponent('max-age=1; includeSubDomains')}`,
    { 'Strict-Transport-Security': ['max-age=31536000'] },
  ),
  says('HSTS for subdomains and preload on request', 'cdn', '', {
    'Strict-Transport-Security': ['max-age=31536000; includeSubDomains; preload'],
  }),
  says('no HSTS for a visitor without TLS', 'cdn', '', { 'Strict-Transport-Security': [] }, [
    ['X-Forwarded-Proto', 'http'],
  ]),
  says('no HSTS without TLS', 'balanced', '', { 'Strict-Transport-Security': [] }),
  says(
    'what the proxy is told wins',
    'strict',
    'Content-Security-Policy=own&X-Frame-Options=DENY&Cross-Origin-Opener-Policy=own',
    {
      'Content-Security-Policy': ["default-src 'none'"],
      'X-Frame-Options': ['SAMEORIGIN'],
      'Cross-Origin-Opener-Policy': ['same-origin-allow-popups'],
      'Cross-Origin-Embedder-Policy': ['require-corp'],
      'Cross-Origin-Resource-Policy': ['same-origin'],
      'Permissions-Policy': [],
    },
  ),
  says('what is left to services', 'strict', 'Permissions-Policy=own', { 'Permissions-Policy': ['own'] }),
  says('not what it runs on', 'edge', 'X-Powered-By=Express', { 'X-Powered-By': [], Server: ['nginx'] }),
  says('cookies as often as they come', 'edge', 'Set-Cookie=a&Set-Cookie=b', { 'Set-Cookie': ['a', 'b'] }),
  says('a redirect as it is', 'edge', `status=302&Location=${encodeURIComponent('http://app:5000/x')}`, {
    Location: ['http://app:5000/x'],
  }),
  row('answers: a service can not send a request another way', async ({ doors }) => {
    const { service } = await seenBy(doors.edge, `/said?X-Accel-Redirect=${encodeURIComponent('/nginx-health')}`);
    expectEqual('who answers', service, 'app');
    return undefined;
  }),
  says('the id of the request, once', 'edge', 'X-Request-ID=other', { 'X-Request-ID': ['abc-1'] }, [
    ['X-Request-ID', 'abc-1'],
  ]),
  row('answers: headers of 4,200 and of 30,000 bytes', async ({ doors }) => {
    for (const bytes of [4200, 30_000]) {
      const answer = await ask(doors.edge, `/long?bytes=${bytes}`);
      expectEqual('bytes', valuesOf(answer, 'X-Long')[0]?.length, bytes);
    }
    expectEqual(
      'bytes, where more is allowed',
      valuesOf(await ask(doors.cdn, '/long?bytes=60000'), 'X-Long')[0]?.length,
      60_000,
    );
    expectEqual('status beyond', (await ask(doors.edge, '/long?bytes=40000')).status, 502);
    return undefined;
  }),
  row('answers: every header on errors of the proxy itself, too', async ({ doors }) => {
    for (const target of ['/api/metrics', '/api', '/die', '/x%zz']) {
      const answer = await ask(doors.edge, target);
      for (const [name, value] of Object.entries(SECURITY))
        expectEqual(`${name} of ${target}`, valuesOf(answer, name), [value]);
    }
    return undefined;
  }),
  row('answers: the service closes the connection, not nginx', async ({ doors }) => {
    const { headers } = await seenBy(doors.edge, '/api/x');
    expectEqual('Connection', valuesOf({ headers }, 'Connection'), ['close']);
    return undefined;
  }),
];
