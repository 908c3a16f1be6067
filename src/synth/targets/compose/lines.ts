import type { EnvironmentModel, Override, PlatformModel } from '../../../model/platform-model.js';
import type { ModelPath } from '../../../model/where.js';
import type { Workload } from '../../../model/workload.js';
import { memberships } from './document.js';

/** Keys of a service whose value is one value of the model. */
const KEYS: Readonly<Record<string, ModelPath>> = {
  image: ['image'],
  build: ['image'],
  pull_policy: ['image'],
  entrypoint: ['entrypoint'],
  command: ['command'],
  user: ['security', 'user'],
  group_add: ['security', 'groups'],
  read_only: ['security', 'readOnlyRootFilesystem'],
  init: ['security', 'init'],
  cap_drop: ['security', 'capabilities'],
  cap_add: ['security', 'capabilities'],
  security_opt: ['security', 'noNewPrivileges'],
  restart: ['restart'],
  stop_signal: ['stopSignal'],
  stop_grace_period: ['stopGracePeriod'],
  shm_size: ['sharedMemory'],
  healthcheck: ['liveness'],
  logging: ['logging'],
  develop: ['development'],
};

/**
 * Which value of the model each line of a Compose file says.
 *
 * @param linesOf of the printer: for each line the path of keys in the document, joined with NUL
 * @param environment whose overlay the file is, if it is one
 */
export function says(
  model: PlatformModel,
  linesOf: () => readonly string[],
  overrides: readonly Override[],
  environment?: EnvironmentModel,
): (line: number) => ModelPath {
  // Nobody asks as long as nothing is wrong.
  let known: ReturnType<typeof contents> | undefined;
  return (line) => {
    const { lines, workloads, networksOf } = (known ??= contents(model, linesOf));
    const text = lines[line - 1];
    if (text === undefined || text === '') return ['target', line <= 1 ? 'marker' : 'header'];
    const path = text.split('\0');
    const override = overrides.findLastIndex((candidate) => candidate.path.every((key, i) => path[i] === key));
    if (override >= 0) return ['overrides', String(override)];
    const [section = '', name, ...rest] = path;
    if (name === undefined) return section === 'name' ? ['name'] : ['target', sectionRule(section)];
    if (section === 'x-hardened' || section === 'x-logging') return ['target', sectionRule(section)];
    if (environment && section === 'networks') return ['environments', environment.name, 'publishing'];
    if (section !== 'services') return [section, name];
    const workload = workloads.get(name);
    if (!workload) return ['target', 'structure'];
    if (rest[0] === 'networks' && !environment) {
      const network = rest[1] === undefined ? undefined : networksOf.get(name)?.[Number(rest[1])];
      return network === undefined ? ['target', 'structure'] : ['networks', network];
    }
    const value = environment ? ofOverlay(rest, environment) : ofService(workload, rest);
    return value[0] === 'target' || value[0] === 'environments' ? value : ['workloads', name, ...value];
  };
}

/** What is needed to tell what a line says. */
function contents(model: PlatformModel, linesOf: () => readonly string[]) {
  return {
    lines: linesOf(),
    workloads: new Map(model.workloads.map((workload) => [workload.name, workload])),
    networksOf: memberships(model),
  };
}

/** The keys of the format itself. */
const STRUCTURE: ModelPath = ['target', 'structure'];

function sectionRule(section: string): string {
  return section === 'x-hardened' ? 'hardened' : section === 'x-logging' ? 'logging' : 'structure';
}

/** The value of a workload, or a path that begins with another section of the model. */
function ofService(workload: Workload, [key = '', ...rest]: ModelPath): ModelPath {
  const [entry = '', ...deeper] = rest;
  const index = Number(entry);
  switch (key) {
    case '':
      return ['name'];
    case '<<':
      return ['target', 'hardened'];
    case 'depends_on':
      return entry === '' ? STRUCTURE : ['startAfter', entry];
    case 'environment':
      if (entry === workload.instanceVariable) return ['instanceVariable'];
      return entry === '' ? STRUCTURE : ['environment', entry];
    case 'labels':
      if (entry === '') return STRUCTURE;
      return entry === 'nexus.files' ? ['target', 'files'] : ['labels', entry];
    case 'secrets':
      return ['secrets', workload.secrets[index]?.secret ?? workload.secrets[0]?.secret ?? ''];
    case 'volumes':
      return mount(workload, (kind) => kind !== 'tmpfs', index);
    case 'tmpfs':
      return mount(workload, (kind) => kind === 'tmpfs', index);
    case 'ports':
      return ['publish', String((workload.publish[index] ?? workload.publish[0])?.hostPort)];
    case 'network_mode':
      return STRUCTURE;
    case 'deploy':
      return entry === 'replicas' ? ['replicas'] : ['resources', ...deeper];
    case 'networks':
      return STRUCTURE;
    default:
      // A key that nobody has listed has no origin, which a test finds.
      return KEYS[key] ?? ['target', key];
  }
}

function mount({ mounts }: Workload, is: (kind: string) => boolean, index: number): ModelPath {
  const own = mounts.filter(({ kind }) => is(kind));
  return ['mounts', (own[index] ?? own[0])?.target ?? ''];
}

function ofOverlay([key = '', entry = '']: ModelPath, environment: EnvironmentModel): ModelPath {
  const { development, name } = environment;
  const isOfEnvironment =
    key === 'labels' || key === 'deploy' || (key === 'environment' && entry in environment.variables) || !development;
  if (key !== '' && isOfEnvironment) return ['environments', name];
  if (key === 'networks') return ['environments', name, 'publishing'];
  return key === '' ? ['name'] : ['development', key];
}
