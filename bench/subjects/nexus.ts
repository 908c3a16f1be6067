import { Project } from 'projen';
import {
  ApiGateway,
  type IBindable,
  MemorySize,
  NexusPlatform,
  NexusService,
  type NexusServiceProps,
  Orm,
  Packaging,
  PostgresDatabase,
  RedisCache,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  SynthesisError,
  Tls,
} from '../../src/index.js';
import * as engine from '../../src/audit/audit.js';
import { provideEngine } from '../../src/audit/engine.js';
import type { PlatformModel } from '../../src/model/index.js';
import { AuditCache } from '../../src/synth/audit-cache.js';
import { RenderMemory } from '../../src/synth/remember/render-memory.js';
import { auditOutput } from '../../src/synth/audit-output.js';
import { DiskMemory } from '../../src/synth/write/disk-memory.js';
import { commitWrites, planWrites, readManifest, type RenderedFile, renderPlatform } from '../../src/synth/index.js';
import type { Clock } from '../measure.js';
import type { Job } from './subject.js';

// Loading modules is no part of what is measured here; `npx projen` has it.
provideEngine(engine);

/** Of every hundred services one is a gateway, before the nine that precede it. */
const GATEWAY_EVERY = 100;
const GATEWAY_AT = 9;

/** The stages of `Synthesizer`, one by one. */
export function nexus({ services, outdir, again, changed: other }: Job, clock: Clock): void {
  const cache = new AuditCache(outdir, 'bench');
  const platform = clock.time('construct', () => composePlatform(services, outdir, other ? services >> 1 : undefined));
  const memory = new RenderMemory(outdir, 'bench');
  const { model, files: rendered } = clock.time('synth', () => renderInMemory(platform, memory));
  const accepted = clock.time('audit', () => {
    const audited = auditOutput(model, rendered, { cache });
    if (!audited || audited.problems.length > 0) throw new Error(`the audit stops it: ${audited?.problems.join('; ')}`);
    return audited.files;
  });
  const files = [...rendered, ...accepted];
  const plan = clock.time('write', () => {
    const disk = new DiskMemory(outdir);
    const made = planWrites(outdir, files, readManifest(outdir).files, { disk });
    if (made.problems.length > 0) throw new SynthesisError(made.problems);
    const { since } = commitWrites(outdir, made);
    if (since !== undefined) disk.noteWritten(made.writes, since);
    disk.save();
    cache.save();
    memory.save();
    return made;
  });
  const changed = plan.writes.length + plan.modes.length + plan.orphans.length;
  if (again && !other && changed > 0) throw new Error(`${changed} files changed where nothing should`);
  if (other && (changed < 2 || changed > 4)) throw new Error(`${changed} files changed for one service`);
}

/** Warms the compiler up with everything but the disk. */
export function rehearse(services: number, outdir: string): void {
  const { model, files } = renderInMemory(composePlatform(services, outdir));
  auditOutput(model, files);
}

function renderInMemory(
  platform: NexusPlatform,
  memory?: RenderMemory,
): { readonly model: PlatformModel; readonly files: RenderedFile[] } {
  const invalid = platform.node.findAll().flatMap((construct) => construct.node.validate());
  if (invalid.length > 0) throw new SynthesisError(invalid);
  const model = platform.toModel();
  return { model, files: renderPlatform(model, undefined, memory) };
}

/**
 * A platform like ERP Nexus, made wider: two services of three have a schema of their own with migrations, the third
 * calls the one before it and a cache; gateways stand before some, a proxy before the gateways.
 *
 * @param moved the service that has another port than it had
 */
export function composePlatform(count: number, outdir: string, moved?: number): NexusPlatform {
  const project = new Project({ name: 'bench', outdir });
  const platform = new NexusPlatform(project, 'bench', {
    // Thousands of relations with one database: thousands of subnets.
    networks: { backend: '10.0.0.0/8' },
  });
  const jwt = new Secret(platform, 'jwt_secret', { description: 'Signs the tokens of logged-in users.' });
  const hmac = new Secret(platform, 'gateway_hmac_secret', { description: 'Signs what gateways pass on.' });
  // Two services of three open at least two connections a container; every other one uses the cache.
  const postgres = new PostgresDatabase(platform, 'postgres', {
    database: 'bench',
    maxConnections: 12_000,
    resources: Resources.of({ memory: MemorySize.gibibytes(96), cpus: 16, pids: 13_000 }),
  });
  const redis = new RedisCache(platform, 'redis', {
    maxMemory: MemorySize.gibibytes(1),
    maxClients: 60_000,
    resources: Resources.of({ memory: MemorySize.gibibytes(5), cpus: 1 }),
  });

  const services: NexusService[] = [];
  const gateways: NexusService[] = [];
  for (let i = 0; i < count; i++) {
    const isGateway = i % GATEWAY_EVERY === GATEWAY_AT;
    const own = !isGateway && i % 3 < 2;
    const uses: IBindable[] = own ? [postgres] : [services[i - 1] ?? postgres, redis];
    const props = serviceProps(i, i === moved ? 40_000 : 10_000 + i, own, uses, i % 5 === 0 ? [jwt, hmac] : [hmac]);
    if (isGateway) {
      const routes = Object.fromEntries(services.slice(-GATEWAY_AT).map((target) => [`/${target.name}`, target]));
      const gateway = new ApiGateway(platform, `gateway-${i}`, { ...props, routes, uses: [redis] });
      gateways.push(gateway);
      services.push(gateway);
    } else {
      services.push(new NexusService(platform, `service-${i}`, props));
    }
  }
  new ReverseProxy(platform, 'nginx', {
    routes: Object.fromEntries(gateways.map((gateway) => [`/api/${gateway.name}`, gateway])),
    tls: Tls.terminatedUpstream({ trustedProxies: ['192.168.0.0/24'] }),
  });
  return platform;
}

function serviceProps(i: number, port: number, own: boolean, uses: readonly IBindable[], secrets: readonly Secret[]) {
  return {
    description: `Service ${i} of a platform that is measured.`,
    port,
    dockerfile: SecureDockerfile.node({
      context: `modules/service-${i}`,
      packaging: Packaging.bundle(),
      ...(own && { orm: Orm.prisma() }),
    }),
    uses,
    secrets,
    environment: { FEATURES: `basic,service-${i}` },
  } satisfies NexusServiceProps;
}
