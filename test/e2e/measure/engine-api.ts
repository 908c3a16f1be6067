import { request } from 'node:http';
import { run } from '../lib/run.js';

/** One container, as far as it is measured. */
export interface Running {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** An address that this machine reaches. */
  readonly address: string;
}

export interface Usage {
  /** Bytes in use, without file cache that has not been touched for long and can be given back. */
  readonly memory: number;
  /** Processor time since the start of the container. */
  readonly cpuMicroseconds: number;
}

interface Stats {
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
  readonly memory_stats: {
    readonly usage?: number;
    readonly stats?: { readonly inactive_file?: number; readonly total_inactive_file?: number };
  };
}

interface Inspected {
  readonly Id: string;
  readonly State: { readonly StartedAt: string; readonly Running: boolean };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** What the engine says of itself. */
export interface EngineInfo {
  readonly ServerVersion: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly OperatingSystem: string;
  readonly CgroupVersion: string;
}

/** The engine's own interface: starting and looking are a few milliseconds, where the command takes a tenth of a second. */
export class EngineApi {
  private constructor(private readonly target: { socketPath: string } | { host: string; port: number }) {}

  /** @throws Error where the engine is neither on a socket of this machine nor on plain TCP */
  public static async connect(): Promise<EngineApi> {
    const { stdout } = await run('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
    const url = new URL(stdout.trim());
    if (url.protocol === 'unix:') return new EngineApi({ socketPath: url.pathname });
    if (url.protocol === 'tcp:') return new EngineApi({ host: url.hostname, port: Number(url.port || 2375) });
    throw new Error(`measuring needs an engine on this machine, not ${url.href}`);
  }

  public async info(): Promise<EngineInfo> {
    return (await this.call('GET', '/info')) as EngineInfo;
  }

  /** Containers of a Compose project that run, by service. */
  public async containers(project: string): Promise<Map<string, string>> {
    const filters = JSON.stringify({ label: [`com.docker.compose.project=${project}`] });
    const list = (await this.call('GET', `/containers/json?filters=${encodeURIComponent(filters)}`)) as readonly {
      readonly Id: string;
      readonly Labels: Readonly<Record<string, string>>;
    }[];
    return new Map(list.map(({ Id, Labels }) => [Labels['com.docker.compose.service'] ?? '', Id]));
  }

  public async running(id: string): Promise<Running | undefined> {
    const { Id, State, NetworkSettings } = (await this.call('GET', `/containers/${id}/json`)) as Inspected;
    const address = Object.values(NetworkSettings.Networks)
      .map(({ IPAddress }) => IPAddress)
      .find(Boolean);
    if (!State.Running || !address) return undefined;
    return { id: Id, startedAt: Date.parse(State.StartedAt), address };
  }

  public async usage(id: string): Promise<Usage> {
    const stats = (await this.call('GET', `/containers/${id}/stats?stream=false&one-shot=true`)) as Stats;
    const { usage = NaN, stats: detail = {} } = stats.memory_stats;
    return {
      // The names of cgroup v1 and v2.
      memory: usage - (detail.total_inactive_file ?? detail.inactive_file ?? 0),
      cpuMicroseconds: stats.cpu_stats.cpu_usage.total_usage / 1000,
    };
  }

  public async stop(id: string): Promise<void> {
    await this.call('POST', `/containers/${id}/stop?t=2`);
  }

  public async start(id: string): Promise<void> {
    await this.call('POST', `/containers/${id}/start`);
  }

  private call(method: string, path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ ...this.target, method, path, timeout: 60_000 }, (incoming) => {
        let body = '';
        incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
        incoming.on('error', reject).on('end', () => {
          if ((incoming.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${body.trim()}`));
          else resolve(body === '' ? undefined : JSON.parse(body));
        });
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
      outgoing.on('error', reject).end();
    });
  }
}
