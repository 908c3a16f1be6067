import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import { checkProps, checkValue } from '../../model/shape/index.js';
import type { Secret } from '../core/secret.js';
import { SECRET } from '../core/secret-type.js';
import { checkTrustedHeaders, checkTrustedProxies } from './tls-trust.js';
import { TERMINATED_OPTIONS, TLS_OPTIONS } from './tls-shape.js';

export interface HstsOptions {
  /** Whether browsers insist on TLS for every name below this one, also for hosts of others. @default false */
  readonly hstsIncludeSubDomains?: boolean;
  /**
   * Whether browsers may be shipped with this name (hstspreload.org): can hardly be taken back. Needs `hsts` of a year or
   * more, and `hstsIncludeSubDomains`.
   *
   * @default false
   */
  readonly hstsPreload?: boolean;
}

export interface TlsOptions extends HstsOptions {
  /**
   * How long browsers insist on TLS after an answer (RFC 6797), in whole seconds. Minutes while there is a way back to plain HTTP:
   * what a browser has been told can't be recalled otherwise. `Duration.seconds(0)` makes browsers forget, `false` sends nothing.
   *
   * @default Duration.hours(24 * 365)
   */
  readonly hsts?: Duration | false;
  /**
   * Blocks of a CDN or load balancer before it that speaks TLS with the proxy: what these say of the client is believed. IPv4 or
   * IPv6.
   *
   * @default none
   */
  readonly trustedProxies?: readonly string[];
  /** Header in which they name the client, for example `CF-Connecting-IP`. @default 'X-Forwarded-For' */
  readonly clientAddressHeader?: string;
  /**
   * Headers that these set themselves and take from clients, for example `X-Forwarded-User` of a log-in: passed on from them, and
   * removed from everyone else.
   *
   * @default none
   */
  readonly trustedHeaders?: readonly string[];
}

export interface TerminatedOptions extends HstsOptions {
  /** How long browsers insist on TLS, said where the client came by TLS. @default false, not said: the load balancer's matter */
  readonly hsts?: Duration | false;
  /** Blocks of the load balancers, IPv4 or IPv6, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustedProxies: readonly string[];
  /** Header in which they name the client. @default 'X-Forwarded-For' */
  readonly clientAddressHeader?: string;
  /**
   * Headers that these set themselves and take from clients, for example `X-Forwarded-User` of a log-in: passed on from them, and
   * removed from everyone else.
   *
   * @default none
   */
  readonly trustedHeaders?: readonly string[];
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
    return new Tls(certificate, key, options, Duration.hours(24 * 365));
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
    return new Tls(undefined, undefined, options, false);
  }

  /** @internal */
  public readonly hsts: Duration | false;
  /** @internal */
  public readonly includeSubDomains: boolean;
  /** @internal */
  public readonly preload: boolean;
  /** @internal blocks of addresses, as nginx writes them */
  public readonly trustedProxies: readonly string[];
  /** @internal */
  public readonly clientAddressHeader: string;
  /** @internal */
  public readonly trustedHeaders: readonly string[];

  private constructor(
    /** @internal */
    public readonly certificate: Secret | undefined,
    /** @internal */
    public readonly key: Secret | undefined,
    options: TlsOptions,
    otherwise: Duration | false,
  ) {
    this.hsts = options.hsts ?? otherwise;
    this.includeSubDomains = options.hstsIncludeSubDomains ?? false;
    this.preload = options.hstsPreload ?? false;
    const seconds = this.hsts === false ? 0 : this.hsts.toSeconds();
    if (!Number.isInteger(seconds))
      throw new NexusError(`hsts ${String(this.hsts)} is not in whole seconds`, {
        fix: 'Write Duration.hours(24 * 365)',
      });
    if (this.preload && (seconds < YEAR || !this.includeSubDomains))
      throw new NexusError('hstsPreload needs hsts of a year or more, and hstsIncludeSubDomains (hstspreload.org)', {
        fix: 'Write hsts: Duration.hours(24 * 365), hstsIncludeSubDomains: true, hstsPreload: true; or leave hstsPreload out',
      });
    if (this.includeSubDomains && this.hsts === false)
      throw new NexusError('hstsIncludeSubDomains has no hsts to go with', {
        fix: 'Give hsts: Duration.hours(24 * 365), or leave hstsIncludeSubDomains out',
      });
    this.trustedProxies = checkTrustedProxies(options.trustedProxies ?? []);
    this.clientAddressHeader = options.clientAddressHeader ?? 'X-Forwarded-For';
    this.trustedHeaders = options.trustedHeaders ?? [];
    checkTrustedHeaders(options, this.trustedProxies);
  }
}

/** In seconds. */
const YEAR = 365 * 24 * 3600;

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
