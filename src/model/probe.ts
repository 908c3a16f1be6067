import type { Duration } from './duration.js';
import { NexusError, type NexusErrorProps, show } from './errors.js';

/** What is asked to find out whether a container works. */
export type ProbeCheck =
  /** Answers a GET with a status of 200 to 299. */
  | { readonly kind: 'http'; readonly port: number; readonly path: string }
  /** Accepts a connection. */
  | { readonly kind: 'tcp'; readonly port: number }
  /** The command exits with 0. No shell is involved, unless it is the command: `['/bin/sh', '-c', text]`. */
  | { readonly kind: 'exec'; readonly argv: readonly string[] };

/** A check, and how often it is made. Kubernetes' and Docker's timings, in one vocabulary. */
export interface Probe {
  readonly check: ProbeCheck;
  readonly interval: Duration;
  readonly timeout: Duration;
  /** Failures in it do not count. */
  readonly startPeriod: Duration;
  /** Interval within the start period. */
  readonly startInterval: Duration;
  /** Failures in a row until the container is unhealthy. */
  readonly retries: number;
}

/** What an image has to make a network check with, for targets that run checks inside the container. */
export type HttpClient = { readonly kind: 'wget' } | { readonly kind: 'node'; readonly binary: string };

/** Factories for {@link HttpClient}. */
export const HttpClient = {
  /** BusyBox's `wget` and `nc`, as in Alpine images: no Node process every ten seconds. */
  wget: (): HttpClient => ({ kind: 'wget' }),
  /** Node itself, for images with neither a shell nor wget. @param binary path of Node in the image */
  node: (binary = 'node'): HttpClient => ({ kind: 'node', binary }),
} as const;

const SHELL = ['/bin/sh', '-c'] as const;

/** The `exec` check that runs a shell text. */
export function shellCheck(text: string): ProbeCheck {
  return { kind: 'exec', argv: [...SHELL, text] };
}

/**
 * The command that makes a check inside the container.
 *
 * @param client what the image has for network checks
 */
export function probeCommand(check: ProbeCheck, client: HttpClient): readonly string[] {
  switch (check.kind) {
    case 'exec':
      return check.argv;
    case 'http':
      return httpCommand(`http://127.0.0.1:${check.port}${check.path}`, client);
    case 'tcp':
      return client.kind === 'wget'
        ? ['nc', '-z', '-w', '3', '127.0.0.1', String(check.port)]
        : [
            client.binary,
            '-e',
            `require('node:net').connect(${check.port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`,
          ];
  }
}

/** Docker's form of a health check: `CMD` and words, or `CMD-SHELL` and a text for the image's shell. */
export function dockerTest(check: ProbeCheck, client: HttpClient): readonly string[] {
  const argv = probeCommand(check, client);
  const [shell, flag, text] = argv;
  if (argv.length === 3 && shell === SHELL[0] && flag === SHELL[1]) return ['CMD-SHELL', text ?? ''];
  return ['CMD', ...argv];
}

function httpCommand(url: string, client: HttpClient): readonly string[] {
  if (client.kind === 'wget') return ['wget', '-q', '-T', '3', '-O', '/dev/null', url];
  return [client.binary, '-e', `fetch('${url}').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`];
}

/** Whether it is an absolute URL path of unreserved characters. */
export function isHttpPath(path: unknown): path is string {
  return typeof path === 'string' && /^\/[A-Za-z0-9._~/%-]*$/.test(path) && !path.split('/').includes('..');
}

/** @throws NexusError unless `path` is an absolute URL path of unreserved characters */
export function checkHttpPath(what: string, path: string, place: NexusErrorProps = {}): string {
  if (isHttpPath(path)) return path;
  throw new NexusError(`${what} ${show(path)} is not a URL path`, {
    ...place,
    fix: meant(path) ?? 'Begin it with "/" and use letters, digits and . _ ~ - / only, others as "%C3%A9"',
  });
}

/** `/café` → `/caf%C3%A9`. Of `*`, `?` and the like it is not known what is meant. */
function meant(path: unknown): string | undefined {
  if (typeof path !== 'string' || !/^\/(?:[A-Za-z0-9._~/% -]|[^\0-\u007f])*$/.test(path)) return undefined;
  let encoded: string;
  try {
    // What is encoded already stays.
    encoded = encodeURI(path).replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
  } catch {
    // Half a surrogate.
    return undefined;
  }
  return isHttpPath(encoded) ? `Write it as in a URL: ${show(encoded)}` : undefined;
}
