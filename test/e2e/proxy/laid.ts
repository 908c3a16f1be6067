import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from '../lib/stack.js';
import { composeProxies, DOORS, SERVICES } from './platform.js';

/** Has Node, and is on the engine for the other suites. */
const IMAGE = 'node:24-alpine';
const UPSTREAM = join(import.meta.dirname, '..', 'fixtures', 'proxy', 'upstream.mjs');

/** Proxies and the program behind them, ready to be built. */
export function layProxies(folder: string): Stack {
  const [synthesis, sources] = [join(folder, 'proxy-synthesis'), join(folder, 'proxy-sources')];
  composeProxies(synthesis, sources, IMAGE);
  const stack = new Stack(join(folder, 'proxy'), 'nexus-e2e-proxy');
  stack.lay(sources, join(synthesis, 'deploy'));
  cpSync(UPSTREAM, join(stack.folder, 'upstream.mjs'));
  chmodSync(join(stack.folder, 'upstream.mjs'), 0o644);
  writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), overlay());
  return stack;
}

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
