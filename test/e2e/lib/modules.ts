import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';
import type { Stack } from './stack.js';

/** A module of one source file, `src/app.mjs`, with a lock file by npm. */
export async function writeModule(
  folder: string,
  code: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<void> {
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src', 'app.mjs'), code);
  const manifest = { private: true, type: 'module', dependencies, devDependencies: { esbuild: '0.25.9' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'module', ...manifest }));
  const lock = ['install', '--package-lock-only', '--no-audit', '--no-fund', '--omit-lockfile-registry-resolved'];
  await run('npm', lock, { cwd: folder });
}

/** What a service answers, asked from inside its container. */
export async function ask(stack: Stack, service: string, port: number, path: string): Promise<string> {
  const script = `fetch('http://127.0.0.1:${port}${path}').then((r) => r.text()).then(console.log)`;
  return (await stack.exec(service, ['node', '-e', script])).stdout;
}
