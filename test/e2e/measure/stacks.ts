import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/run.js';
import type { Stack } from '../lib/stack.js';
import type { EngineApi } from './engine-api.js';
import { firstSuccess, pause, status } from './load.js';
import { healthPath, imageOf, portOf, type ServiceName, SERVICES } from './subjects.js';

/** Time between two questions to a health endpoint. */
const POLL_MS = 50;
/** A service that does not answer by then does not start at all. */
const PATIENCE_S = 120;

const LEGACY_NETWORK = 'networks:\n  nexus-network:\n    ipam:\n      config:\n        - subnet: 10.213.0.0/24\n';

/** One of the two whole platforms: before and after. The plan's template is a Dockerfile alone. */
export class Platform {
  /** Services that can run: the legacy agendamento does not build. */
  public readonly services: readonly ServiceName[];
  private ended = false;

  /** @param services what is asked for; what these can't be without comes too */
  public constructor(
    public readonly contender: 'legacy' | 'generated',
    services: readonly ServiceName[],
    private readonly stack: Stack,
    private readonly api: EngineApi,
  ) {
    this.services = withProviders(services).filter((service) => contender === 'generated' || service !== 'agendamento');
  }

  /** Publishes nothing, takes the images that have been measured, and lets Compose name the containers. */
  public async prepare(): Promise<void> {
    const published =
      this.contender === 'generated'
        ? ['nginx']
        : ['postgres', 'redis', 'nginx', ...SERVICES.filter((service) => service !== 'agendamento')];
    const sections = [...new Set([...published, ...(this.contender === 'legacy' ? SERVICES : [])])].map((service) =>
      [
        `  ${service}:`,
        '    ports: !reset []',
        ...(this.contender === 'legacy' ? ['    container_name: !reset null'] : []),
        ...(this.contender === 'legacy' && isService(service) ? [`    image: ${imageOf('legacy', service)}`] : []),
      ].join('\n'),
    );
    // Docker would give it one of the address blocks that are written into the generated platform, which comes up later.
    const network = this.contender === 'legacy' ? LEGACY_NETWORK : '';
    writeFileSync(join(this.stack.folder, 'docker-compose.e2e.yml'), `services:\n${sections.join('\n')}\n${network}`);
    // Nobody can wait for the health of what has no check.
    const unchecked = this.services.map(
      (service) => `  ${service}:\n    healthcheck:\n      disable: true\n    depends_on: !reset {}`,
    );
    writeFileSync(join(this.stack.folder, 'docker-compose.unchecked.yml'), `services:\n${unchecked.join('\n')}\n`);
    if (this.contender === 'generated')
      await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: this.stack.folder });
  }

  /**
   * Starts everything from nothing.
   *
   * @returns milliseconds from the command until every service has answered
   */
  public async up(): Promise<number> {
    if (this.ended) throw new Error('stopped');
    const started = performance.now();
    const arrivals = this.answering(started);
    arrivals.catch(() => undefined); // It may fail while the command is still running.
    const whole = this.services.includes('api-gateway') && this.services.includes('frontend') ? ['nginx'] : [];
    const besides = this.contender === 'legacy' ? ['--no-deps', 'postgres', 'redis'] : [];
    await this.stack.compose(['up', '--detach', '--no-build', ...besides, ...whole, ...this.services]);
    return await arrivals;
  }

  /** It does not start again from now on: for Ctrl-C. */
  public end(): void {
    this.ended = true;
  }

  /** Containers, networks and volumes; the images are needed again. */
  public async down(): Promise<void> {
    await this.stack.compose(['down', '--volumes', '--remove-orphans', '--timeout', '5'], { allowFailure: true });
  }

  /** Makes the services anew without their health checks; what they depend on stays. */
  public async withoutHealthChecks(): Promise<void> {
    if (this.ended) throw new Error('stopped');
    const files = ['docker-compose.yml', 'docker-compose.e2e.yml', 'docker-compose.unchecked.yml'].flatMap((file) => [
      '-f',
      file,
    ]);
    const args = ['compose', '-p', this.stack.project, ...files, 'up', '--detach', '--no-build', '--no-deps'];
    await run('docker', [...args, ...this.services], { cwd: this.stack.folder, env: this.stack.env });
  }

  public async id(service: ServiceName): Promise<string> {
    const id = (await this.api.containers(this.stack.project)).get(service);
    if (!id) throw new Error(`${this.stack.project}: ${service} does not run`);
    return id;
  }

  public async url(service: ServiceName, path: string): Promise<string> {
    const running = await this.api.running(await this.id(service));
    if (!running) throw new Error(`${this.stack.project}: ${service} does not run`);
    return `http://${running.address}:${portOf(service)}${path}`;
  }

  /**
   * Stops and starts a service.
   *
   * @returns milliseconds from the start of its container to the first success of its health endpoint
   */
  public async restart(service: ServiceName): Promise<number> {
    const id = await this.id(service);
    await this.api.stop(id);
    await this.api.start(id);
    const running = await this.api.running(id);
    if (!running) throw new Error(`${this.stack.project}: ${service} does not start`);
    const url = `http://${running.address}:${portOf(service)}${healthPath(this.contender, service)}`;
    return (await firstSuccess(url, POLL_MS, PATIENCE_S)) - running.startedAt;
  }

  private async answering(started: number): Promise<number> {
    const missing = new Set(this.services);
    while (missing.size > 0) {
      if (performance.now() - started > PATIENCE_S * 1000)
        throw new Error(`${this.stack.project}: no answer from ${[...missing].join(', ')}`);
      const ids = await this.api.containers(this.stack.project);
      await Promise.all(
        [...missing].map(async (service) => {
          const running = await this.api.running(ids.get(service) ?? 'none').catch(() => undefined);
          if (!running) return;
          const url = `http://${running.address}:${portOf(service)}${healthPath(this.contender, service)}`;
          if ((await status(url, 1000)) === 200) missing.delete(service);
        }),
      );
      await pause(POLL_MS);
    }
    return performance.now() - started;
  }
}

/** Services, and those without which they do not start. */
export function withProviders(services: readonly ServiceName[]): readonly ServiceName[] {
  if (services.includes('api-gateway'))
    return SERVICES.filter((name) => name !== 'frontend' || services.includes(name));
  if (services.includes('agendamento'))
    return SERVICES.filter((name) => name === 'user-management' || services.includes(name));
  return services;
}

function isService(name: string): name is ServiceName {
  return SERVICES.some((service) => service === name);
}
