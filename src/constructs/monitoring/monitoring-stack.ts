import { Construct } from 'constructs';
import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import { Phase } from '../../model/phase.js';
import { checkProps, checkValue, text } from '../../model/shape/index.js';
import { SourceLocation } from '../../model/source-location.js';
import { checkConstruct } from '../core/construct-check.js';
import type { GraphNode, IWorkload } from '../core/graph-node.js';
import { WORKLOAD } from '../core/workload-shape.js';
import { type PlatformScope, scopeOf } from '../core/scope.js';
import { ContainerMetrics } from './containers/container-metrics.js';
import type { Alerting } from './alertmanager/alerting.js';
import { Alertmanager } from './alertmanager/alertmanager.js';
import { Exporter } from './exporter.js';
import { checkGrafanaVersion, Grafana, type GrafanaProps } from './grafana/grafana.js';
import { MONITORING_PROPS, THRESHOLDS } from './monitoring-shape.js';
import { Prober } from './probes/prober.js';
import { Prometheus } from './prometheus.js';
import { RUNBOOK } from './runbook.js';
import { type Scrape, scrapeKey, scrapesOf } from './scrapes.js';
import { bindable, isAlertedOn, knownOf } from './watchable.js';
import { stackDocuments } from './stack-documents.js';
import type { ThresholdChange, ThresholdsProps } from './rules/thresholds.js';
import { addWatchers, type Watchers } from './watchers.js';

