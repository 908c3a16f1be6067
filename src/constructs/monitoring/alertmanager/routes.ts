import type { AlertSeverity, Contributed } from '../../../model/contribution.js';
import type { Duration } from '../../../model/duration.js';
import type { Alerting, AlertRoute } from './alerting.js';
import { equalTo, oneOf } from './matcher.js';
import type { Receiver } from './receiver.js';
import { WATCHDOG } from './watchdog.js';

/** Alertmanager's name for who is told of what no route takes. */
export const DEFAULT = 'default';
/** Its name for nobody: a receiver without an address. */
export const NOBODY = 'nobody';

interface Entry {
  readonly receiver: string;
  readonly severity: AlertSeverity;
  readonly services: readonly string[];
  readonly repeatInterval: Duration;
}

/** Receivers by the names that routes use, in the order of the file. */
export function receiversOf(alerting: Alerting | undefined): ReadonlyMap<string, readonly Receiver[]> {
  if (!alerting) return new Map([[NOBODY, []]]);
  return new Map([
    [DEFAULT, alerting.receivers],
    ...alerting.routes.map((route, index) => [nameOf(alerting.routes, index), route.to] as const),
    [alerting.watchdog ? 'watchdog' : NOBODY, alerting.watchdog ? [alerting.watchdog] : []],
  ]);
}

/** What routes of proxies lead from, and to. */
export interface Reached {
  readonly proxies: ReadonlySet<string>;
  readonly upstreams: ReadonlySet<string>;
}

/** As probes say it. */
export function reachedBy(contributions: readonly Contributed[]): Reached {
  const routes = contributions.flatMap((one) => (one.kind === 'probe' && one.of === 'route' ? [one] : []));
  return {
    proxies: new Set(routes.map(({ subject }) => subject)),
    upstreams: new Set(routes.map(({ subject, upstream }) => upstream ?? subject)),
  };
}

/** The tree of routes. */
export function routeTree(alerting: Alerting | undefined, reached: Reached): object {
  if (!alerting) return { receiver: NOBODY };
  const { groupWait, groupInterval, repeatInterval } = alerting;
  return {
    receiver: DEFAULT,
    // By severity as well: what wakes somebody does not wait for the next message about what does not.
    group_by: ['service', 'severity'],
    group_wait: groupWait.toString(),
    group_interval: groupInterval.toString(),
    repeat_interval: repeatInterval.critical.toString(),
    routes: [
      {
        receiver: alerting.watchdog ? 'watchdog' : NOBODY,
        matchers: [equalTo('alertname', WATCHDOG)],
        group_wait: '0s',
        // At every second look a call: at a look as old as the interval, the last call would still count as too young.
        group_interval: '30s',
        repeat_interval: '50s',
      },
      ...entriesOf(alerting).flatMap((entry) => routesFor(entry, alerting, reached)),
    ],
  };
}

/** Routes for one severity each, in the order in which they take an alert. */
function entriesOf(alerting: Alerting): Entry[] {
  const routes = alerting.routes.map((one, index) => ({ ...one, receiver: nameOf(alerting.routes, index) }));
  return [...routes, { receiver: DEFAULT } as Partial<AlertRoute> & { readonly receiver: string }].flatMap(
    ({ receiver, severity, services, repeatInterval }) =>
      (severity ? [severity] : (['critical', 'warning'] as const)).map((each) => ({
        receiver,
        severity: each,
        services: services?.map(({ name }) => name) ?? [],
        repeatInterval: repeatInterval ?? alerting.repeatInterval[each],
      })),
  );
}

/** An alert about a route of a proxy is about what the route leads to as well, by its label `upstream`. */
function routesFor(entry: Entry, alerting: Alerting, reached: Reached): object[] {
  const { services } = entry;
  const upstreams = services.filter((name) => reached.upstreams.has(name));
  return [
    route(entry, services.length > 0 ? [oneOf('service', services)] : [], mutes(alerting, reached, { services })),
    ...(upstreams.length > 0
      ? [route(entry, [oneOf('upstream', upstreams)], mutes(alerting, reached, { upstreams }))]
      : []),
  ];
}

function route(
  { receiver, severity, repeatInterval }: Entry,
  about: readonly string[],
  { always, some }: Mutes,
): object {
  return {
    receiver,
    matchers: [equalTo('severity', severity), ...about],
    repeat_interval: repeatInterval.toString(),
    ...(always.length > 0 && { mute_time_intervals: always }),
    ...(some.length > 0 && {
      routes: some.map(({ matchers, windows }) => ({ matchers, mute_time_intervals: windows })),
    }),
  };
}

interface Mutes {
  /** Windows that hold everything back. */
  readonly always: readonly string[];
  /** What has others as well: an alert takes the first that fits. */
  readonly some: readonly { readonly matchers: readonly string[]; readonly windows: readonly string[] }[];
}

/** Services with the same windows together. */
interface Held {
  readonly names: string[];
  readonly windows: readonly string[];
}

/** @param about whose alerts a route takes, by each of the two labels; empty or absent: everybody's */
function mutes(
  { maintenance }: Alerting,
  { proxies, upstreams }: Reached,
  about: { readonly services?: readonly string[]; readonly upstreams?: readonly string[] },
): Mutes {
  const always = maintenance.filter((window) => window.services.length === 0).map(({ name }) => name);
  const named = [...new Set(maintenance.flatMap((window) => window.services.map(({ name }) => name)))];
  const among = (taken: readonly string[] = []) => named.filter((name) => taken.length === 0 || taken.includes(name));
  const services = held(maintenance, among(about.services));
  const reached = held(
    maintenance,
    among(about.upstreams).filter((name) => upstreams.has(name)),
  );
  const both = services
    .filter(({ names }) => names.some((name) => proxies.has(name)))
    .flatMap((one) => reached.map((other) => [one, other] as const));
  return {
    always,
    some: [
      ...both.map(([one, other]) => ({
        matchers: [oneOf('service', one.names), oneOf('upstream', other.names)],
        windows: [...new Set([...one.windows, ...other.windows])],
      })),
      ...services.map(({ names, windows }) => ({ matchers: [oneOf('service', names)], windows })),
      ...reached.map(({ names, windows }) => ({ matchers: [oneOf('upstream', names)], windows })),
    ],
  };
}

function held(maintenance: Alerting['maintenance'], services: readonly string[]): Held[] {
  const found = new Map<string, Held>();
  for (const service of services) {
    const windows = maintenance
      .filter((window) => window.services.length === 0 || window.services.some(({ name }) => name === service))
      .map(({ name }) => name);
    const key = windows.join();
    found.set(key, { names: [...(found.get(key)?.names ?? []), service], windows });
  }
  return [...found.values()];
}

/** `critical`, `crm_users_warning`; a second of the name has a number. */
function nameOf(routes: readonly AlertRoute[], index: number): string {
  const plain = ({ services = [], severity }: AlertRoute) =>
    `to_${[...services.map(({ name }) => name), ...(severity ? [severity] : [])].join('_') || 'others'}`;
  const names = routes.slice(0, index + 1).map(plain);
  const own = names[index] ?? '';
  const count = names.filter((name) => name === own).length;
  return count > 1 ? `${own}_${count}` : own;
}
