import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A proxy as its clients see it. */
export interface Door {
  readonly host: string;
  readonly http: number;
  /** @default it has no TLS of its own */
  readonly https?: number;
}

/** An answer, with every header as often as it came. */
export interface Answer {
  /** 0 where the connection was closed without a word. */
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly host?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** @default as the door has it */
  readonly tls?: boolean;
  /** Name that the TLS handshake asks for; `false` for none. @default `host` without its port */
  readonly servername?: string | false;
}

/** What the program behind the proxy saw: see `fixtures/proxy/upstream.mjs`. */
export interface Seen {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bytes: number;
  readonly sha256: string;
  readonly took: number;
}

const HOST = 'shop.example.org';

/** One request, its target byte for byte as it is given: no library tidies it. */
export function ask(door: Door, target: string, asking: Asking = {}): Promise<Answer> {
  const { method = 'GET', host = HOST, headers = [], body } = asking;
  const named = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body !== undefined && !named ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    'Connection: close',
  ];
  return say(door, [Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body ?? '')], asking);
}

/** Sends bytes as they are, and takes what comes until the other end closes. */
export async function say(door: Door, parts: readonly (Buffer | string)[], asking: Asking = {}): Promise<Answer> {
  const socket = await open(door, asking);
  return new Promise((resolve, reject) => {
    const got: Buffer[] = [];
    const whole = (): Answer => parse(Buffer.concat(got));
    socket.setTimeout(60_000, () => socket.destroy(new Error('no answer within a minute')));
    socket.on('data', (data: Buffer) => got.push(data));
    // A server that refuses a body closes while it is still coming.
    socket.on('error', (error) => (got.length > 0 || isReset(error) ? resolve(whole()) : reject(error)));
    socket.on('close', () => resolve(whole()));
    for (const part of parts) socket.write(part);
  });
}

/** @throws Error if the TLS handshake is refused */
export function open(door: Door, asking: Asking = {}): Promise<Socket> {
  const { host = HOST, tls = door.https !== undefined } = asking;
  const servername = asking.servername ?? host.replace(/:\d+$/, '');
  return new Promise<Socket>((resolve, reject) => {
    const port = tls ? door.https : door.http;
    const at = { host: door.host, port: port ?? 0 };
    const socket: Socket = tls
      ? connectTls({ ...at, rejectUnauthorized: false, ...(servername !== false && { servername }) }, () =>
          resolve(socket),
        )
      : connectPlain(at, () => {
          resolve(socket);
        });
    socket.once('error', reject);
  });
}

/** What the program behind saw of a request that reached it. */
export function seen({ status, body }: Answer): Seen {
  if (!body.startsWith('{')) throw new Error(`it answers ${status}: ${body.slice(0, 200)}`);
  return JSON.parse(body) as Seen;
}

/** Every value of a header, in order. */
export function valuesOf({ headers }: Pick<Answer, 'headers'>, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

function parse(bytes: Buffer): Answer {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return { status: 0, headers: [], body: text };
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  if (/^HTTP\/1\.1 100/.test(first)) return parse(bytes.subarray(end + 4));
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const rest = bytes.subarray(end + 4);
  const chunked = valuesOf({ headers }, 'transfer-encoding').includes('chunked');
  return { status: Number(first.split(' ')[1]), headers, body: (chunked ? unchunk(rest) : rest).toString('utf8') };
}

function unchunk(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (!(size > 0)) break;
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
