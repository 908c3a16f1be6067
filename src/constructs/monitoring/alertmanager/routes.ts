import type { AlertSeverity } from '../../../model/contribution.js';
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

/** The tree of routes. */
export function routeTree(alerting: Alerting | undefined): object {
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
      ...entriesOf(alerting).map((entry) => route(entry, alerting)),
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

function route({ receiver, severity, services, repeatInterval }: Entry, alerting: Alerting): object {
  const { always, byServices } = mutes(alerting, services);
  return {
    receiver,
    matchers: [equalTo('severity', severity), ...(services.length > 0 ? [oneOf('service', services)] : [])],
    repeat_interval: repeatInterval.toString(),
    ...(always.length > 0 && { mute_time_intervals: always }),
    ...(byServices.length > 0 && {
      routes: byServices.map(({ names, windows }) => ({
        matchers: [oneOf('service', names)],
        mute_time_intervals: windows,
      })),
    }),
  };
}

interface Mutes {
  /** Windows that hold everything back. */
  readonly always: readonly string[];
  /** Services that have others as well: those with the same ones together, for an alert takes one route. */
  readonly byServices: readonly { readonly names: readonly string[]; readonly windows: readonly string[] }[];
}

/** @param services whose alerts a route takes; empty: everybody's */
function mutes({ maintenance }: Alerting, services: readonly string[]): Mutes {
  const always = maintenance.filter((window) => window.services.length === 0).map(({ name }) => name);
  const found = new Map<string, { names: string[]; windows: readonly string[] }>();
  for (const service of new Set(maintenance.flatMap((window) => window.services.map(({ name }) => name)))) {
    if (services.length > 0 && !services.includes(service)) continue;
    const windows = maintenance
      .filter((window) => window.services.length === 0 || window.services.some(({ name }) => name === service))
      .map(({ name }) => name);
    const key = windows.join();
    found.set(key, { names: [...(found.get(key)?.names ?? []), service], windows });
  }
  return { always, byServices: [...found.values()] };
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
