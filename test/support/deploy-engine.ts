import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

interface Container {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly hash: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly project: string;
  readonly code: number;
  readonly health: string;
  status: string;
}

interface Service {
  readonly image: string;
  readonly restart?: string;
  readonly labels?: Record<string, string>;
  readonly volumes?: readonly { readonly source: string }[];
  build?: { context: string };
}

interface Files {
  readonly name: string;
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, { readonly name: string }>;
}

/**
 * An engine as far as scripts/deploy.sh and its kin ask one; docker-compose.yml is read as JSON. Whether the real one answers so is
 * held by `test/e2e/suites/deploy.ts`. It lives in this process, and a `docker` of bash asks it: a program of its own for each
 * of some hundred questions would take minutes.
 */
export class DeployEngine {
  public containers: Container[] = [];
  public images: Record<string, string> = { 'postgres:17': 'sha256:pg', 'nginx:1': 'sha256:nginx' };
  public volumes: { Name: string; Labels: Record<string, string> }[] = [];
  public applied: Record<string, string[]> = {};
  public unready: string[] = [];
  public engine = '28.5.2';
  public compose = '2.40.3';
  public calls: string[] = [];
  /** Called before an answer. */
  public before: (call: string) => void = () => undefined;
  private readonly bad: string[] = [];
  private next = 1;
  private server: Server | undefined;

  /** The same things on it, to be changed apart. */
  public copy(): DeployEngine {
    const { containers, images, volumes, applied, unready } = structuredClone({
      containers: this.containers,
      images: this.images,
      volumes: this.volumes,
      applied: this.applied,
      unready: this.unready,
    });
    const engine = Object.assign(new DeployEngine(), { containers, images, volumes, applied, unready });
    engine.next = this.next;
    return engine;
  }

