import * as t from '../../model/shape/index.js';
import { WORDS } from '../../model/instruction-shape.js';
import { ENDPOINT, WORKLOAD, WORKLOAD_PROPS } from '../core/workload-shape.js';
import { DockerfileBase } from '../image/dockerfile-base.js';
import { HealthCheck } from '../settings/health-check.js';
import type { ApiGatewayProps } from './api-gateway.js';
import type { FrontendProps } from './frontend.js';
import { ServiceMetrics } from './service-metrics.js';
import type { NexusServiceProps } from './service-props.js';

const dockerfile = (example: string) => t.instance(DockerfileBase, example, 'SecureDockerfile');

export const SERVICE_PROPS = t.shapeOf<NexusServiceProps>()({
  ...WORKLOAD_PROPS.fields,
  port: t.like(t.number, '5003'),
  dockerfile: t.optional(dockerfile('SecureDockerfile.node({ context: "modules/crm" })')),
  image: t.optional(t.text),
  command: t.optional(WORDS),
  developmentCommand: t.optional(WORDS),
  health: t.optional(t.instance(HealthCheck, 'HealthCheck.http("/health")')),
  readiness: t.optional(t.either(t.text, t.oneOf(false))),
  metrics: t.optional(t.instance(ServiceMetrics, 'ServiceMetrics.contract()')),
  publishLoopback: t.optional(t.number),
  migrate: t.optional(t.either(WORKLOAD, t.oneOf(false))),
  developmentPort: t.optional(t.port),
  tmp: t.optional(t.memory),
});

export const GATEWAY_PROPS = t.shapeOf<ApiGatewayProps>()({
  ...SERVICE_PROPS.fields,
  routes: t.like(t.record(ENDPOINT), '{ "/crm": crm }'),
});

const {
  dockerfile: _dockerfile,
  image: _image,
  metrics: _metrics,
  readiness: _readiness,
  ...inherited
} = SERVICE_PROPS.fields;

export const FRONTEND_PROPS = t.shapeOf<FrontendProps>()({
  ...inherited,
  dockerfile: dockerfile('SecureDockerfile.staticSite({ context: "frontend" })'),
  port: t.optional(t.number),
});
