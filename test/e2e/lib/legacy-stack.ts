import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './context.js';
import { run } from './run.js';
import { asSuperuser } from './sql.js';
import { HTTP_PORT, Stack, until } from './stack.js';

/** The legacy server's image: the plan's version, with another user than the platform's. */
export const LEGACY_IMAGE = 'postgres:15-bookworm';
/** As in the legacy Compose file, which is public. */
const PASSWORD = 'your-super-secret-postgres-password';
export const LEGACY_ADMIN_PASSWORD = 'your-super-secret-admin';

/** What a run of CI starts: the services that make the tables, and the server. */
const SOME = ['postgres', 'redis', 'user-management', 'crm'];
/** Everything but agendamento, which does not build. */
const EVERY = [...SOME, 'services', 'api-gateway', 'frontend', 'nginx'];

const NODE_24 = 'additional_contexts: { "node:24": "docker-image://node:24-bookworm-slim" }';
const NGINX =
  'additional_contexts: { "nginxinc/nginx-unprivileged:1-alpine": "docker-image://nginxinc/nginx-unprivileged:1.28-alpine" }';

const WRITER = `while :; do
  psql -qd postgresql://nexus_user:${PASSWORD}@postgres/nexus_erp -c "INSERT INTO crm.customers (id, name, updated_at) VALUES (gen_random_uuid(), 'written', now())"
  sleep 0.2
done`;

/** Rows with what a comparison can trip over: umlauts, decimals, dates, cascades. */
const ROWS = `
INSERT INTO crm.customers (id, name, tax_id, created_at, updated_at)
  SELECT gen_random_uuid(), (ARRAY['Ágata','agata','Zé','água','Ção','cao'])[1 + n % 6] || n, 'T' || n, timestamptz '2026-01-01' + n * interval '1 minute', now()
  FROM generate_series(1, 5000) n;
INSERT INTO crm.contacts (id, customer_id, name, email) SELECT gen_random_uuid(), id, name, lower(tax_id) || '@x.br' FROM crm.customers;
CREATE DATABASE reports;
CREATE ROLE reader LOGIN PASSWORD 'x';
`;

export interface LegacyContainer {
  readonly name: string;
  readonly running: boolean;
  readonly startedAt: string;
  readonly restart: string;
}

/** `examples/erp-nexus-legacy`, as it runs on a host: with PostgreSQL 15, rows, and somebody who goes on writing. */
export class LegacyStack {
  public readonly stack: Stack;
  private readonly services: readonly string[];

  public constructor(
    folder: string,
    public readonly project: string,
    whole: boolean,
  ) {
    this.stack = new Stack(folder, project);
    this.services = whole ? EVERY : SOME;
  }

  /** Name of the volume with its rows. */
  public get volume(): string {
    return `${this.project}_postgres_data`;
  }

  public async lay(): Promise<void> {
    const assembled = `${this.stack.folder}-assembled`;
    rmSync(assembled, { recursive: true, force: true });
    mkdirSync(assembled, { recursive: true });
    await run('bash', [join(ROOT, 'examples', 'erp-nexus-legacy', 'assemble.sh'), assembled]);
    this.stack.lay(assembled);
    const plain = '    container_name: !reset null\n    ports: !reset []\n';
    const service = (name: string, more: string) => `  ${name}:\n${plain}${more}`;
    const text = [
      'services:\n',
      service('postgres', `    image: ${LEGACY_IMAGE}\n`),
      service('redis', ''),
      ...['user-management', 'crm', 'services'].map((name) => service(name, `    build: { ${NODE_24} }\n`)),
      service('api-gateway', ''),
      service('frontend', `    build: { ${NGINX} }\n`),
      `  nginx:\n    image: nginxinc/nginx-unprivileged:1.28-alpine\n    container_name: !reset null\n    ports: !override\n      - 127.0.0.1:${HTTP_PORT}:8080\n`,
      `  writer:\n    image: ${LEGACY_IMAGE}\n    restart: always\n    init: true\n    entrypoint: [sh, -c, ${JSON.stringify(WRITER)}]\n    networks: [nexus-network]\n`,
    ];
    writeFileSync(join(this.stack.folder, 'docker-compose.e2e.yml'), text.join(''));
  }

  public async up(): Promise<void> {
    const built = this.services.filter((name) => !['postgres', 'redis', 'nginx'].includes(name));
    await this.stack.compose(['build', ...built], { timeout: 1_200_000 });
    await this.stack.compose(['up', '--detach', '--no-build', '--no-deps', ...this.services]);
    const tables = `SELECT count(*) FROM pg_tables WHERE tablename = '_prisma_migrations'`;
    const expected = String(
      this.services.filter((name) => ['user-management', 'crm', 'services'].includes(name)).length,
    );
    await until('the services make their tables', async () => (await this.sql(tables)) === expected, 60);
    await this.sql(ROWS);
    await this.stack.compose(['up', '--detach', '--no-deps', 'writer']);
  }

  /** As its superuser. */
  public sql(statements: string): Promise<string> {
    return asSuperuser(this.stack, 'nexus_user', statements);
  }

  public async containers(): Promise<LegacyContainer[]> {
    const filter = ['--filter', `label=com.docker.compose.project=${this.project}`];
    const ids = (await run('docker', ['ps', '--all', '--quiet', ...filter])).stdout.trim().split('\n').filter(Boolean);
    const format = '{{.Name}} {{.State.Running}} {{.State.StartedAt}} {{.HostConfig.RestartPolicy.Name}}';
    const { stdout } = await run('docker', ['inspect', '--format', format, ...ids]);
    return stdout
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', running, startedAt = '', restart = ''] = line.split(' ');
        return { name, running: running === 'true', startedAt, restart };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Checksum, owner, mode and time of every file in its volume. */
  public async fingerprint(): Promise<string> {
    const look =
      'cd /v && find . -type f -exec sha256sum {} + | sort -k 2 && find . -printf "%p %T@ %u %g %m\\n" | sort';
    const argv = ['run', '--rm', '--network', 'none', '--user', '0:0', '--volume', `${this.volume}:/v:ro`];
    return (await run('docker', [...argv, '--entrypoint', 'sh', LEGACY_IMAGE, '-c', look])).stdout;
  }
}
