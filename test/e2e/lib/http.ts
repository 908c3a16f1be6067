import { request } from 'node:https';
import { ERP_HOST, HTTPS_PORT } from './stack.js';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request to the proxy over TLS; its certificate is self-signed, and not what is tested. */
export function https(
  path: string,
  options: {
    readonly method?: string;
    readonly token?: string;
    readonly json?: unknown;
    /** What the request is called in the logs of everything that it passes through. */
    readonly requestId?: string;
  } = {},
): Promise<Reply> {
  const { method = options.json === undefined ? 'GET' : 'POST', token, json, requestId } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        servername: ERP_HOST,
        port: HTTPS_PORT,
        path,
        method,
        rejectUnauthorized: false,
        timeout: 20_000,
        headers: {
          host: ERP_HOST,
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...(requestId !== undefined && { 'x-request-id': requestId }),
        },
      },
      (incoming) => {
        let body = '';
        incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }));
        incoming.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${path}: no answer`)));
    outgoing.on('error', reject).end(json === undefined ? '' : JSON.stringify(json));
  });
}

/** Logs the first administrator in. */
export async function logIn(password: string): Promise<string> {
  const reply = await https('/api/users/login', { json: { email: 'admin@nexus.local', password } });
  if (reply.status !== 200) throw new Error(`log-in answers ${reply.status}: ${reply.body.slice(0, 200)}`);
  return (JSON.parse(reply.body) as { token: string }).token;
}
