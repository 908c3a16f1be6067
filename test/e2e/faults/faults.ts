import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, parseDocument } from 'yaml';

/** One thing that somebody breaks in `out/`, and how the end-to-end tests must say so. */
export interface Fault {
  readonly name: string;
  /** Breaks it in a copy of `out/`. */
  readonly plant: (out: string) => void;
  readonly suite: string;
  /** Of that suite, the checks to make. */
  readonly match: string;
  /** Names of the checks that fail, and no others. */
  readonly fails: readonly string[];
  /** The message: it names the service and the fault. */
  readonly says: RegExp;
}

const LEAKED = 'c0ffee11c0ffee22c0ffee33c0ffee44c0ffee55';

export const FAULTS: readonly Fault[] = [
  {
    name: 'root user: crm runs as uid 0',
    plant: (out) => compose(out, (document) => document.setIn(['services', 'crm', 'user'], '0:0')),
    suite: 'containers',
    match: ': user, file system, capabilities, privileges$',
    fails: ['crm: user, file system, capabilities, privileges'],
    says: /^crm runs as root: its user is "0:0"/,
  },
  {
    name: 'open port: services publishes 5005 to the world',
    plant: (out) =>
      compose(out, (document) => document.setIn(['services', 'services', 'ports'], ['0.0.0.0:15005:5005'])),
    suite: 'networks',
    match: 'publishes ports',
    fails: ['nothing but the proxy publishes ports to the outside, in production'],
    says: /^services publishes a port, open to the outside: 0\.0\.0\.0:15005→5005$/,
  },
  {
    name: 'leaked secret: an ENV of the gateway holds the HMAC secret',
    plant: leakSecret,
    suite: 'secrets',
    match: 'docker inspect|image history|rendered configuration',
    fails: ['in no docker inspect', 'in no image history or configuration'],
    says: /of (?:erp-nexus\/)?api-gateway\S* holds the value of the secret gateway_hmac_secret/,
  },
  {
    name: 'secret in the context: .npmrc of crm goes along to the build',
    plant: (out) => replace(join(out, 'modules', 'crm', '.dockerignore'), /^\*\*\/\.npmrc\n/m, ''),
    suite: 'context',
    match: '^modules/',
    fails: ['modules/crm: holds no secret (crm, crm-migrate)'],
    says: /^the build of modules\/crm gets \.npmrc$/,
  },
  {
    name: 'missing limit: redis may take all memory',
    plant: (out) =>
      compose(out, (document) => document.deleteIn(['services', 'redis', 'deploy', 'resources', 'limits', 'memory'])),
    suite: 'containers',
    match: 'memory, cpu and process limits$',
    fails: ['redis: memory, cpu and process limits'],
    says: /^redis has no memory limit/,
  },
  {
    name: "broken client: crm's Prisma client is not generated",
    plant: (out) => replace(join(out, 'modules', 'crm', 'Dockerfile'), /^RUN .*\/prisma generate\n/m, ''),
    suite: 'containers',
    match: '^crm',
    fails: ['every image builds'],
    says: /^crm does not build: .*Could not resolve "\.\/generated\/prisma\/client\.js"/,
  },
];

/** As somebody does who wants it to work at last: a value that is in its file already, so that the platform comes up with it. */
function leakSecret(out: string): void {
  mkdirSync(join(out, 'secrets'), { recursive: true });
  writeFileSync(join(out, 'secrets', 'gateway_hmac_secret'), LEAKED, { mode: 0o444 });
  replace(join(out, 'modules', 'api-gateway', 'Dockerfile'), /^(?=USER 1000:1000\nEXPOSE)/m, `ENV X="${LEAKED}"\n`);
}

function compose(out: string, edit: (document: Document) => void): void {
  const file = join(out, 'docker-compose.yml');
  const document = parseDocument(readFileSync(file, 'utf8'), { merge: true });
  if (!isMap(document.get('services'))) throw new Error(`${file} has no services`);
  const before = String(document);
  edit(document);
  if (String(document) === before) throw new Error(`${file} is as it was: the fault was not planted`);
  writeFileSync(file, String(document));
}

function replace(file: string, from: RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${from.source}: the fault was not planted`);
  writeFileSync(file, changed);
}
