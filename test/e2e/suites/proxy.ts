import { expectEqual } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { run } from '../lib/run.js';
import { inTier } from '../lib/tier.js';
import { ANSWER_HEADERS } from '../proxy/answers.js';
import type { Bench, LogLine, Row } from '../proxy/bench.js';
import { showsCertificates } from '../proxy/certificates.js';
import { CONNECTIONS } from '../proxy/connections.js';
import { REQUEST_HEADERS } from '../proxy/headers.js';
import { LIMITS } from '../proxy/limits.js';
import { NAMES } from '../proxy/names.js';
import { PATHS } from '../proxy/paths.js';
import { layProxies } from '../proxy/laid.js';
import { DOORS } from '../proxy/platform.js';
import { STREAMING } from '../proxy/streaming.js';

const TABLE: readonly Row[] = [
  ...PATHS,
  ...REQUEST_HEADERS,
  ...ANSWER_HEADERS,
  ...NAMES,
  ...STREAMING,
  ...CONNECTIONS,
  ...LIMITS,
];

/** A table of requests, byte for byte, against the generated configuration in the platform's own nginx. */
export const proxy: Suite = {
  name: 'proxy',
  title: 'The way in: what nginx is given, and what it passes on',
  needsErp: false,
  async run({ checks, folder, all }: Context): Promise<void> {
    const stack = layProxies(folder);
    try {
      const up = await checks.check(
        'four proxies and what is behind them come up',
        async () => {
          await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: stack.folder });
          await stack.compose(['build'], { timeout: 900_000 });
          return `${((await stack.up()) / 1000).toFixed(1)} s`;
        },
        { always: true },
      );
      if (!up) return;
      const bench: Bench = {
        doors: DOORS,
        log: async (name) => linesOf((await stack.compose(['logs', '--no-color', '--no-log-prefix', name])).stdout),
        tmp: async (name) =>
          Number((await stack.exec(name, ['sh', '-c', "df -k /tmp | awk 'END { print $3 * 1024 }'"])).stdout),
      };
      for (const row of TABLE.filter((one) => inTier(one, all))) await checks.check(row.name, () => row.run(bench));
      await checks.check('no proxy was ended or started anew meanwhile', async () => {
        for (const name of Object.keys(DOORS)) {
          const { RestartCount, State } = await stack.inspect(name);
          expectEqual(`${name}: restarts and state`, [RestartCount, State.Status], [0, 'running']);
        }
        return undefined;
      });
      if (all) await showsCertificates(checks, stack);
    } finally {
      await stack.down();
    }
  },
};

function linesOf(text: string): LogLine[] {
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
}
