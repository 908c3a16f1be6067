import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT, SOURCES } from '../lib/context.js';
import { run } from '../lib/run.js';
import { Stack } from '../lib/stack.js';

/** Before, the Dockerfile that the plan proposes, and what nexus-infra writes. */
export const CONTENDERS = ['legacy', 'plan', 'generated'] as const;
export type Contender = (typeof CONTENDERS)[number];

export const SERVICES = ['user-management', 'crm', 'services', 'agendamento', 'api-gateway', 'frontend'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Where the applications listen; as in both Compose files. */
const PORTS: Readonly<Record<ServiceName, number>> = {
  'user-management': 5003,
  crm: 5004,
  services: 5005,
  agendamento: 5008,
  'api-gateway': 5001,
  frontend: 8080,
};

const LEGACY = join(ROOT, 'examples', 'erp-nexus-legacy');

export function portOf(service: ServiceName): number {
  return PORTS[service];
}

/** The path of liveness. The legacy front end is a plain nginx, which has its first page only. */
export function healthPath(contender: Contender, service: ServiceName): string {
  return contender === 'legacy' && service === 'frontend' ? '/' : '/health';
}

export function contextOf(service: ServiceName): string {
  return service === 'frontend' ? 'frontend' : `modules/${service}`;
}

/** The file that every change of a source line goes to. */
export function entryOf(service: ServiceName): string {
  return join(contextOf(service), 'src', service === 'frontend' ? 'main.tsx' : 'app.ts');
}

/** Services with tables of their own, and so with a migration job beside them. */
export function hasDatabase(service: ServiceName): boolean {
  return service !== 'frontend' && service !== 'api-gateway';
}

/** Whether a contender says anything of a service: the plan's template is for Node services alone. */
export function takesPart(contender: Contender, service: ServiceName): boolean {
  return contender !== 'plan' || service !== 'frontend';
}

export function imageOf(contender: Contender, service: ServiceName | `${ServiceName}-migrate`): string {
  return `erp-nexus/${service}:${projectOf(contender)}`;
}

/** Name of the Compose project, and tag of the images. */
export function projectOf(contender: Contender): string {
  return `measure-${contender}`;
}

/** The trees that are built, each with sources of its own. */
export class Trees {
  public readonly legacy: Stack;
  public readonly plan: Stack;
  public readonly generated: Stack;

  public constructor(folder: string) {
    this.legacy = new Stack(join(folder, 'legacy'), projectOf('legacy'));
    this.plan = new Stack(join(folder, 'plan'), projectOf('plan'));
    this.generated = new Stack(join(folder, 'generated'), projectOf('generated'));
  }

  public async lay(): Promise<void> {
    await run('bash', [join(LEGACY, 'assemble.sh'), this.legacy.folder]);
    await run('bash', [join(LEGACY, 'assemble.sh'), this.plan.folder]);
    cpSync(join(LEGACY, 'plan-template', 'Dockerfile'), join(this.plan.folder, 'plan.Dockerfile'));
    this.generated.lay(SOURCES, OUT);
  }

  public of(contender: Contender): Stack {
    return this[contender];
  }

  public dockerfile(contender: Contender, service: ServiceName): string {
    const { folder } = this.of(contender);
    return contender === 'plan' ? join(folder, 'plan.Dockerfile') : join(folder, contextOf(service), 'Dockerfile');
  }

  /** What `docker buildx build` is told, without options of one build. */
  public buildArguments(contender: Contender, service: ServiceName, target = 'runtime'): string[] {
    const { folder } = this.of(contender);
    const own = contender === 'generated' ? ['--target', target] : [];
    // Only agendamento imports from beside its own folder; Compose hands that folder over the same way.
    const shared =
      contender === 'generated' && service === 'agendamento'
        ? ['--build-context', `shared=${join(folder, 'modules', 'shared')}`]
        : [];
    return [...own, ...shared, '--file', this.dockerfile(contender, service), join(folder, contextOf(service))];
  }

  /** Every image that something is built from. */
  public baseImages(services: readonly ServiceName[]): string[] {
    const dockerfiles = CONTENDERS.flatMap((contender) =>
      services.filter((service) => takesPart(contender, service)).map((service) => this.dockerfile(contender, service)),
    );
    const names = dockerfiles.flatMap((file) => {
      const froms = [...readFileSync(file, 'utf8').matchAll(/^FROM (?<image>\S+)(?: AS (?<stage>\S+))?/gim)];
      const stages = new Set(froms.map(({ groups }) => groups?.stage));
      return froms.map(({ groups }) => groups?.image ?? '').filter((image) => !stages.has(image));
    });
    return [...new Set(names)].sort();
  }
}
