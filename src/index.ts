export { Cidr } from './model/cidr.js';
export { CronSchedule } from './model/cron-schedule.js';
export { EnvValue, Instruction } from './model/dockerfile.js';
export type {
  CopyInstruction,
  DockerfileModel,
  Expansion,
  HealthcheckInstruction,
  RunInstruction,
  RunMount,
  StageModel,
} from './model/dockerfile.js';
export { Duration } from './model/duration.js';
export { NexusError, SynthesisError } from './model/errors.js';
export { ImageRef } from './model/image-ref.js';
export { MemorySize } from './model/memory-size.js';
export { toEnvironmentName, toKey } from './model/names.js';
export { Phase } from './model/phase.js';
export type {
  AvailabilitySli,
  LatencySli,
  SeriesMatcher,
  SeriesSelector,
  SliContribution,
  SliObserver,
} from './model/sli.js';
export { SourceLocation } from './model/source-location.js';
export type {
  Contribution,
  Contributed,
  ExporterSpec,
  Language,
  Observable,
  ObservableUnit,
  Text,
  Threshold,
} from './model/contribution.js';
export type {
  BackupContribution,
  CertificateContribution,
  CheckContribution,
  RotationContribution,
  RunbookSection,
  ScrapeContribution,
} from './model/contribution.js';
export type { DataChange, DataDescription, DataFact, DataIdentity, DataMove, GoneFact } from './model/data-identity.js';
export type { CommentSyntax, DocumentContent, DocumentModel, NewDocument } from './model/document.js';
export type { HostValue } from './model/host-value.js';
export type { Edge, NetworkModel, Tier } from './model/network.js';
export type { Origin } from './model/origin.js';
export type {
  AcknowledgementModel,
  EnvironmentModel,
  Override,
  PlatformModel,
  VariableModel,
} from './model/platform-model.js';
export { HttpClient, type Probe, type ProbeCheck } from './model/probe.js';
export type { ProbeContribution, ScrapeTarget } from './model/probe-contribution.js';
export type { Provenance } from './model/provenance.js';
export type { RouteModel } from './model/route.js';
export type { BackupClass, Mount, VolumeAccess, VolumeModel, VolumePurpose } from './model/storage.js';
export type {
  Development,
  LogOptions,
  PublishedPort,
  RestartIntent,
  SecretMount,
  SecretRef,
  SecretSource,
  StartCondition,
  StartDependency,
  WatchRule,
  Workload,
  WorkloadImage,
  WorkloadKind,
  WorkloadResources,
  WorkloadSecurity,
} from './model/workload.js';

export { audit, RULES as AUDIT_RULES } from './audit/engine.js';
export type { AuditOptions, AuditReport } from './audit/options.js';
export type { AuditConfig } from './audit/config.js';
export type { Finding as AuditFinding } from './audit/finding.js';
export type { Rule as AuditRule, Severity as AuditSeverity, Theme as AuditTheme } from './audit/rule.js';
export type { AuditInput } from './audit/source/discover.js';

