import * as t from '../../model/shape/index.js';
import type { IHttpEndpoint } from '../core/binding.js';
import { ENDPOINT, isOptions, WORKLOAD_PROPS } from '../core/workload-shape.js';
import type { NginxDirectives, PublishOptions, ReverseProxyProps, RouteOptions } from './proxy-props.js';
import { EMBEDDER_POLICIES, OPENER_POLICIES, REFERRER_POLICIES, RESOURCE_POLICIES } from './security-headers.js';
import { Tls } from './tls.js';

const RATE_LIMIT = t.either(t.number, t.oneOf(false));
const TEXT_OR_NOT = t.either(t.text, t.oneOf(false));
const oneOrNot = <const T extends string>(...values: readonly T[]) => t.oneOf<T | false>(...values, false);

export const ROUTE_OPTIONS = t.shapeOf<RouteOptions>()({
  service: t.like(ENDPOINT, 'crm'),
  stripPath: t.optional(t.boolean),
  websocket: t.optional(t.boolean),
  maxBodySize: t.optional(t.memory),
  requestBuffering: t.optional(t.boolean),
  longPolling: t.optional(t.boolean),
  timeout: t.optional(t.duration),
  internal: t.optional(t.list(t.text)),
  rateLimit: t.optional(RATE_LIMIT),
  probe: t.optional(t.boolean),
  nginx: t.optional(t.list(t.text)),
});

const ROUTE = t.choose<IHttpEndpoint | RouteOptions>('a service', (value) =>
  isOptions(value) ? ROUTE_OPTIONS : ENDPOINT,
);

export const PUBLISH_OPTIONS = t.shapeOf<PublishOptions>()({
  http: t.optional(t.port),
  https: t.optional(t.port),
  addresses: t.optional(t.like(t.list(t.text), '["0.0.0.0", "::"]')),
});

export const NGINX_DIRECTIVES = t.shapeOf<NginxDirectives>()({
  http: t.optional(t.list(t.text)),
  server: t.optional(t.list(t.text)),
});

const { uses: _uses, replicas: _replicas, ...inherited } = WORKLOAD_PROPS.fields;

export const PROXY_PROPS = t.shapeOf<ReverseProxyProps>()({
  ...inherited,
  routes: t.like(t.record(ROUTE), '{ "/": frontend }'),
  tls: t.instance(Tls, 'Tls.fromSecrets(certificate, key)'),
  serverNames: t.optional(t.either(t.like(t.list(t.text), '["shop.example.org"]'), t.oneOf(false))),
  publish: t.optional(PUBLISH_OPTIONS),
  maxBodySize: t.optional(t.memory),
  maxRequestHeaderSize: t.optional(t.memory),
  maxResponseHeaderSize: t.optional(t.memory),
  keepAlive: t.optional(t.duration),
  underscoresInHeaders: t.optional(t.boolean),
  metrics: t.optional(t.boolean),
  rateLimit: t.optional(RATE_LIMIT),
  contentSecurityPolicy: t.optional(TEXT_OR_NOT),
  contentTypeOptions: t.optional(oneOrNot('nosniff')),
  frameOptions: t.optional(oneOrNot('DENY', 'SAMEORIGIN')),
  referrerPolicy: t.optional(oneOrNot(...REFERRER_POLICIES)),
  permissionsPolicy: t.optional(TEXT_OR_NOT),
  crossOriginOpenerPolicy: t.optional(oneOrNot(...OPENER_POLICIES)),
  crossOriginEmbedderPolicy: t.optional(oneOrNot(...EMBEDDER_POLICIES)),
  crossOriginResourcePolicy: t.optional(oneOrNot(...RESOURCE_POLICIES)),
  nginx: t.optional(NGINX_DIRECTIVES),
  developmentPort: t.optional(t.port),
});
