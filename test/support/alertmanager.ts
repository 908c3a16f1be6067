import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.js';

type Labels = Readonly<Record<string, string>>;

/** Debian has taken these out of the program. */
const TEMPLATES = '/usr/share/prometheus/alertmanager/default.tmpl';

/** Debian's name, and that of its project. */
const PROGRAM = ['prometheus-alertmanager', 'alertmanager'].find(works);

/** Whether this machine has Alertmanager itself. `.ci/run` fetches it on Debian. */
export const hasAlertmanager = PROGRAM !== undefined;

function works(program: string): boolean {
  try {
    const version = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe' });
    return !version.includes('debian') || existsSync(TEMPLATES);
  } catch {
    return false;
  }
}

/**
 * Runs Alertmanager with these files while `use` works with it.
 *
 * @param use is given the address of its interface
 */
export async function withAlertmanager(
  files: Readonly<Record<string, string>>,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    PROGRAM ?? '',
    [
      '--config.file=alertmanager.yml',
      '--storage.path=data',
      '--cluster.listen-address=',
      `--web.listen-address=${address}`,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let says = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (says += text));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  try {
    await ready(`http://${address}`, child, () => says);
    await use(`http://${address}`);
  } finally {
    child.kill();
    await ended;
  }
}

/** Sends alerts that begin now. */
export async function postAlerts(url: string, alerts: readonly Labels[]): Promise<void> {
  const answer = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Labels of the alerts that nobody is told of while others fire, once it knows all of them. */
export async function inhibited(url: string, count: number): Promise<readonly Labels[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly {
      readonly labels: Labels;
      readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
    }[];
    // Until its route has seen an alert, it is unprocessed.
    if (found.length === count && found.every(({ status }) => status.state !== 'unprocessed'))
      return found.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => labels);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Alertmanager has not processed the alerts in time');
}

async function ready(url: string, child: ChildProcess, says: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`Alertmanager has ended with ${child.exitCode}: ${says()}`);
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Alertmanager does not become ready');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
