import type { NewDocument } from '../../model/document.js';
import type { Duration } from '../../model/duration.js';
import { type NexusError, NexusErrors } from '../../model/errors.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { alertDocuments } from './alert-documents.js';
import type { Alertmanager } from './alertmanager/alertmanager.js';
import type { Grafana } from './grafana/grafana.js';
import { grafanaDocuments } from './grafana/grafana-documents.js';
import { panelPaths } from './grafana/panel-paths.js';
import { alloyDocument } from './central-logs/alloy-config.js';
import type { LogContainers } from './central-logs/central-logs.js';
import type { Prometheus } from './prometheus.js';
import { prometheusConfig, type ScrapeInterval } from './prometheus-config.js';
import { everyObservable } from './rules/every-observable.js';
import type { Alone } from './rules/containers.js';
import type { ThresholdChange } from './rules/thresholds.js';
import type { Objectives } from './slo/objectives.js';
import { sloSetOf } from './slo/slo-set.js';

/** What a stack consists of when everything about it is known. */
export interface StackParts {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly grafana: Grafana | undefined;
  readonly logs: LogContainers | undefined;
  /** Where the metrics of each scrape are. */
  readonly targets: ReadonlyMap<string, string>;
  /** Workloads that only their containers tell of; undefined where nothing tells of containers. */
  readonly alone: ReadonlyMap<string, Alone> | undefined;
  readonly thresholds: readonly ThresholdChange[];
  readonly objectives: Objectives;
  /** How long samples are kept. */
  readonly retention: Duration;
  readonly interval: ScrapeInterval;
  /** What stands before `#anchor` in links to the runbook. */
  readonly runbook: string;
}

/**
 * Every file of a stack, from the contributions of the platform.
 *
 * @throws NexusErrors with everything that is wrong with what is watched
 */
export function stackDocuments(model: PlatformModel, parts: StackParts): NewDocument[] {
  const { prometheus, alertmanager, grafana, logs, targets, interval, runbook } = parts;
  const problems: NexusError[] = [];
  const add = (error: NexusError) => problems.push(error);
  const others = { alertmanager: alertmanager.name, alone: parts.alone };
  const observables = everyObservable(model, parts.thresholds, others, add);
  const slos = sloSetOf(model, parts, add);
  if (problems.length > 0) throw new NexusErrors(problems);
  const figures = slos.figures.flatMap(({ burn, budget }) => [burn, budget]);
  const dashboard = grafana && panelPaths(model.name, [...observables, ...figures]);
  return [
    prometheusConfig(model, prometheus, alertmanager, targets, interval),
    ...alertDocuments(
      model,
      observables,
      slos,
      { prometheus, alertmanager },
      { runbook, ...(dashboard && { dashboard }) },
    ),
    ...(grafana
      ? grafanaDocuments(model, { observables, slos }, grafana, {
          prometheus,
          scrapeInterval: interval.interval,
          runbook,
        })
      : []),
    ...(logs ? [alloyDocument(model, logs.alloy)] : []),
  ];
}
