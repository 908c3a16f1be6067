/** Values of `Referrer-Policy` (W3C Referrer Policy). */
export const REFERRER_POLICIES = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;
/** Values of `Cross-Origin-Opener-Policy` (HTML). */
export const OPENER_POLICIES = [
  'same-origin',
  'same-origin-allow-popups',
  'noopener-allow-popups',
  'unsafe-none',
] as const;
/** Values of `Cross-Origin-Embedder-Policy` (HTML). */
export const EMBEDDER_POLICIES = ['require-corp', 'credentialless', 'unsafe-none'] as const;
/** Values of `Cross-Origin-Resource-Policy` (Fetch). */
export const RESOURCE_POLICIES = ['same-origin', 'same-site', 'cross-origin'] as const;

/**
 * Headers of every answer, errors among them, each once. A value that is given here replaces what a service says; a default
 * gives way to it; `false` leaves the header to the services alone.
 */
export interface SecurityHeaders {
  /** Content-Security-Policy. @default only this site's own files; no frames, no plugins */
  readonly contentSecurityPolicy?: string | false;
  /** X-Content-Type-Options. @default 'nosniff' */
  readonly contentTypeOptions?: 'nosniff' | false;
  /** X-Frame-Options. @default 'DENY' */
  readonly frameOptions?: 'DENY' | 'SAMEORIGIN' | false;
  /** Referrer-Policy. @default 'strict-origin-when-cross-origin' */
  readonly referrerPolicy?: (typeof REFERRER_POLICIES)[number] | false;
  /** Permissions-Policy. @default no camera, geolocation or microphone */
  readonly permissionsPolicy?: string | false;
  /** Cross-Origin-Opener-Policy; `same-origin-allow-popups` where a log-in opens a window of another site. @default 'same-origin' */
  readonly crossOriginOpenerPolicy?: (typeof OPENER_POLICIES)[number] | false;
  /** Cross-Origin-Embedder-Policy. @default none */
  readonly crossOriginEmbedderPolicy?: (typeof EMBEDDER_POLICIES)[number] | false;
  /** Cross-Origin-Resource-Policy. @default none */
  readonly crossOriginResourcePolicy?: (typeof RESOURCE_POLICIES)[number] | false;
}

/** Props that say a header. */
export const HEADER_PROPS = (): readonly string[] => TABLE.map(([, prop]) => prop);

const TABLE: readonly (readonly [header: string, prop: keyof SecurityHeaders, otherwise: string | false])[] = [
  [
    'Content-Security-Policy',
    'contentSecurityPolicy',
    "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  ],
  ['X-Content-Type-Options', 'contentTypeOptions', 'nosniff'],
  ['X-Frame-Options', 'frameOptions', 'DENY'],
  ['Referrer-Policy', 'referrerPolicy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', 'permissionsPolicy', 'camera=(), geolocation=(), microphone=()'],
  ['Cross-Origin-Opener-Policy', 'crossOriginOpenerPolicy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'crossOriginEmbedderPolicy', false],
  ['Cross-Origin-Resource-Policy', 'crossOriginResourcePolicy', false],
];

/** The prop that says a header, given in lower case. */
export function headerProp(header: string): keyof SecurityHeaders | undefined {
  return TABLE.find(([name]) => name.toLowerCase() === header)?.[1];
}

/** A header as the proxy's configuration says it. */
export interface HeaderView {
  readonly name: string;
  /** Of the proxy. */
  readonly prop: string;
  readonly value: string;
  /** `$csp`-like name of the variable that is empty where the service says the header itself. */
  readonly variable: string;
  /** Of the service's answer. */
  readonly upstream: string;
}

/** Those that replace a service's own, and those that only fill in. */
export function headerViews(props: SecurityHeaders): {
  readonly replacing: readonly HeaderView[];
  readonly filling: readonly HeaderView[];
} {
  const views = TABLE.flatMap(([name, prop, otherwise]) => {
    const value = props[prop] ?? otherwise;
    const key = name.toLowerCase().replaceAll('-', '_');
    if (value === false) return [];
    return [
      {
        name,
        prop,
        value,
        given: props[prop] !== undefined,
        variable: `$own_${key}`,
        upstream: `$upstream_http_${key}`,
      },
    ];
  });
  return { replacing: views.filter(({ given }) => given), filling: views.filter(({ given }) => !given) };
}

/** The texts among them, for checks that they are on one line. */
export function headerTexts(props: SecurityHeaders): readonly (readonly [header: string, text: string])[] {
  return TABLE.flatMap(([name, prop]) => {
    const value = props[prop];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
}
