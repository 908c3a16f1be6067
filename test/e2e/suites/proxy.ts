import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { run } from '../lib/run.js';
import { Stack } from '../lib/stack.js';
import { inTier } from '../lib/tier.js';
import { ANSWER_HEADERS } from '../proxy/answers.js';
import type { Bench, LogLine, Row } from '../proxy/bench.js';
import { showsCertificates } from '../proxy/certificates.js';
import { CONNECTIONS } from '../proxy/connections.js';
import { REQUEST_HEADERS } from '../proxy/headers.js';
import { LIMITS } from '../proxy/limits.js';
import { NAMES } from '../proxy/names.js';
import { PATHS } from '../proxy/paths.js';
import { composeProxies, DOORS, SERVICES } from '../proxy/platform.js';
import { STREAMING } from '../proxy/streaming.js';

/** Has Node, and is on the engine for the other suites. */
const IMAGE = 'node:24-alpine';
const UPSTREAM = join(import.meta.dirname, '..', 'fixtures', 'proxy', 'upstream.mjs');

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
    const [synthesis, sources] = [join(folder, 'proxy-synthesis'), join(folder, 'proxy-sources')];
    composeProxies(synthesis, sources, IMAGE);
    const stack = new Stack(join(folder, 'proxy'), 'nexus-e2e-proxy');
    stack.lay(sources, join(synthesis, 'deploy'));
    cpSync(UPSTREAM, join(stack.folder, 'upstream.mjs'));
    chmodSync(join(stack.folder, 'upstream.mjs'), 0o644);
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), overlay());
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

/** The program behind, and ports of the tests' own. */
function overlay(): string {
  const services = SERVICES.map(
    (name) =>
      `  ${name}:\n    environment: { SERVICE: ${name} }\n    volumes:\n      - ./upstream.mjs:/srv/upstream.mjs:ro\n`,
  );
  const proxies = Object.entries(DOORS).map(([name, door]) => {
    const ports = [`127.0.0.1:${door.http}:8080`, ...('https' in door ? [`127.0.0.1:${door.https}:8443`] : [])];
    return `  ${name}:\n    ports: !override\n${ports.map((port) => `      - ${port}\n`).join('')}`;
  });
  return `services:\n${services.join('')}${proxies.join('')}`;
}

function linesOf(text: string): LogLine[] {
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
}
