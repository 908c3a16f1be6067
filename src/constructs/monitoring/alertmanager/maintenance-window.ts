import { NexusError, show } from '../../../model/errors.js';
import { checkKey } from '../../../model/names.js';
import { checkProps } from '../../../model/shape/index.js';
import type { IWorkload } from '../../core/graph-node.js';
import { WEEKLY_WINDOW_PROPS } from './maintenance-window-shape.js';
import { checkTimeZone } from './time-zone.js';
import { WEEKDAYS, type Weekday } from './weekdays.js';

export interface WeeklyWindowProps {
  /** Days on which it begins. @default every day */
  readonly days?: readonly Weekday[];
  /** Its begin, `22:30`. @default '00:00' */
  readonly from?: string;
  /** Its end, `02:00`, which is not part of it; at or before `from` it is on the next day. @default '24:00' */
  readonly to?: string;
  /** A name of the IANA time zone database: `America/Sao_Paulo`. @default 'UTC' */
  readonly timeZone?: string;
  /** Whose alerts are held back. @default everything of the platform */
  readonly services?: readonly IWorkload[];
}

/** `time_intervals` of Alertmanager, in its own words. */
export interface TimeInterval {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly Weekday[];
  readonly location: string;
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const MIDNIGHT = '24:00';

/** A time in which alerts fire and nobody is told. What still fires when it is over is told then. */
export class MaintenanceWindow {
  /**
   * A window that comes back every week.
   *
   * @param name up to 63 lower-case letters, digits and underscores; unique in the platform
   * @throws NexusError if the name is unfit, a time is none, the window is empty, or nobody knows the time zone
   */
  public static weekly(name: string, props: WeeklyWindowProps): MaintenanceWindow {
    checkKey('maintenance window', name);
    const checked = checkProps('MaintenanceWindow.weekly', WEEKLY_WINDOW_PROPS, props);
    const { days, from = '00:00', to = MIDNIGHT, timeZone = 'UTC', services } = checked;
    for (const [prop, list] of Object.entries({ days, services }))
      if (list?.length === 0)
        throw new NexusError(`${prop} of the maintenance window ${show(name)} is empty: it would hold nothing back`, {
          fix: `Name ${prop}, or leave the prop out for all of them`,
        });
    checkTime('from', from, false);
    checkTime('to', to, true);
    if (from === to)
      throw new NexusError(`the maintenance window ${show(name)} begins and ends at ${from}`, {
        fix: 'Leave from and to out for whole days',
      });
    return new MaintenanceWindow(name, services ?? [], intervals(days ?? [], from, to, checkTimeZone(timeZone)));
  }

  private constructor(
    public readonly name: string,
    /** @internal whose alerts are held back; empty: everybody's */
    public readonly services: readonly IWorkload[],
    /** @internal */
    public readonly intervals: readonly TimeInterval[],
  ) {}
}

function checkTime(prop: string, time: string, mayBeMidnight: boolean): void {
  if (TIME.test(time) || (mayBeMidnight && time === MIDNIGHT)) return;
  throw new NexusError(`${prop} ${show(time)} is not a time of the day`, {
    fix: `Write hours and minutes, "00:00" to "${mayBeMidnight ? MIDNIGHT : '23:59'}"`,
  });
}

/** Alertmanager's times end at midnight: what goes past it has a second part, on the days after. */
function intervals(days: readonly Weekday[], from: string, to: string, location: string): TimeInterval[] {
  const of = (start_time: string, end_time: string, weekdays: readonly Weekday[]): TimeInterval => ({
    ...(start_time === '00:00' && end_time === MIDNIGHT ? {} : { times: [{ start_time, end_time }] }),
    ...(weekdays.length > 0 && { weekdays }),
    location,
  });
  const ordered = WEEKDAYS.filter((day) => days.includes(day));
  if (from < to) return [of(from, to, ordered)];
  const first = of(from, MIDNIGHT, ordered);
  if (to === '00:00') return [first];
  const after = new Set(ordered.map((day) => (WEEKDAYS.indexOf(day) + 1) % WEEKDAYS.length));
  return [
    first,
    of(
      '00:00',
      to,
      WEEKDAYS.filter((_day, index) => after.has(index)),
    ),
  ];
}
