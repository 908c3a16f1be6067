import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.js';

/** A container as the fake engine has it; more than that is never asked for. */
export interface FakeContainer {
  readonly id: string;
  readonly project: string;
  readonly service: string;
  readonly state?: string;
  readonly oneoff?: boolean;
  readonly name?: string;
  readonly inspection?: object;
  readonly stats?: object;
}

/** An engine on a Unix socket that answers as Docker 28 does, with more than anybody should see. */
export class FakeEngine {
  public readonly socket = join(temporaryFolder(), 'docker.sock');
  /** Every request, as `GET /containers/json?all=true`. */
  public readonly requests: string[] = [];
  /** Most requests at a time. */
  public busiest = 0;
  public containers: readonly FakeContainer[] = [];
  /** Paths that are never answered. */
  public hangs = /^$/;
  /** Id of a container that is listed, and gone when somebody asks. */
  public forgets = '';
  private readonly listeners = new Set<ServerResponse>();
  private readonly server: Server;
  private running = 0;

  public constructor() {
    this.server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      this.busiest = Math.max(this.busiest, ++this.running);
      response.on('close', () => this.running--);
      // As long as a real one takes, more or less: otherwise nothing would ever be asked at the same time.
      setTimeout(() => {
        this.answer(new URL(request.url ?? '', 'http://docker'), response);
      }, 5);
    });
  }

  public async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.socket, resolve));
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Says an event to those who listen. */
  public tell(Action: string, ID: string, timeNano: number, attributes: object = {}): void {
    const event = {
      Type: 'container',
      Action,
      Actor: { ID, Attributes: { secret: 'planted', ...attributes } },
      timeNano,
    };
    for (const listener of this.listeners) listener.write(`${JSON.stringify(event)}\n`);
  }

  public dropFollowers(): void {
    for (const listener of this.listeners) listener.destroy();
    this.listeners.clear();
  }

  public get isFollowed(): boolean {
    return this.listeners.size > 0;
  }

  private answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    if (this.hangs.test(pathname)) return;
    const reply = (body: unknown, status = 200) => response.writeHead(status).end(JSON.stringify(body));
    if (pathname === '/version') return void reply({ Version: '28.5.2' });
    if (pathname === '/events') {
      response.writeHead(200).flushHeaders();
      this.listeners.add(response);
      response.on('close', () => this.listeners.delete(response));
      return;
    }
    if (pathname === '/containers/json') {
      const { label } = JSON.parse(searchParams.get('filters') ?? '{}') as { label?: string[] };
      const wanted = this.containers.filter(({ project }) => label?.includes(`com.docker.compose.project=${project}`));
      return void reply(wanted.map(listed));
    }
    const [, id, what] = /^\/containers\/(\w+)\/(json|stats)$/.exec(pathname) ?? [];
    const found = this.containers.find((container) => container.id === id);
    if (!found || id === this.forgets) return void reply({ message: 'planted' }, 404);
    reply(what === 'json' ? inspected(found) : (found.stats ?? {}));
  }
}

function listed({ id, name, project, service, state = 'running', oneoff = false }: FakeContainer): object {
  return {
    Id: id,
    Names: [`/${name ?? `${project}-${service}-1`}`],
    Image: `${service}:1`,
    Command: 'node --token=planted',
    Labels: {
      'com.docker.compose.project': project,
      'com.docker.compose.service': service,
      'com.docker.compose.container-number': '1',
      'com.docker.compose.oneoff': oneoff ? 'True' : 'False',
      secret: 'planted',
    },
    State: state,
    Mounts: [{ Source: '/planted' }],
  };
}

function inspected({ id, service, state = 'running', inspection = {} }: FakeContainer): object {
  return {
    Id: id,
    Name: `/${service}`,
    Args: ['planted'],
    RestartCount: 2,
    State: { Status: state, ExitCode: 0, StartedAt: '2026-11-27T10:00:00.5Z', FinishedAt: '0001-01-01T00:00:00Z' },
    Config: { Image: `${service}:1`, Env: ['PASSWORD=planted'], Cmd: ['planted'], Labels: { secret: 'planted' } },
    HostConfig: { Memory: 67_108_864, NanoCpus: 250_000_000, PidsLimit: 64, Binds: ['/planted'] },
    Mounts: [{ Source: '/planted' }],
    ...inspection,
  };
}
