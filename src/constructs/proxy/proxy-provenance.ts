import type { Origin } from '../../model/origin.js';
import type { Provenance, Provenances } from '../../model/provenance.js';
import type { ReverseProxyProps } from './proxy-props.js';
import { HEADER_PROPS } from './security-headers.js';

/** Props that the configuration says on lines of their own, apart from headers and routes, and what they are by default. */
const REASONS = {
  resources: 'As many connections as the memory holds.',
  serverNames: 'Every name: which are meant is not known.',
  tls: 'Who ends TLS is always said.',
  keepAlive: "nginx's own.",
  maxBodySize: 'What forms and JSON need.',
  maxRequestHeaderSize: 'A long cookie.',
  maxResponseHeaderSize: 'A long cookie and a policy.',
  metrics: 'Where the platform is monitored, requests are counted by route.',
  underscoresInHeaders: "nginx's own.",
  nginx: 'Nothing is added.',
} as const satisfies Partial<Record<keyof ReverseProxyProps, string>>;

export const PROXY_SAYS = Object.keys(REASONS);

/** Where parts of the configuration come from: by prop, given or not. */
export function proxyProvenance(props: ReverseProxyProps, origin: Origin): Provenances {
  const given: Readonly<Record<string, unknown>> = { ...props };
  const reasons: Readonly<Record<string, string>> = REASONS;
  return new Map(
    [...PROXY_SAYS, ...HEADER_PROPS()].map((name): [string, Provenance] => [
      name,
      given[name] !== undefined
        ? { by: 'prop', name, origin }
        : {
            by: 'default',
            reason: reasons[name] ?? 'Said where the service does not say it.',
            source: 'OWASP Secure Headers',
          },
    ]),
  );
}
