import type { Readable } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Calls } from './call-metrics.js';
import { PROBES } from './health.js';
import { signatureHeaders, withoutSignature } from './signature.js';

/** The only route that needs no token. */
const LOGIN = { prefix: '/users', path: '/login' };
const LOGIN_ATTEMPTS_A_MINUTE = 30;

/** Paths of services that clients must not reach. */
const INTERNAL: ReadonlySet<string> = new Set([...PROBES, '/metrics']);

export interface ForwardOptions {
  readonly routes: ReadonlyMap<string, string>;
  readonly hmacSecret: string;
  readonly calls: Calls;
  /** How long a service may take to begin its answer. @default 15000 */
  readonly timeoutMs?: number;
}

/** Sends everything below each prefix to its service, signed, with the prefix stripped. */
export async function registerForwarding(app: FastifyInstance, options: ForwardOptions): Promise<void> {
  const timeout = options.timeoutMs ?? 15_000;
  await app.register(replyFrom, {
    undici: { headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout: 2_000 }, connections: 64 },
    destroyAgent: true,
    disableRequestLogging: true,
  });

  // Bodies pass through unread; the services check them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  for (const [prefix, origin] of options.routes) {
    const handler: RouteOptions['handler'] = (request, reply) => {
      return forward(request, reply, targetOf(request.url, prefix, origin), options);
    };
    app.all(prefix, handler);
    app.all(`${prefix}/*`, handler);
    if (prefix === LOGIN.prefix) {
      const config = { public: true, rateLimit: { max: LOGIN_ATTEMPTS_A_MINUTE } };
      app.post(prefix + LOGIN.path, { config }, handler);
    }
  }
}

/**
 * Where a request goes: `/crm/customers?page=2` → `http://crm:5004/customers?page=2`.
 * Undefined for a path that is not spelled plainly (encoded prefix, `..`) or not for clients.
 */
export function targetOf(url: string, prefix: string, origin: string): URL | undefined {
  if (!url.startsWith(prefix)) return undefined;
  const rest = url.slice(prefix.length);
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  if (!URL.canParse(origin + path)) return undefined;
  const target = new URL(origin + path);
  const plain = target.origin === origin && target.pathname === path.split('?', 1)[0];
  return plain && !INTERNAL.has(target.pathname) ? target : undefined;
}

function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  target: URL | undefined,
  { hmacSecret, calls }: ForwardOptions,
): FastifyReply {
  if (!target) return reply.code(404).send({ error: 'not_found', message: 'There is no such route' });
  const parts = {
    method: request.method,
    path: target.pathname + target.search,
    timestamp: String(Date.now()),
    userId: request.userId,
  };
  const end = calls.begin(target.hostname);
  return reply.from(target.origin + target.pathname, {
    queryString: () => target.search.slice(1),
    // One more try for a GET on a connection that the service had just closed.
    retriesCount: 1,
    rewriteRequestHeaders: (_request, headers) => ({
      ...withoutSignature(headers),
      ...signatureHeaders(hmacSecret, parts),
      'x-request-id': request.id,
      'x-forwarded-for': request.ip,
    }),
    onResponse: (_request, answered, response) => {
      end(answered.statusCode);
      // At run time this is the answer of the service, whose body is `stream`; reply-from's type is wrong.
      answered.send((response as unknown as { readonly stream: Readable }).stream);
    },
    onError: (failed, { error }) => {
      end('error');
      request.log.error(error, `${target.hostname} does not answer`);
      const late = 'statusCode' in error && error.statusCode === 504;
      failed.code(late ? 504 : 502).send({ error: 'bad_gateway', message: 'The service does not answer' });
    },
  });
}
