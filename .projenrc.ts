import {
  Alerting,
  ApiGateway,
  CentralLogs,
  CutOver,
  Deployment,
  Duration,
  Frontend,
  MemorySize,
  MonitoringStack,
  NexusPlatform,
  NexusService,
  Orm,
  Packaging,
  Phase,
  PostgresDatabase,
  RedisCache,
  Resources,
  ReverseProxy,
  Rotation,
  Secret,
  SecureDockerfile,
  Tls,
} from './src/index.js';
import { NexusInfraRepository } from './projenrc/repository.js';

const project = new NexusInfraRepository();

// ─── ERP Nexus ──────────────────────────────────────────────────────────────────────────────────────────────────────
const nexus = new NexusPlatform(project, 'erp-nexus', {
  outdir: 'out',
  sources: 'examples/erp-nexus',
  rollout: Phase.Advanced,
  // Not the plan's 172.18, 172.19 and 172.20: these are the first blocks that Docker gives to any other project.
  networks: { block: '10.70.0.0/16' },
  audit: { failUnder: 9 },
  language: 'pt-BR',
});

const jwt = new Secret(nexus, 'jwt_secret', {
  description: 'Signs the tokens of logged-in users.',
  // For as long as the tokens of user-management are valid.
  rotation: Rotation.overlap({ lifetime: Duration.hours(8) }),
});
const hmac = new Secret(nexus, 'gateway_hmac_secret', {
  description: 'Signs what the gateway passes on to the services.',
  // For as long as the services accept a signature.
  rotation: Rotation.overlap({ lifetime: Duration.minutes(1) }),
});
const admin = new Secret(nexus, 'admin_password', {
  description: 'Log-in of the first administrator.',
  rotation: Rotation.refused({
    en: 'user-management reads it once, for the first administrator, and keeps a hash in its table: another file would change nothing',
    'pt-BR':
      'O user-management o lê uma vez, para o primeiro administrador, e guarda um hash em sua tabela: outro arquivo não mudaria nada',
  }),
});
const certificate = Secret.pem(nexus, 'tls_certificate', 'certificate', { description: 'Certificate chain, PEM.' });
const key = Secret.pem(nexus, 'tls_key', 'key', { description: 'Private key of the certificate, PEM.' });

const postgres = new PostgresDatabase(nexus, 'postgres', {
  database: 'nexus_erp',
  owner: 'nexus_user',
  locale: 'pt-BR',
});
const redis = new RedisCache(nexus, 'redis', { maxMemory: MemorySize.mebibytes(128) });

/** Every service is TypeScript with Prisma 7, in a bundle without `node_modules`. */
const dockerfile = (context: string) =>
  SecureDockerfile.node({ context, orm: Orm.prisma(), packaging: Packaging.bundle() });

const users = new NexusService(nexus, 'user-management', {
  description: 'Users, roles and log-in.',
  port: 5003,
  dockerfile: dockerfile('modules/user-management'),
  uses: [postgres, redis],
  secrets: [jwt, hmac, admin],
});

const crm = new NexusService(nexus, 'crm', {
  description: 'Customers and their contacts.',
  port: 5004,
  dockerfile: dockerfile('modules/crm'),
  uses: [postgres, redis],
  secrets: [hmac],
});

const services = new NexusService(nexus, 'services', {
  description: 'The catalogue of services on offer.',
  port: 5005,
  dockerfile: dockerfile('modules/services'),
  uses: [postgres],
  secrets: [hmac],
});

const agendamento = new NexusService(nexus, 'agendamento', {
  description: 'Appointments.',
  port: 5008,
  // Imports modules/shared; its native module stays beside the bundle.
  dockerfile: SecureDockerfile.node({
    context: 'modules/agendamento',
    orm: Orm.prisma(),
    packaging: Packaging.bundle({ external: ['@node-rs/argon2'] }),
    nativeBuild: true,
    shared: ['modules/shared'],
    tsconfig: true,
  }),
  uses: [postgres, users],
  secrets: [hmac],
  resources: Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 }),
  since: Phase.Build, // its build is broken until then
});

const gateway = new ApiGateway(nexus, 'api-gateway', {
  description: 'Checks who calls, and passes it on.',
  port: 5001,
  dockerfile: SecureDockerfile.node({ context: 'modules/api-gateway', packaging: Packaging.bundle() }),
  routes: { '/users': users, '/crm': crm, '/services': services, '/agendamento': agendamento },
  uses: [redis],
  secrets: [jwt, hmac],
});

const frontend = new Frontend(nexus, 'frontend', {
  description: 'The user interface.',
  dockerfile: SecureDockerfile.staticSite({ context: 'frontend' }),
});

new ReverseProxy(nexus, 'nginx', {
  routes: { '/': frontend, '/api': gateway },
  // What people type, and what the certificate is for: an installation puts its own name here.
  serverNames: ['erp.nexus.example'],
  // Minutes: the way back is the stack of before, which speaks plain HTTP, and browsers that were told of a year would not go
  // there for a year. A day, then a year, when there is no way back any more.
  tls: Tls.fromSecrets(certificate, key, { hsts: Duration.minutes(5) }),
});

new MonitoringStack(nexus, 'monitoring', {
  // A secret for an address that nobody has would keep every installation from starting. When the team has one:
  // Alerting.to([Receiver.webhook({ url: Secret.supplied(nexus, 'alert_webhook_url') })]), and that file in secrets/.
  alerting: Alerting.nobody('A equipe ainda não definiu quem é avisado, nem por qual canal.'),
  // The plan asks for them: one request passes through the proxy, the gateway and a service, and `docker logs` shows one of
  // them at a time. Their price is a gigabyte of memory at most, and a container that reads the engine's files as root.
  logs: CentralLogs.loki({ retention: Duration.hours(24 * 30) }),
  // 43 minutes of 30 days may fail, which a team without shifts can keep. 500 ms is the bound of the services' histograms below
  // which a form still feels quick to the person who sends it; 300 ms would be the next.
  slo: { availability: 99.9, latency: { p95: Duration.milliseconds(500) } },
  // What error budgets are of.
  retention: Duration.hours(24 * 30),
});

// scripts/deploy.sh, and the ways back.
new Deployment(nexus, 'deployment');

// The way over from the stack that runs on the hosts today, and back. Remove it when its volume is gone from every host.
new CutOver(nexus, 'cut-over', {
  project: 'nexus-legacy',
  data: [postgres.from({ version: 15, superuser: 'nexus_user' })],
});

project.synth();
