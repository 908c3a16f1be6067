import * as t from '../../model/shape/index.js';
import type { HstsOptions, TerminatedOptions, TlsOptions } from './tls.js';

const hsts: t.Fields<HstsOptions> = {
  hstsIncludeSubDomains: t.optional(t.boolean),
  hstsPreload: t.optional(t.boolean),
};

const HEADERS = t.like(t.list(t.text), '["X-Forwarded-User"]');
const DURATION_OR_NOT = t.either(t.duration, t.oneOf(false));
const BLOCKS = t.like(t.list(t.text), '["10.0.0.0/8"]');

export const TLS_OPTIONS = t.shapeOf<TlsOptions>()({
  ...hsts,
  hsts: t.optional(DURATION_OR_NOT),
  trustedProxies: t.optional(BLOCKS),
  clientAddressHeader: t.optional(t.text),
  trustedHeaders: t.optional(HEADERS),
});

export const TERMINATED_OPTIONS = t.shapeOf<TerminatedOptions>()({
  ...hsts,
  hsts: t.optional(DURATION_OR_NOT),
  trustedProxies: BLOCKS,
  clientAddressHeader: t.optional(t.text),
  trustedHeaders: t.optional(HEADERS),
});
