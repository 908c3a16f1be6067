import type { AlertSeverity, Text } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { NexusError, show } from '../../../model/errors.js';
import { checkProps, checkValue } from '../../../model/shape/index.js';
import type { IWorkload } from '../../core/graph-node.js';
import { TEXT } from '../../core/text-shape.js';
import { ALERTING_OPTIONS, RECEIVERS } from './alerting-shape.js';
import type { MaintenanceWindow } from './maintenance-window.js';
import type { Receiver } from './receiver.js';

/** Who is told of some alerts, in place of the receivers of all others. */
export interface AlertRoute {
  /** One or more. */
  readonly to: readonly Receiver[];
  /** @default both */
  readonly severity?: AlertSeverity;
  /** What the alerts are about. @default everything of the platform */
  readonly services?: readonly IWorkload[];
  /** Time until a person is told again of what still fires. @default that of its severity */
  readonly repeatInterval?: Duration;
}

/** Time until a person is told again of what still fires; up to 120 h. */
export interface RepeatIntervals {
  /** @default Duration.hours(4) */
  readonly critical?: Duration;
  /** @default Duration.hours(24) */
  readonly warning?: Duration;
}

export interface AlertingOptions {
  /** The first route that fits an alert takes it. @default none */
  readonly routes?: readonly AlertRoute[];
  /** Time in which alerts about one service that begin together become one message. @default Duration.seconds(30) */
  readonly groupWait?: Duration;
  /** Time between messages about one service, when another alert of it comes or ends. @default Duration.minutes(5) */
  readonly groupInterval?: Duration;
  readonly repeatInterval?: RepeatIntervals;
  /** Times in which nobody is told. @default none */
  readonly maintenance?: readonly MaintenanceWindow[];
  /**
   * A dead man's switch, which is called every minute for as long as alerts can be told, and raises the alarm itself when it is not.
   *
   * @default none: when the monitoring stops, nobody is told
   */
  readonly watchdog?: Receiver;
}

/** Alertmanager forgets after that time whom it has told (`--data.retention`), and would tell them again. */
export const RETENTION = Duration.hours(120);

/** Who is told of alerts, and when. */
export class Alerting {
  /**
   * @param receivers told of every alert that no route takes
   * @throws NexusError if nobody is named, a route can't be reached, times contradict each other, or two windows have one name
   */
  public static to(receivers: readonly Receiver[], options: AlertingOptions = {}): Alerting {
    checkValue('receivers', RECEIVERS, receivers);
    const checked = checkProps('Alerting.to', ALERTING_OPTIONS, options);
    if (receivers.length === 0)
      throw new NexusError('receivers is empty: nobody would be told', {
        fix: 'Write Alerting.to([Receiver.webhook({ url: Secret.supplied(platform, "alert_webhook_url") })])',
      });
    return new Alerting([...receivers], checked);
  }

  /**
   * Nobody is told, and that is known: alerts are seen at Alertmanager and in Grafana alone. Synthesis does not warn of it; the
   * runbook and Alertmanager's configuration say it, with the reason.
   *
   * @param because why, for those who read the runbook, and until when
   * @throws NexusError if it says nothing
   */
  public static nobody(because: Text): Alerting {
    return new Alerting([], {}, checkValue('because', TEXT, because));
  }

  /** @internal */
  public readonly routes: readonly AlertRoute[];
  /** @internal */
  public readonly groupWait: Duration;
  /** @internal */
  public readonly groupInterval: Duration;
  /** @internal */
  public readonly repeatInterval: Readonly<Record<AlertSeverity, Duration>>;
  /** @internal */
  public readonly maintenance: readonly MaintenanceWindow[];
  /** @internal */
  public readonly watchdog: Receiver | undefined;

  private constructor(
    /** @internal */
    public readonly receivers: readonly Receiver[],
    options: AlertingOptions,
    /** @internal why nobody is told; undefined where somebody is */
    public readonly nobodyBecause?: Text,
  ) {
    const { routes = [], groupWait = Duration.seconds(30), groupInterval = Duration.minutes(5) } = options;
    const { critical = Duration.hours(4), warning = Duration.hours(24) } = options.repeatInterval ?? {};
    this.routes = routes;
    this.groupWait = groupWait;
    this.groupInterval = groupInterval;
    this.repeatInterval = { critical, warning };
    this.maintenance = options.maintenance ?? [];
    this.watchdog = options.watchdog;
    if (groupInterval.toMilliseconds() < 1000)
      throw new NexusError(`groupInterval ${groupInterval} is shorter than a second`, {
        fix: 'Write groupInterval: Duration.minutes(5)',
      });
    this.checkRepeat('repeatInterval.critical', critical);
    this.checkRepeat('repeatInterval.warning', warning);
    for (const [index, route] of routes.entries()) this.checkRoute(route, index);
    const names = this.maintenance.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
      throw new NexusError(`two maintenance windows are called ${show(twice)}`, { fix: 'Give each a name of its own' });
  }

  /** @internal everybody who is told of something */
  public get everybody(): readonly Receiver[] {
    return [...this.receivers, ...this.routes.flatMap(({ to }) => to), ...(this.watchdog ? [this.watchdog] : [])];
  }

  private checkRepeat(prop: string, interval: Duration): void {
    if (interval.toMilliseconds() < this.groupInterval.toMilliseconds())
      throw new NexusError(`${prop} ${interval} is shorter than groupInterval, ${this.groupInterval}`, {
        fix: 'Give a longer one: nobody is told more often than once in groupInterval',
      });
    if (interval.toMilliseconds() > RETENTION.toMilliseconds())
      throw new NexusError(`${prop} ${interval} is longer than ${RETENTION}`, {
        fix: `Give a shorter one: Alertmanager remembers for ${RETENTION} whom it has told`,
      });
  }

  private checkRoute({ to, services, severity, repeatInterval }: AlertRoute, index: number): void {
    const name = `routes[${index}]`;
    for (const [prop, list] of Object.entries({ to, services }))
      if (list?.length === 0)
        throw new NexusError(`${name}.${prop} is empty`, {
          fix: prop === 'to' ? 'Name a receiver' : 'Name a service, or leave services out for all of them',
        });
    if (repeatInterval) this.checkRepeat(`${name}.repeatInterval`, repeatInterval);
    const takes = (other: AlertRoute) =>
      (other.severity === undefined || other.severity === severity) &&
      (other.services === undefined || (services?.every((one) => other.services?.includes(one)) ?? false));
    const before = this.routes.slice(0, index).findIndex(takes);
    if (before >= 0)
      throw new NexusError(`${name} is never reached: routes[${before}] takes all its alerts`, {
        fix: 'Put the narrower route first',
      });
  }
}
