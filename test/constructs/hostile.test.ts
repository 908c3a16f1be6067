import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  LoggingPolicy,
  NexusError,
  NexusService,
  PostgresDatabase,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  SynthesisError,
  Tls,
} from '../../src/index.js';
import { newPlatform, render } from '../support/project.js';

const FRAGMENTS = [
  '"; rm -rf /',
  "'; DROP TABLE x; --",
  '../../etc/passwd',
  '${HOME}',
  '$(id)',
  '`id`',
  '{{marker}}',
  '{{{x}}}',
  '\n',
  '\r\n',
  '# c',
  ': ',
  '- ',
  '&a *a',
  '!!js',
  '%',
  '@',
  '|',
  '>',
  '\\',
  '\\n',
  '"',
  "'",
  '\t',
  '\u2028',
  '\u0000',
  '\u0007',
  'é',
  '😀',
  '<<EOF',
  'FROM x',
  '*/',
  '-->',
  '}}',
  '${',
  '$$',
  ';',
  '{',
  '}',
  'yes',
  '22:22',
  '1e3',
  '~',
  'null',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 8 })), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** What Compose makes of a text: `$$` is a dollar sign, anything else after `$` would be looked up. */
function interpolate(text: string): string {
  return text.replace(/\$(\$|.|$)/gs, (_, next: string) => {
    if (next !== '$') throw new Error(`a variable would be looked up in ${JSON.stringify(text)}`);
    return '$';
  });
}

/** Runs `act`; a clear refusal is an answer too. */
function orRefusal<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof NexusError || error instanceof SynthesisError) return undefined;
    throw error;
  }
}

interface Compose {
  services: Record<
    string,
    {
      environment: Record<string, string>;
      labels: Record<string, string>;
      command: string[];
      healthcheck: { test: string[] };
      logging: { options: Record<string, string> };
    }
  >;
  secrets: Record<string, object>;
}

describe('hostile text', () => {
  it('in environment, labels, commands, checks and log options comes back where it belongs, and nowhere else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (a, b, c, d) => {
        const files = orRefusal(() => {
          const platform = newPlatform();
          new NexusService(platform, 'app', {
            port: 5000,
            image: 'shop/app:1.0',
            environment: { TEXT: a },
            labels: { note: b },
            command: ['run', c],
            logging: LoggingPolicy.driver('fluentd', { tag: d }),
          });
          return render(platform);
        });
        if (!files) return;
        accepted++;
        for (const version of ['1.1', '1.2'] as const) {
          const { services } = parse(files['docker-compose.yml'] ?? '', { merge: true, version }) as Compose;
          expect(Object.keys(services)).toEqual(['app']);
          expect(interpolate(services.app?.environment.TEXT ?? '')).toBe(a);
          expect(interpolate(services.app?.labels.note ?? '')).toBe(b);
          expect(services.app?.command.map(interpolate)).toEqual(['run', c]);
          expect(interpolate(services.app?.logging.options.tag ?? '')).toBe(d);
        }
      }),
      { numRuns: 120 },
    );
    expect(accepted).toBeGreaterThan(40);
  });

  it('in descriptions stays a comment in every format', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const build = (description: string) =>
          orRefusal(() => {
            const platform = newPlatform();
            new Secret(platform, 'key_file', { description });
            const database = new PostgresDatabase(platform, 'db', { database: 'shop', description });
            new NexusService(platform, 'app', {
              port: 5000,
              description,
              uses: [database],
              dockerfile: SecureDockerfile.node({ context: 'app' }),
            });
            return render(platform);
          });
        const files = build(text);
        const plain = build('');
        if (!files || !plain) return;
        const code = (content = '') =>
          content
            .split('\n')
            .filter((line) => !/^\s*(?:#|--|\/\/)/.test(line) && line.trim() !== '')
            .join('\n');
        for (const [path, content] of Object.entries(files)) {
          // The image's label has it too, as a value.
          const without = (text = '') => code(text).replace(/^ {4}org\.opencontainers\.image\.description=.*\n/m, '');
          expect(without(content), path).toBe(without(plain[path]));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('in the security policy stays one argument of its directive', () => {
    fc.assert(
      fc.property(hostile, (policy) => {
        const build = (contentSecurityPolicy: string) =>
          orRefusal(() => {
            const platform = newPlatform();
            const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
            new ReverseProxy(platform, 'nginx', {
              routes: { '/': app },
              tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
              contentSecurityPolicy,
            });
            return render(platform)['infrastructure/nginx/nginx.conf'] ?? '';
          });
        const text = build(policy);
        if (text === undefined) return;
        const expected = (build('x') ?? '').split('\n');
        const changed = text.split('\n').filter((line, i) => line !== expected[i]);
        expect(changed.length).toBeLessThanOrEqual(1);
        const argument = /^ {4}add_header Content-Security-Policy (?:"((?:[^"\\]|\\.)*)"|(\S+)) always;$/.exec(
          changed[0] ?? '    add_header Content-Security-Policy x always;',
        );
        expect(argument?.[1]?.replace(/\\(.)/g, '$1') ?? argument?.[2]).toBe(policy);
      }),
      { numRuns: 80 },
    );
  });

  it('as a name never passes', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const platform = newPlatform();
        const made = orRefusal(() => new NexusService(platform, name, { port: 5000, image: 'shop/app:1.0' }));
        if (made) expect(name).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
      }),
      { numRuns: 200 },
    );
  });
});