export type { AuditPolicyProps } from './constructs/core/acknowledgement.js';
export { ContainerMetrics } from './constructs/monitoring/containers/container-metrics.js';
export { CentralLogs, type LokiProps } from './constructs/monitoring/central-logs/central-logs.js';
export {
  Alerting,
  type AlertingOptions,
  type AlertRoute,
  type RepeatIntervals,
} from './constructs/monitoring/alertmanager/alerting.js';
export { MaintenanceWindow, type WeeklyWindowProps } from './constructs/monitoring/alertmanager/maintenance-window.js';
export {
  type EmailProps,
  Receiver,
  type SlackProps,
  type WebhookProps,
} from './constructs/monitoring/alertmanager/receiver.js';
export type { Weekday } from './constructs/monitoring/alertmanager/weekdays.js';
export type { GrafanaProps } from './constructs/monitoring/grafana/grafana.js';
export { MonitoringStack, type MonitoringStackProps } from './constructs/monitoring/monitoring-stack.js';
export type { MonitoringPart } from './constructs/monitoring/parts.js';
export type { LatencyObjectives, SloProps } from './constructs/monitoring/slo/slo-props.js';
export type { ThresholdsProps } from './constructs/monitoring/rules/thresholds.js';
export { ApiGateway, type ApiGatewayProps } from './constructs/service/api-gateway.js';
export {
  type Binding,
  type BindOptions,
  type IBindable,
  type IHttpEndpoint,
  type LateText,
  prefixed,
  type SecretGrant,
  type UseDeclaration,
} from './constructs/core/binding.js';
export type { LegacyData, LegacySteps } from './constructs/core/legacy-data.js';
export { CutOver, type CutOverProps } from './constructs/cut-over/cut-over.js';
export { Deployment } from './constructs/deployment/deployment.js';
export type { DeploymentHooks, DeploymentProps } from './constructs/deployment/deployment-props.js';
export type { LegacySchemaProps, PostgresLegacyProps } from './constructs/postgres/legacy.js';
export type { RedisLegacyProps } from './constructs/redis/legacy.js';
export type { DatabaseClient } from './constructs/core/database-client.js';
export { ComposeOverrides } from './constructs/core/compose-overrides.js';
export type { DataChangeProps } from './constructs/core/data-change.js';
export type { DefaultsProps } from './constructs/core/defaults.js';
export { Environment, type EnvironmentProps } from './constructs/core/environment.js';
export { Frontend, type FrontendProps } from './constructs/service/frontend.js';
export { HealthCheck, type HealthCheckOptions } from './constructs/settings/health-check.js';
export type { ImageCatalogueProps, ReplacementProps } from './constructs/core/image-catalogue.js';
export type { Distribution } from './constructs/core/image-contents.js';
export type { ImageDevelopment, ImageSubject, StageDraft } from './constructs/image/subject.js';
export { DockerfileBase, type DockerfileProps } from './constructs/image/dockerfile-base.js';
export type { InstallProps } from './constructs/image/install-props.js';
export type { NodeDockerfileProps } from './constructs/image/node-dockerfile.js';
export { type CustomRuntime, NodeRuntime, type NodeVersion } from './constructs/image/node-runtime.js';
export { Orm, type PrismaOptions } from './constructs/image/orm.js';
export { PackageManager } from './constructs/image/package-manager.js';
export { type BundleOptions, Packaging } from './constructs/image/packaging.js';
export { SecureDockerfile } from './constructs/image/secure-dockerfile.js';
export type { StaticSiteProps } from './constructs/image/static-site-dockerfile.js';
export { type JsonFileOptions, LoggingPolicy } from './constructs/settings/logging-policy.js';
export { MigrationJob, type MigrationJobProps } from './constructs/service/migration-job.js';
export type { NetworkBlocksProps } from './constructs/core/network-blocks.js';
export { NexusPlatform, type NexusPlatformProps } from './constructs/core/platform.js';
export type { VariableProps } from './constructs/core/example-variable.js';
export { expandModel } from './model/model-data.js';
export { PostgresDatabase } from './constructs/postgres/postgres-database.js';
export type { PostgresDatabaseProps } from './constructs/postgres/postgres-props.js';
export type { PostgresOriginProps } from './constructs/postgres/move.js';
export { PublicValue } from './model/public-value.js';
export { RedisCache, type RedisCacheProps, RedisPersistence } from './constructs/redis/redis-cache.js';
export { Resources, type ResourcesProps } from './constructs/settings/resources.js';
export { ReverseProxy } from './constructs/proxy/reverse-proxy.js';
export type {
  NginxDirectives,
  PublishOptions,
  ReverseProxyProps,
  RouteOptions,
} from './constructs/proxy/proxy-props.js';
export type { SecurityHeaders } from './constructs/proxy/security-headers.js';
export { type CommandRotationOptions, type OverlapOptions, Rotation } from './constructs/core/rotation.js';
export { Secret, type SecretProps } from './constructs/core/secret.js';
export { NexusService } from './constructs/service/service.js';
export type { NexusServiceProps } from './constructs/service/service-props.js';
export {
  type ContractOptions as MetricsContractOptions,
  type MetricsEndpointProps,
  ServiceMetrics,
} from './constructs/service/service-metrics.js';
export { type TerminatedOptions, Tls, type TlsOptions } from './constructs/proxy/tls.js';
export type { EnvironmentValue } from './constructs/core/variable.js';
export { Volume, type VolumeProps } from './constructs/core/volume.js';
export type { IWorkload } from './constructs/core/graph-node.js';
export type { Aggregate } from './constructs/core/registry.js';
export { NexusWorkload, type ProcessSettings } from './constructs/core/workload.js';
export { finishes } from './constructs/core/workload-marks.js';
export type { WorkloadProps, WorkloadSpec } from './constructs/core/workload-props.js';