  /** @returns the text of a `docker` that asks this */
  public async listen(): Promise<string> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      let text = '';
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        text += chunk.toString();
        if (!text.endsWith('\u0001')) return;
        const [folder = '', ...args] = text.slice(0, -2).split('\0');
        this.calls.push(args.join(' '));
        this.before(args.join(' '));
        const { code, lines } = this.answer(folder, args);
        socket.end(`${code}\n${lines.map((line) => `${line}\n`).join('')}`);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return [
      '#!/bin/bash',
      `exec 8<>/dev/tcp/127.0.0.1/${(server.address() as AddressInfo).port} || exit 9`,
      `{ printf '%s\\0' "$PWD" "$@"; printf '\\1'; } >&8`,
      'IFS= read -r code <&8',
      `IFS= read -r -d '' text <&8`,
      `if ((code == 0)); then printf '%s' "$text"; else printf '%s' "$text" >&2; fi`,
      'exit "$code"',
    ].join('\n');
  }

  public close(): void {
    this.server?.close();
  }

  private answer(
    folder: string,
    args: readonly string[],
  ): { readonly code: number; readonly lines: readonly string[] } {
    const files = () => JSON.parse(readFileSync(join(folder, 'docker-compose.yml'), 'utf8')) as Files;
    const ok = (...lines: readonly string[]) => ({ code: 0, lines });
    const failed = (...lines: readonly string[]) => ({ code: 1, lines });
    const has = (option: string) => args.includes(option);
    const [command = '', verb = ''] = args;
    const named = this.containers.filter(({ id }) => has(id));
    switch (command === 'image' || command === 'volume' || command === 'network' ? `${command} ${verb}` : command) {
      case 'compose':
        return this.answerCompose(folder, files(), args);
      case 'version':
        return ok(this.engine);
      case 'ps':
        return ok(...this.filtered(args).map(({ id }) => id));
      case 'inspect':
        if (has('--format')) return ok(...named.map(({ id }) => `${id} 0 1`));
        return ok(JSON.stringify(named.map(shown)));
      case 'volume ls':
        return ok(...this.volumes.map(({ Name }) => Name));
      case 'volume inspect':
        return ok(JSON.stringify(this.volumes));
      case 'image ls':
        if (has('--quiet')) return ok(...Object.values(this.images));
        return ok(...Object.entries(this.images).map(([name, id]) => `${name} ${id}`));
      case 'image rm':
        this.images = Object.fromEntries(Object.entries(this.images).filter(([name]) => name !== args[2]));
        return ok();
      case 'image inspect': {
        const id = this.images[args.at(-1) ?? ''] ?? Object.values(this.images).find((each) => each === args.at(-1));
        return id ? ok(JSON.stringify([{ Id: id, RepoDigests: [] }])) : failed('no such image');
      }
      case 'tag':
        this.images[args[2] ?? ''] = args[1] ?? '';
        return ok();
      case 'stop':
        for (const container of named) container.status = 'exited';
        return ok();
      case 'rm':
        this.containers = this.containers.filter((container) => !named.includes(container));
        return ok();
      case 'wait':
        return ok(String(this.containers.find(({ id }) => id === verb)?.code ?? 1));
      case 'logs':
        return ok('what the application has to say');
      case 'exec':
        if (has('psql')) return ok(...(this.applied[/schema=(\w+)/.exec(args.join(' '))?.[1] ?? ''] ?? []));
        return named.some(({ service }) => this.unready.includes(service)) ? failed() : ok();
      case 'info':
        return ok('/nowhere');
      case 'network ls':
      case 'run':
        return ok();
      default:
        return { code: 9, lines: [`unexpected: ${args.join(' ')}`] };
    }
  }

  private answerCompose(
    folder: string,
    files: Files,
    args: readonly string[],
  ): { code: number; lines: readonly string[] } {
    const { services } = files;
    const verb = args.find((arg) => ['config', 'up', 'build', 'version'].includes(arg)) ?? '';
    if (verb === 'version') return { code: 0, lines: [this.compose] };
    if (verb === 'up') return { code: this.up(files, args), lines: [] };
    if (verb === 'config') {
      if (args.includes('--hash'))
        return { code: 0, lines: Object.entries(services).map(([name, service]) => `${name} ${hashOf(service)}`) };
      if (args.includes('--services')) return { code: 0, lines: Object.keys(services) };
      for (const { build } of Object.values(services)) if (build) build.context = join(folder, build.context);
      return { code: 0, lines: [JSON.stringify(files)] };
    }
    for (const name of args.slice(args.indexOf('build') + 1)) {
      const { image, build } = services[name] as Service;
      const source = readFileSync(join(folder, build?.context ?? '', 'source'), 'utf8');
      if (source.startsWith('syntax error')) return { code: 1, lines: ['SyntaxError: unexpected token'] };
      const id = `sha256:${sum([name, source])}`;
      this.images[image] = id;
      if (source.startsWith('bad')) this.bad.push(id);
    }
    return { code: 0, lines: [] };
  }

  private up(files: Files, args: readonly string[]): number {
    const [, scaled] = /^(.*)=\d+$/.exec(args[args.indexOf('--scale') + 1] ?? '') ?? [];
    const isName = (arg: string, i: number) => arg in files.services && args[i - 1] !== '--scale';
    const named = args.filter(isName);
    for (const name of named.length > 0 ? named : Object.keys(files.services)) {
      const service = files.services[name] as Service;
      const are = this.containers.filter((container) => container.service === name);
      if (scaled === name) this.start(files, name, Math.max(...are.map(({ number }) => number)) + 1);
      else if (!are.some(({ hash, image }) => hash === hashOf(service) && image === this.images[service.image])) {
        this.containers = this.containers.filter((container) => container.service !== name);
        this.start(files, name, 1);
      }
    }
    return args.includes('--wait') && this.containers.some(({ health }) => health === 'unhealthy') ? 1 : 0;
  }

  private start({ name: project, services, volumes }: Files, name: string, number: number): void {
    const service = services[name] as Service;
    const image = this.images[service.image] ?? '';
    const [job, fails] = [service.restart === 'no', this.bad.includes(image)];
    const mounted = (service.volumes ?? []).map(({ source }) => ({ source, name: volumes[source]?.name ?? '' }));
    this.containers.push({
      id: sum([name, this.next++]),
      service: name,
      number,
      hash: hashOf(service),
      image,
      labels: service.labels ?? {},
      volumes: mounted.map((volume) => volume.name),
      project,
      code: fails && !job ? 1 : 0,
      health: job ? '' : fails ? 'unhealthy' : 'healthy',
      status: job ? 'exited' : 'running',
    });
    for (const volume of mounted)
      if (!this.volumes.some(({ Name }) => Name === volume.name))
        this.volumes.push(volumeOf(volume.name, volume.source, project));
  }

  private filtered(args: readonly string[]): Container[] {
    const wanted = args.filter((_, i) => args[i - 1] === '--filter');
    return this.containers.filter(
      (container) =>
        (args.includes('--all') || container.status === 'running') &&
        wanted.every((filter) => {
          if (filter.startsWith('volume=')) return container.volumes.includes(filter.slice('volume='.length));
          const [, label = '', value] = /^label=com\.docker\.compose\.([a-z]+)=(.*)$/.exec(filter) ?? [];
          return label === 'oneoff' || { project: container.project, service: container.service }[label] === value;
        }),
    );
  }
}

export function volumeOf(name: string, key: string, project: string): { Name: string; Labels: Record<string, string> } {
  return { Name: name, Labels: { 'com.docker.compose.volume': key, 'com.docker.compose.project': project } };
}

function sum(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function hashOf(service: Service): string {
  return sum({ ...service, build: undefined, depends_on: undefined });
}

function shown({ id, image, status, code, health, labels, service, hash, volumes }: Container): object {
  return {
    Id: id,
    Image: image,
    RestartCount: 0,
    State: {
      Status: status,
      Running: status === 'running',
      ExitCode: code,
      ...(health && { Health: { Status: health } }),
    },
    Config: {
      Labels: {
        ...labels,
        'com.docker.compose.service': service,
        'com.docker.compose.config-hash': hash,
        'com.docker.compose.image': image,
      },
    },
    NetworkSettings: { Networks: {} },
    Mounts: volumes.map((Name) => ({ Name, Destination: '/data' })),
  };
}
