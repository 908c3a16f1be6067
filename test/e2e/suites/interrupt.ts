import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, ROOT, type Suite } from '../lib/context.js';
import { INNER_ENV, remember } from '../lib/inner-run.js';
import { run } from '../lib/run.js';
import { until } from '../lib/stack.js';

/** Of the run that is interrupted. */
const PROJECT = 'nexus-e2e';

interface Ended {
  /** As a shell has it: 128 and the signal's number for a process that a signal ended. */
  readonly code: number;
  /** When npm had ended. */
  readonly exit: number;
  /** When everything that npm had started had ended. */
  readonly close: number;
}

/** Ctrl-C at the worst moment: the platform is up, and a check runs in a container beside it. */
export const interrupt: Suite = {
  name: 'interrupt',
  title: 'Ctrl-C: nothing stays',
  needsErp: false,
  async run({ checks, out, folder, measurements }: Context): Promise<void> {
    let result: Ended | undefined;
    let session = 0;
    await checks.check('npm run e2e ends with 130 when it is interrupted with the platform up', async () => {
      const args = ['run', 'e2e', '--', '--only', 'networks', '--out', out, '--report', join(folder, 'interrupted')];
      // A session of its own, as a terminal's: the signal goes to all of its processes at once, as Ctrl-C does.
      const child = spawn('npm', args, {
        cwd: ROOT,
        env: { ...process.env, ...INNER_ENV, TMPDIR: folder },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      session = child.pid ?? 0;
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      const ended = whenEnded(child);
      remember(ended, () => process.kill(-session, 'SIGINT'));
      const early = ended.then(({ code }) => {
        throw new Error(`it ended by itself with ${code}:\n${output.slice(-2000)}`);
      });
      await Promise.race([until('the first check', () => Promise.resolve(/✓ \S+ reaches/.test(output)), 300), early]);
      early.catch(() => undefined);
      const up = await ofProject('container');
      expectThat(up.length > 10, `only ${up.length} containers are up`);
      const started = performance.now();
      process.kill(-session, 'SIGINT');
      result = await ended;
      const [exit, close] = [result.exit, result.close].map((at) => Math.round((at - started) / 100) / 10);
      measurements.interrupt = { secondsUntilNpmEnds: exit, secondsUntilAllIsDown: close };
      expectEqual('exit code', result.code, 130);
      expectThat(output.includes('taking everything down'), 'it does not say what it does');
      return `${up.length} containers were up; npm ended after ${exit} s, all was down after ${close} s`;
    });
    if (!result) return;
    for (const kind of ['container', 'network', 'volume', 'image'] as const)
      await checks.check(`no ${kind} of it is left`, async () => {
        expectEqual(`${kind}s left`, await ofProject(kind), []);
        return undefined;
      });
    await checks.check('no process and no folder of it is left', () => {
      expectEqual('processes left', processesOf(session), []);
      expectEqual(
        'folders left',
        readdirSync(folder).filter((name) => name.startsWith('nexus-e2e-')),
        [],
      );
      return undefined;
    });
  },
};

function whenEnded(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let exit = 0;
    child.on('error', reject);
    child.on('exit', () => (exit = performance.now()));
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), exit, close: performance.now() });
    });
  });
}

/** Names of what the engine has of the interrupted run's Compose project. */
async function ofProject(kind: 'container' | 'network' | 'volume' | 'image'): Promise<string[]> {
  const list = {
    container: ['ps', '--all', '--format', '{{.Names}}'],
    network: ['network', 'ls', '--format', '{{.Name}}'],
    volume: ['volume', 'ls', '--format', '{{.Name}}'],
    image: ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'],
  }[kind];
  const filters =
    kind === 'image'
      ? [[`reference=erp-nexus/*:${PROJECT}`]]
      : [
          [`label=com.docker.compose.project=${PROJECT}`],
          ...(kind === 'container' ? [[`label=nexus-e2e.beside=${PROJECT}`]] : []),
        ];
  const names: string[] = [];
  for (const [filter = ''] of filters)
    names.push(...(await run('docker', [...list, '--filter', filter])).stdout.split('\n').filter(Boolean));
  return names;
}

/** Command lines of the processes in a session, zombies apart. */
function processesOf(session: number): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state = '', , , sid = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(sid) === session && state !== 'Z') found.push(readlinkSync(`/proc/${pid}/exe`));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}
