import { expectEqual, expectThat } from '../lib/checks.js';
import { type Bench, type LogLine, type ProxyName, type Row, row } from './bench.js';
import { ask, type Asking } from './wire.js';

/** How many of `count` requests at once are answered with each status. */
async function flood(
  { doors }: Bench,
  proxy: ProxyName,
  target: string,
  count: number,
  asking: (i: number) => Asking = () => ({}),
) {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => ask(doors[proxy], target, asking(i))));
  const of = (status: number) => answers.filter((answer) => answer.status === status).length;
  return { ok: of(200), limited: of(429), others: count - of(200) - of(429) };
}

/** The lines that a request left, by its id. */
async function logged({ doors, log }: Bench, proxy: ProxyName, target: string, asking: Asking = {}): Promise<LogLine> {
  const id = `e2e-${Math.random().toString(36).slice(2)}`;
  await ask(doors[proxy], target, { ...asking, headers: [...(asking.headers ?? []), ['X-Request-ID', id]] });
  for (let tries = 0; tries < 20; tries++) {
    const line = (await log(proxy)).find((candidate) => candidate.request_id === id);
    if (line) return line;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no line of the log has the id of ${target}`);
}

const client = (address: string): Asking => ({ headers: [['X-Forwarded-For', address]] });

/** Who is slowed down, and what is written down. */
export const LIMITS: readonly Row[] = [
  row('a flood at one route is slowed down, and another route is open meanwhile', async (bench) => {
    const [api, app] = await Promise.all([flood(bench, 'edge', '/api/x', 120), flood(bench, 'edge', '/x', 40)]);
    expectEqual('of the other route', app, { ok: 40, limited: 0, others: 0 });
    expectEqual('answers of another status', api.others, 0);
    // 20 a second, and a burst of twice that; what a second or two bring is added.
    expectThat(api.ok >= 40 && api.ok <= 100, `${api.ok} of 120 were let through`);
    return `${api.limited} of 120 refused with 429`;
  }),
  row('files of a site are not counted', async (bench) => {
    expectEqual('400 at once', await flood(bench, 'balanced', '/site/', 400), { ok: 400, limited: 0, others: 0 });
    return undefined;
  }),
  row('clients behind a load balancer are counted each by itself', async (bench) => {
    const many = await flood(bench, 'balanced', '/x', 60, (i) => client(`198.51.100.${i + 1}`));
    expectEqual('of 60 clients', many, { ok: 60, limited: 0, others: 0 });
    const one = await flood(bench, 'balanced', '/x', 60, () => client('198.51.100.200'));
    expectThat(one.limited > 20, `${one.limited} of 60 refused`);
    return `${one.limited} of 60 of one client refused`;
  }),
  row('a client of IPv6 is its network, whatever the rest of the address', async (bench) => {
    const one = await flood(bench, 'balanced', '/x', 60, (i) => client(`2001:db9:1:2::${(i + 1).toString(16)}`));
    const long = await flood(bench, 'balanced', '/x', 60, (i) => client(`2001:db9:1:3:4:5:6:${(i + 1).toString(16)}`));
    const many = await flood(bench, 'balanced', '/x', 60, (i) => client(`2001:db9:2:${(i + 1).toString(16)}:1:1:1:1`));
    expectThat(one.limited > 20 && long.limited > 20, `${one.limited} and ${long.limited} of 60 refused`);
    expectEqual('of 60 networks', many, { ok: 60, limited: 0, others: 0 });
    return undefined;
  }),
  row('the log has the request as it came, and its route', async (bench) => {
    const line = await logged(bench, 'edge', '/api/a%2Fb?q="x"', { headers: [['User-Agent', 'e2e "quoted"']] });
    const { method, uri, route, status, host, scheme, protocol, upstream, user_agent: agent } = line;
    expectEqual(
      'the line',
      { method, uri, route, status, host, scheme, protocol, agent },
      {
        method: 'GET',
        uri: '/api/a%2Fb?q="x"',
        route: '/api',
        status: 200,
        host: 'shop.example.org',
        scheme: 'https',
        protocol: 'HTTP/1.1',
        agent: 'e2e "quoted"',
      },
    );
    expectThat(/:5000$/.test(String(upstream)), `upstream is ${String(upstream)}`);
    return undefined;
  }),
  row('the log tells routes apart that reach services with one path', async (bench) => {
    expectEqual('route', (await logged(bench, 'edge', '/x')).route, '/');
    expectEqual('route', (await logged(bench, 'edge', '/live/admin/x')).route, '/live/admin');
    expectEqual('route of what is hidden', (await logged(bench, 'edge', '/api/metrics')).route, '/api');
    expectEqual('route of a redirect', (await logged(bench, 'edge', '/api')).route, '/api');
    return undefined;
  }),
  row('the log names the client, not the load balancer', async (bench) => {
    expectEqual(
      'address',
      (await logged(bench, 'balanced', '/y', client('198.51.100.77'))).remote_addr,
      '198.51.100.77',
    );
    return undefined;
  }),
];
