import { Construct } from 'constructs';
import type { Contributed } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import { Phase } from '../../model/phase.js';
import { checkProps, checkValue, text } from '../../model/shape/index.js';
import { SourceLocation } from '../../model/source-location.js';
import { checkConstruct } from '../core/construct-check.js';
import type { GraphNode, IWorkload } from '../core/graph-node.js';
import { WORKLOAD } from '../core/workload-shape.js';
import { type PlatformScope, scopeOf } from '../core/scope.js';
import { CONTAINER_EXPORTER, ContainerMetrics } from './containers/container-metrics.js';
import type { Alerting } from './alertmanager/alerting.js';
import { Alertmanager } from './alertmanager/alertmanager.js';
import { nobodyIsTold } from './alertmanager/nobody-is-told.js';
import type { CentralLogs, LogContainers } from './central-logs/central-logs.js';
import { warnOfOtherDrivers } from './central-logs/other-drivers.js';
import { checkGrafanaVersion, Grafana, type GrafanaProps } from './grafana/grafana.js';
import { LoneWorkloads } from './lone-workloads.js';
import { MONITORING_PROPS, THRESHOLDS } from './monitoring-shape.js';
import { MONITORING_PART, type MonitoringPart } from './parts.js';
import { Prober } from './probes/prober.js';
import { Prometheus } from './prometheus.js';
import { checkRunbookUrl } from './runbook.js';
import { checkInterval } from './scrape-interval.js';
import { Targets } from './targets.js';
import { isAlertedOn, knownOf } from './watchable.js';
import { Objectives } from './slo/objectives.js';
import type { SloProps } from './slo/slo-props.js';
import { sloRules } from './slo/rule-file.js';
import { stackDocuments } from './stack-documents.js';
import type { ThresholdChange, ThresholdsProps } from './rules/thresholds.js';
import { addWatchers, type Watchers } from './watchers.js';

export interface MonitoringStackProps {
  /** Release of Prometheus 3, with all three numbers. @default '3.5.3', the long-term line */
  readonly version?: string;
  /** Time between two scrapes of a target; up to 2 minutes. @default Duration.seconds(15) */
  readonly scrapeInterval?: Duration;
  /** How long samples are kept. @default Duration.hours(24 * 15) */
  readonly retention?: Duration;
  /** Port of the host's loopback address at which Prometheus is reached. @default 9090 */
  readonly port?: number;
  /** Metrics of the platform's containers; `false` for none. @default ContainerMetrics.exporter() */
  readonly containers?: ContainerMetrics | false;
  /** Whether there are metrics of the machine: disks, memory, load, clock. @default true */
  readonly host?: boolean;
  /**
   * Whether routes are asked for through their proxy, and services behind them whether they are ready: if they answer, how fast,
   * and how long certificates are valid.
   *
   * @default true
   */
  readonly probes?: boolean;
  /**
   * Who is told of alerts, and when.
   *
   * @default nobody: alerts are seen at Alertmanager alone, and each synthesis warns of it
   */
  readonly alerting?: Alerting;
  /** Release of Alertmanager, 0.28 or later, with all three numbers. @default '0.33.1' */
  readonly alertmanagerVersion?: string;
  /** Port of the host's loopback address at which Alertmanager is reached. @default 9093 */
  readonly alertmanagerPort?: number;
  /** Dashboards; `false` for none. @default Grafana at port 3001 of the host's loopback address */
  readonly grafana?: GrafanaProps | false;
  /** Where the lines of all containers are kept together. @default nowhere: each container's log is on the machine alone */
  readonly logs?: CentralLogs;
  /**
   * Address at which `docs/RUNBOOK.md` of the output is read, beginning with `https://` or `http://`: alerts and dashboards
   * link to it.
   *
   * @default alerts and dashboards name the file
   */
  readonly runbookUrl?: string;
  /** What is promised of every service whose requests are counted: see `docs/guides/slo.md`. @default nothing */
  readonly slo?: SloProps;
  /** The first rollout phase that has it. @default Phase.Observability */
  readonly since?: Phase;
}

const GRAFANA = 'grafana';

/**
 * Prometheus, and an exporter for each resource that has metrics: what they are follows from what each kind contributes.
 *
 * Its containers stand in `docker-compose.monitoring.yml`. Networks that lead to the rest of the platform stand in the main
 * file, so that starting or stopping the monitoring recreates no other container.
 */
