import { Cidr } from '../../model/cidr.js';
import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import { checkProps, checkValue } from '../../model/shape/index.js';
import type { Secret } from '../core/secret.js';
import { SECRET } from '../core/secret-type.js';
import { TERMINATED_OPTIONS, TLS_OPTIONS } from './tls-shape.js';

export interface TlsOptions {
  /** How long browsers insist on TLS (RFC 6797). Zero: not at all. @default Duration.hours(24 * 365) */
  readonly hsts?: Duration;
}

export interface TerminatedOptions {
  /** Blocks of the load balancers whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustedProxies: readonly string[];
}

/** Who ends TLS. */
export class Tls {
  /**
   * The reverse proxy, with a certificate chain and a key from secret files; plain HTTP is redirected.
   *
   * @throws NexusError if one of them is no `Secret.pem` of its kind
   */
  public static fromSecrets(certificate: Secret, key: Secret, options: TlsOptions = {}): Tls {
    checkValue('certificate', SECRET, certificate);
    checkValue('key', SECRET, key);
    checkProps('Tls.fromSecrets', TLS_OPTIONS, options);
    if (certificate === key)
      throw new NexusError('the certificate and the key are one secret', {
        fix: 'Make two: Secret.pem(platform, "tls_certificate", "certificate") and Secret.pem(platform, "tls_key", "key")',
      });
    checkPem(certificate, 'certificate', key);
    checkPem(key, 'key', certificate);
    return new Tls(certificate, key, options.hsts ?? Duration.hours(24 * 365), []);
  }

  /**
   * A load balancer before the proxy, which then speaks plain HTTP.
   *
   * @throws NexusError if no load balancer is named: anyone could claim any address
   */
  public static terminatedUpstream(options: TerminatedOptions): Tls {
    checkProps('Tls.terminatedUpstream', TERMINATED_OPTIONS, options);
    if (options.trustedProxies.length === 0)
      throw new NexusError('no load balancer is trusted', { fix: 'Name their block: trustedProxies: ["10.0.0.0/8"]' });
    return new Tls(
      undefined,
      undefined,
      Duration.seconds(0),
      options.trustedProxies.map((block) => Cidr.parse(block)),
    );
  }

  private constructor(
    /** @internal */
    public readonly certificate: Secret | undefined,
    /** @internal */
    public readonly key: Secret | undefined,
    /** @internal */
    public readonly hsts: Duration,
    /** @internal */
    public readonly trustedProxies: readonly Cidr[],
  ) {}
}

/** @throws NexusError if `secret` is no PEM file of that kind: nginx would not start with it */
function checkPem(secret: Secret, kind: 'certificate' | 'key', other: Secret): void {
  const found = pemKind(secret);
  if (found === kind) return;
  const place = { path: secret.ref.origin.path };
  if (found !== undefined && pemKind(other) === kind)
    throw new NexusError(`the ${found} ${show(secret.name)} is in the place of the ${kind}, and the other way round`, {
      ...place,
      fix: 'Swap them: the certificate comes first',
    });
  const problem = found === undefined ? 'is not a PEM file' : `is a ${found}`;
  throw new NexusError(`secret ${show(secret.name)} ${problem}, and can't be the ${kind} of TLS`, {
    ...place,
    fix: `Make it Secret.pem(platform, ${show(secret.name)}, "${kind}")`,
  });
}

function pemKind({ ref: { source } }: Secret): 'certificate' | 'key' | undefined {
  return source.kind === 'supplied' ? source.selfSigned : undefined;
}