export interface MonitoringStackProps {
  /** Release of Prometheus 3, with all three numbers. @default '3.5.3', the long-term line */
  readonly version?: string;
  /** Time between two scrapes of a target. @default Duration.seconds(15) */
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
  /**
   * Address at which `docs/RUNBOOK.md` of the output is read, beginning with `https://` or `http://`: alerts and dashboards
   * link to it.
   *
   * @default alerts and dashboards name the file
   */
  readonly runbookUrl?: string;
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
  private readonly targets = new Map<string, string>();
  private readonly exporters = new Map<GraphNode, number>();
  private readonly thresholds: ThresholdChange[] = [];
  private isWatching = false;
  /** None if there is to be none. */
  private readonly grafanaProps: Required<GrafanaProps> | undefined;
  private grafana?: Grafana;
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
    super(scope, id);
    this.platform = platform;
    const { scrapeInterval = Duration.seconds(15), since = Phase.Observability, grafana = {} } = checked;
    let runbook: string;
    let prometheus: Prometheus | undefined;
    try {
      const path = `${platform.pathOf(this)}/${GRAFANA}`;
      this.grafanaProps = grafana
        ? { version: checkGrafanaVersion(grafana.version ?? '12.4.12', path), port: grafana.port ?? 3001 }
        : undefined;
      runbook = checkRunbookUrl(checked.runbookUrl, platform.pathOf(this));
      prometheus = new Prometheus(this, 'prometheus', {
        version: checked.version ?? '3.5.3',
        retention: checked.retention ?? Duration.hours(24 * 15),
        port: checked.port ?? 9090,
        since,
        given: { version: props.version, retention: props.retention },
      });
      this.prometheus = prometheus;
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
    if (checked.probes !== false) this.prober = new Prober(this, this.prometheus.origin.location);
    if (!this.prometheus.isActive) return;
    const watchers = { containers: checked.containers ?? ContainerMetrics.exporter(), host: checked.host ?? true };
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
        const { prometheus, alertmanager, grafana, targets, thresholds } = this;
        return stackDocuments(model, { prometheus, alertmanager, grafana, targets, thresholds, interval, runbook });
      },
      origin: this.prometheus.origin,
    });
  }

  /**
   * Sets other thresholds than the kind of a workload has, for one of its observables. What is not given stays as it is.
   *
   * @param observable its name, as the runbook has it: `connections-used`
   * @throws NexusError for a workload of another platform, or a wrong value; at synthesis if it has no such observable, or if
   *   no threshold is left and nobody says why
   */
  public setThresholds(workload: IWorkload, observable: string, thresholds: ThresholdsProps): void {
    const { platform } = this;
    const path = platform.pathOf(this);
    checkValue('workload', WORKLOAD, workload, { path });
    checkValue('observable', text, observable, { path });
    const checked = checkProps('setThresholds', THRESHOLDS, thresholds, () => ({ path }));
    if (scopeOf(workload) !== platform)
      throw new NexusError(`${workload.name} is part of another platform`, {
        path,
        fix: 'Set it at the monitoring of that one',
      });
    platform.registry.change(`thresholds of ${observable}`, path);
    const known = this.thresholds.find((one) => one.subject === workload.name && one.observable === observable);
    if (known)
      throw new NexusError(`thresholds of ${workload.name}, ${observable} are set already`, {
        path,
        fix: 'Set both severities in one call',
      });
    const origin = { path, location: SourceLocation.capture() };
    this.thresholds.push({ subject: workload.name, observable, thresholds: checked, origin });
  }

  private addWatchers(watchers: Watchers): NexusError[] {
    if (this.isWatching) return [];
    this.isWatching = true;
    return addWatchers(this, watchers, this.prometheus.origin.location);
  }

  /**
   * Gives Prometheus a way to everything that has metrics. Asked in every round: a workload may contribute later than it is
   * made, when its relations are known.
   *
   * @returns why something can't be scraped, once for each
   */
  private watch(): NexusError[] {
    const problems: NexusError[] = [];
    // Not before: a stack that is refused leaves nothing behind.
    if (this.grafanaProps && !this.grafana) this.grafana = this.makeGrafana(this.grafanaProps);
    problems.push(...(this.prober?.look(this.platform.registry.active) ?? []));
    for (const node of this.platform.registry.active) {
      const contributions = knownOf(node);
      if (isAlertedOn(contributions, this.thresholds)) this.prometheus.watch(node.name);
      if (contributions.some(({ kind }) => kind === 'scrape' || kind === 'observable'))
        this.grafana?.addDashboard(node.name);
      for (const scrape of scrapesOf(contributions)) {
        const key = scrapeKey(scrape);
        if (this.targets.has(key)) continue;
        // Also if it can't be scraped: the problem is known then.
        this.targets.set(key, node.name);
        try {
          this.targets.set(key, this.target(node, scrape));
        } catch (error) {
          if (!(error instanceof NexusError)) throw error;
          problems.push(error.from(scrape.origin));
        }
      }
    }
    return problems;
  }

  private makeGrafana(props: Required<GrafanaProps>): Grafana {
    const { prometheus, platform } = this;
    const { location } = prometheus.origin;
    return new Grafana(this, GRAFANA, { ...props, language: platform.language, prometheus, location });
  }

  /** Makes the exporter of a scrape, if it has one. @returns the name that its metrics are reached by */
  private target(node: GraphNode, { exporter, port, origin }: Scrape): string {
    if (!exporter) {
      this.prometheus.scrape(node, port);
      return node.name;
    }
    const subject = bindable(node);
    const count = (this.exporters.get(node) ?? 0) + 1;
    this.exporters.set(node, count);
    const name = `${node.name}-exporter${count > 1 ? `-${count}` : ''}`;
    this.prometheus.scrape(
      new Exporter(this, name, { subject, spec: exporter, port, location: origin.location }),
      port,
    );
    return name;
  }
}

function nobodyIsTold(path: string): string {
  return `${path}: nobody is told of alerts, for no receiver is given. Add alerting: Alerting.to([Receiver.webhook({ url })])`;
}

/** @returns what stands before `#anchor` in links to the runbook */
function checkRunbookUrl(url: string | undefined, path: string): string {
  if (url === undefined) return RUNBOOK;
  if (/^https?:\/\/[^\s#]+$/.test(url) && URL.canParse(url)) return url;
  throw new NexusError(`runbookUrl ${show(url)} is not the address of a page`, {
    path,
    fix: 'Write it like "https://git.example.org/erp/blob/main/docs/RUNBOOK.md", without "#"',
  });
}
