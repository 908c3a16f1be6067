import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Phase } from '../../src/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { newProject, render } from '../support/project.js';

type Files = Record<string, string>;
interface Compose {
  services: Record<string, Record<string, unknown>>;
  networks: Record<string, unknown>;
}

const PHASES = [Phase.Security, Phase.Build, Phase.Observability, Phase.Advanced] as const;

const rendered = new Map<Phase, Files>();
const files = (phase: Phase): Files => rendered.get(phase) ?? {};
const compose = (phase: Phase) => parse(files(phase)['docker-compose.yml'] ?? '', { merge: true }) as Compose;
const crm = (phase: Phase) => compose(phase).services.crm ?? {};

describe('ERP Nexus', () => {
  beforeAll(async () => {
    const erpNexus = await loadErpNexus();
    for (const phase of PHASES) rendered.set(phase, render(erpNexus(newProject(), phase)));
  });

  it('has in phase 1 secrets, users and limits, and neither caches nor rotation nor separate wires', () => {
    expect(crm(Phase.Security)).toMatchObject({
      user: '1000:1000',
      read_only: true,
      cap_drop: ['ALL'],
      restart: 'always',
    });
    expect(crm(Phase.Security)).toHaveProperty('deploy.resources.limits', { cpus: '0.5', memory: '512M', pids: 128 });
    expect(compose(Phase.Security).services).not.toHaveProperty('agendamento');
    expect(Object.keys(compose(Phase.Security).networks).sort()).toEqual(['backend', 'frontend']);
    expect(files(Phase.Security)['modules/crm/Dockerfile']).not.toContain('--mount=type=cache');
    expect(crm(Phase.Security)).not.toHaveProperty('logging');
  });

  it('adds in phase 2 the build', () => {
    expect(compose(Phase.Build).services).toHaveProperty('agendamento');
    expect(files(Phase.Build)['modules/crm/Dockerfile']).toContain('--mount=type=cache');
    expect(files(Phase.Build)).toHaveProperty(['modules/agendamento/tsconfig.json']);
    expect(crm(Phase.Build)).not.toHaveProperty('logging');
  });

  it('adds in phase 3 rotation with labels, and one network an edge', () => {
    expect(crm(Phase.Observability)).toHaveProperty(
      'logging.options.labels',
      'service,environment,com.docker.compose.project,com.docker.compose.container-number',
    );
    expect(compose(Phase.Observability).networks).toHaveProperty('crm_postgres');
    expect(crm(Phase.Observability)).not.toHaveProperty(['labels', 'nexus.readiness']);
  });

  it('adds in phase 4 readiness', () => {
    expect(crm(Phase.Advanced)).toHaveProperty(['labels', 'nexus.readiness'], 'http://crm:5004/health/deep');
  });
});

describe('one change in .projenrc.ts', () => {
  const changedLines = (before: Files, after: Files): string[] => {
    const changes: string[] = [];
    for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const old = (before[path] ?? '').split('\n');
      const now = (after[path] ?? '').split('\n');
      if (old.length !== now.length) changes.push(`${path}: ${now.length - old.length} lines`);
      else now.forEach((line, i) => line !== old[i] && changes.push(`${path}: ${line.trim()}`));
    }
    return changes;
  };
  const changed = async (from: string, to: string): Promise<Files> => {
    const edited = await loadErpNexus((source) => {
      expect(source.split(from), from).toHaveLength(2);
      return source.replace(from, () => to);
    });
    return render(edited(newProject(), Phase.Advanced));
  };

  it('of a memory limit changes the limit, its reservation and the heap, of that service alone', async () => {
    const after = await changed(
      'memory: MemorySize.mebibytes(512), cpus: 0.5',
      'memory: MemorySize.mebibytes(768), cpus: 0.5',
    );
    expect(changedLines(files(Phase.Advanced), after)).toEqual([
      'docker-compose.yml: NODE_OPTIONS: --import=/app/nexus-env.mjs --max-old-space-size=576',
      'docker-compose.yml: memory: 768M',
      'docker-compose.yml: memory: 384M',
      'docker-compose.dev.yml: NODE_OPTIONS: --import=/workspace/modules/agendamento/nexus-env.mjs --max-old-space-size=576',
    ]);
  });

  it('of a port changes the lines that name it', async () => {
    const after = await changed('port: 5005', 'port: 5105');
    // The checksum of what Prometheus and Grafana mount changes with the port in a connection's picture.
    const lines = changedLines(files(Phase.Advanced), after).filter((line) => !line.includes('nexus.files'));
    for (const line of lines) expect(line).toContain('5105');
    expect(lines.length).toBeGreaterThan(3);
  });

  it('that adds a module moves no address of another', async () => {
    const after = await changed(
      'const gateway = new ApiGateway',
      "new NexusService(nexus, 'invoices', { port: 5010, dockerfile: dockerfile('modules/invoices'), uses: [postgres] });\nconst gateway = new ApiGateway",
    );
    const subnets = (text = ''): Record<string, string | undefined> =>
      Object.fromEntries<string | undefined>(
        [...text.matchAll(/^ {2}(\S+):\n(?: {4}.*\n)*? {8}- subnet: (\S+)/gm)].map(
          ([, name = '', subnet]): [string, string | undefined] => [name, subnet],
        ),
      );
    const before = subnets(files(Phase.Advanced)['docker-compose.yml']);
    expect(Object.keys(before).length).toBeGreaterThan(10);
    expect(subnets(after['docker-compose.yml'])).toMatchObject(before);
    expect(subnets(after['docker-compose.yml'])).toHaveProperty('invoices_postgres');
  });
});