export class MonitoringStack extends Construct {
  private readonly platform: PlatformScope;
  private readonly prometheus: Prometheus;
  private readonly alertmanager: Alertmanager;
  /** Where the metrics of each scrape are. */
  private readonly targets: Targets;
  private readonly thresholds: ThresholdChange[] = [];
  /** Workloads of which it has been said that central logs do not have their lines. */
  private readonly otherDrivers = new Set<string>();
  private readonly objectives = new Objectives();
  private isWatching = false;
  /** Workloads that only their containers tell of; none where nothing tells of containers. */
  private readonly alone: LoneWorkloads | undefined;
  /** None if there is to be none. */
  private readonly grafanaProps: Required<GrafanaProps> | undefined;
  private grafana?: Grafana;
  private logs?: LogContainers;
  /** None if nothing is to be probed. */
  private readonly prober: Prober | undefined;

  public constructor(scope: Construct, id: string, props: MonitoringStackProps = {}) {
    const checked = checkConstruct(MonitoringStack, MONITORING_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    // What every object has, the tree of constructs takes for a child.
    if (scope.node.tryFindChild(id) !== undefined || id in {})
      throw new NexusError(`there is something called ${show(id)} in ${platform.pathOf(scope)} already`, {
        path: platform.pathOf(scope),
        fix: 'Choose another name',
      });
    if (checked.scrapeInterval)
      checkInterval('scrapeInterval', checked.scrapeInterval, `${platform.pathOf(scope)}/${id}`);
    super(scope, id);
    this.platform = platform;
    const { scrapeInterval = Duration.seconds(15), since = Phase.Observability, grafana = {} } = checked;
    const retention = checked.retention ?? Duration.hours(24 * 15);
    let runbook: string;
    let prometheus: Prometheus | undefined;
    try {
      const path = `${platform.pathOf(this)}/${GRAFANA}`;
      this.grafanaProps = grafana
        ? { version: checkGrafanaVersion(grafana.version ?? '12.4.12', path), port: grafana.port ?? 3001 }
        : undefined;
      if (checked.logs && !this.grafanaProps)
        throw new NexusError('logs without Grafana can not be read: no port leads to Loki', {
          path: platform.pathOf(this),
          fix: 'Leave out grafana: false, or logs',
        });
      runbook = checkRunbookUrl(checked.runbookUrl, platform.pathOf(this));
      if (checked.slo) this.objectives.setForAll(checked.slo, this.origin());
      prometheus = new Prometheus(this, 'prometheus', {
        version: checked.version ?? '3.5.3',
        retention,
        port: checked.port ?? 9090,
        since,
        given: { version: props.version, retention: props.retention },
      });
      this.prometheus = prometheus;
      this.targets = new Targets(this, prometheus);
      this.alertmanager = new Alertmanager(this, 'alertmanager', {
        version: checked.alertmanagerVersion ?? '0.33.1',
        port: checked.alertmanagerPort ?? 9093,
        alerting: checked.alerting,
        since,
      });
    } catch (error) {
      // A caller that catches it may try again.
      if (prometheus) platform.registry.forget(prometheus);
      scope.node.tryRemoveChild(id);
      throw error;
    }
    const containers = checked.containers === false ? undefined : CONTAINER_EXPORTER;
    if (containers !== undefined) this.alone = new LoneWorkloads(this);
    if (checked.probes !== false) this.prober = new Prober(this, this.prometheus.origin.location, containers);
    if (!this.prometheus.isActive) return;
    const watchers = {
      containers: checked.containers ?? ContainerMetrics.exporter(),
      host: checked.host ?? true,
      logs: checked.logs,
    };
    if (!checked.alerting) platform.registry.push(platform.registry.warnings, nobodyIsTold(platform.pathOf(this)));
    platform.registry.push(platform.registry.derivers, {
      path: platform.pathOf(this),
      derive: () => [...this.addWatchers(watchers), ...this.watch()],
    });
    const interval = {
      interval: scrapeInterval,
      isGiven: props.scrapeInterval !== undefined,
      origin: this.prometheus.origin,
    };
    platform.registry.push(platform.registry.aggregates, {
      aggregate: (model) => {
        const { prometheus, alertmanager, grafana, logs, thresholds, objectives } = this;
        const alone = this.alone?.all;
        const targets = this.targets.all;
        const parts = { prometheus, alertmanager, grafana, logs, targets, alone, thresholds, objectives };
        return stackDocuments(model, { ...parts, interval, retention, runbook });
      },
      origin: this.prometheus.origin,
    });
  }

  /**
   * Sets other thresholds than the kind of a workload has, for one of its observables. What is not given stays as it is.
   *
   * @param of a workload, or a container of the monitoring by its name: `'node-exporter'` for the machine
   * @param observable its name, as the runbook has it: `connections-used`
   * @throws NexusError for a workload of another platform, or a wrong value; at synthesis if it has no such observable, or if
   *   no threshold is left and nobody says why
   */
  public setThresholds(of: IWorkload | MonitoringPart, observable: string, thresholds: ThresholdsProps): void {
    const { platform } = this;
    const path = platform.pathOf(this);
    if (typeof of === 'string') checkValue('of', MONITORING_PART, of, { path });
    else this.checkOwn(of);
    const subject = typeof of === 'string' ? of : of.name;
    checkValue('observable', text, observable, { path });
    const checked = checkProps('setThresholds', THRESHOLDS, thresholds, () => ({ path }));
    platform.registry.change(`thresholds of ${observable}`, path);
    if (this.thresholds.some((one) => one.subject === subject && one.observable === observable))
      throw new NexusError(`thresholds of ${subject}, ${observable} are set already`, {
        path,
        fix: 'Set both severities in one call',
      });
    this.thresholds.push({ subject, observable, thresholds: checked, origin: this.origin() });
  }

  /**
   * Promises something else of a service than `slo` does of all; `false`: nothing. What is not given stays as it is for all.
   *
   * @throws NexusError for a workload of another platform, a second call for it, or a percentage that is not above 0 and below
   *   100, has more than three decimals, or is so low that no alert can fire; at synthesis if nobody counts its requests, or the
   *   histogram has no such bound
   */
  public setObjective(service: IWorkload, slo: SloProps | false): void {
    this.checkOwn(service);
    this.platform.registry.change(`objectives of ${service.name}`, this.platform.pathOf(this));
    this.objectives.set(service.name, slo, this.origin());
  }

  private checkOwn(workload: IWorkload): void {
    const path = this.platform.pathOf(this);
    checkValue('workload', WORKLOAD, workload, { path });
    if (scopeOf(workload) === this.platform) return;
    throw new NexusError(`${workload.name} is part of another platform`, {
      path,
      fix: 'Set it at the monitoring of that one',
    });
  }

  private origin(): Origin {
    return { path: this.platform.pathOf(this), location: SourceLocation.capture() };
  }

  private addWatchers(watchers: Watchers): NexusError[] {
    if (this.isWatching) return [];
    this.isWatching = true;
    const { problems, logs } = addWatchers(this, watchers, this.prometheus.origin.location);
    if (logs) this.logs = logs;
    return problems;
  }

  /**
   * Gives Prometheus a way to everything that has metrics. Asked in every round: a workload may contribute later than it is
   * made, when its relations are known.
   *
   * @returns why something can't be scraped, once for each
   */
  private watch(): NexusError[] {
    const problems: NexusError[] = [];
    const { registry } = this.platform;
    if (this.logs) warnOfOtherDrivers(registry, this.platform.pathOf(this), this.otherDrivers);
    // Not before: a stack that is refused leaves nothing behind.
    if (this.grafanaProps && !this.grafana) this.grafana = this.makeGrafana(this.grafanaProps);
    problems.push(...(this.prober?.look(registry.active) ?? []));
    const ofContainers = (node: GraphNode) => this.alone?.look(node, this.grafana) ?? [];
    const measured = registry.active.map((node) => [node, [...knownOf(node), ...ofContainers(node)]] as const);
    this.watchObjectives(measured.flatMap(([, contributions]) => contributions));
    for (const [node, contributions] of measured) {
      if (isAlertedOn(contributions, this.thresholds)) this.prometheus.watch(node.name);
      // With central logs everything has something to show.
      if (this.logs || contributions.some(({ kind }) => kind === 'scrape' || kind === 'observable'))
        this.grafana?.addDashboard(node.name);
      problems.push(...this.targets.add(node, contributions));
    }
    return problems;
  }

  private watchObjectives(contributions: readonly Contributed[]): void {
    const slos = this.objectives.of(contributions);
    if (slos.length > 0) this.grafana?.addObjectives();
    for (const { service } of slos) {
      this.prometheus.watch(sloRules(service));
      this.grafana?.addDashboard(service);
    }
  }

  private makeGrafana(props: Required<GrafanaProps>): Grafana {
    const { prometheus, platform } = this;
    const { location } = prometheus.origin;
    const loki = this.logs?.loki;
    return new Grafana(this, GRAFANA, { ...props, language: platform.language, prometheus, loki, location });
  }
}
