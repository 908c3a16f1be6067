import * as t from '../../model/shape/index.js';
import type { TerminatedOptions, TlsOptions } from './tls.js';

export const TLS_OPTIONS = t.shapeOf<TlsOptions>()({ hsts: t.optional(t.duration) });

export const TERMINATED_OPTIONS = t.shapeOf<TerminatedOptions>()({
  trustedProxies: t.like(t.list(t.text), '["10.0.0.0/8"]'),
});
