import { expectEqual } from '../lib/checks.js';
import type { Tier } from '../lib/tier.js';
import type { DOORS } from './platform.js';
import { ask, type Asking, type Door, type Seen, seen, valuesOf } from './wire.js';

export type ProxyName = keyof typeof DOORS;

/** Running proxies, and what can be found out about them. */
export interface Bench {
  readonly doors: Readonly<Record<ProxyName, Door>>;
  /** Lines of the access log so far. */
  readonly log: (proxy: ProxyName) => Promise<LogLine[]>;
  /** Bytes in /tmp. */
  readonly tmp: (proxy: ProxyName) => Promise<number>;
}

export type LogLine = Readonly<Record<string, unknown>>;

/** One check of the table. */
export interface Row {
  readonly name: string;
  readonly tier?: Tier;
  readonly run: (bench: Bench) => Promise<string | undefined>;
}

export function row(name: string, run: Row['run'], tier: Tier = 'ci'): Row {
  return { name, run, tier };
}

/** What goes in at a door, and what must reach the service; or the status that it is answered with. */
export function passes(
  what: string,
  proxy: ProxyName,
  target: string,
  reaches: string | number,
  asking: Asking = {},
): Row {
  return {
    name: `${asking.method ?? 'GET'} ${target}: ${what}`,
    run: async ({ doors }) => {
      const answer = await ask(doors[proxy], target, asking);
      if (typeof reaches === 'number') expectEqual('status', answer.status, reaches);
      else {
        const { service, url } = seen(answer);
        expectEqual('what reaches the service', `${service} ${url}`, reaches);
      }
      return undefined;
    },
  };
}

/** What the service must see of a header: each value, in order. */
export function gets(
  what: string,
  proxy: ProxyName,
  header: string,
  expected: readonly string[] | RegExp,
  asking: Asking & { readonly target?: string } = {},
): Row {
  return {
    name: `${header}: ${what}`,
    run: async ({ doors }) => {
      const values = valuesOf(seen(await ask(doors[proxy], asking.target ?? '/x', asking)), header);
      if (expected instanceof RegExp) {
        if (values.length !== 1 || !expected.test(values[0] ?? ''))
          throw new Error(`the service gets ${JSON.stringify(values)}, not ${String(expected)}`);
      } else expectEqual('what the service gets', values, expected);
      return undefined;
    },
  };
}

export async function seenBy(door: Door, target: string, asking: Asking = {}): Promise<Seen> {
  return seen(await ask(door, target, asking));
}
