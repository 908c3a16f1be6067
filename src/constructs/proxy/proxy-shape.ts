import * as t from '../../model/shape/index.js';
import type { IHttpEndpoint } from '../core/binding.js';
import { ENDPOINT, isOptions, WORKLOAD_PROPS } from '../core/workload-shape.js';
import type { ReverseProxyProps, RouteOptions } from './reverse-proxy.js';
import { Tls } from './tls.js';

const RATE_LIMIT = t.either(t.number, t.oneOf(false));

export const ROUTE_OPTIONS = t.shapeOf<RouteOptions>()({
  service: t.like(ENDPOINT, 'crm'),
  stripPath: t.optional(t.boolean),
  websocket: t.optional(t.boolean),
  maxBodySize: t.optional(t.memory),
  timeout: t.optional(t.duration),
  internal: t.optional(t.list(t.text)),
  rateLimit: t.optional(RATE_LIMIT),
});

const ROUTE = t.choose<IHttpEndpoint | RouteOptions>('a service', (value) =>
  isOptions(value) ? ROUTE_OPTIONS : ENDPOINT,
);

const PUBLISH = t.shapeOf<NonNullable<ReverseProxyProps['publish']>>()({
  http: t.optional(t.port),
  https: t.optional(t.port),
});

const { uses: _uses, replicas: _replicas, ...inherited } = WORKLOAD_PROPS.fields;

export const PROXY_PROPS = t.shapeOf<ReverseProxyProps>()({
  ...inherited,
  routes: t.like(t.record(ROUTE), '{ "/": frontend }'),
  tls: t.instance(Tls, 'Tls.fromSecrets(certificate, key)'),
  serverNames: t.optional(t.list(t.text)),
  publish: t.optional(PUBLISH),
  maxBodySize: t.optional(t.memory),
  rateLimit: t.optional(RATE_LIMIT),
  contentSecurityPolicy: t.optional(t.text),
  developmentPort: t.optional(t.port),
});
