import type { HttpClient, Probe } from '../../model/probe.js';
import type { Provenance } from '../../model/provenance.js';
import { FEATURES, includes } from '../../model/phase.js';
import type { Development, StartCondition, Workload, WorkloadImage } from '../../model/workload.js';
import type { ContainerSettings } from './container-settings.js';
import type { IWorkload } from './graph-node.js';
import { byDefault, Recorder } from './recorder.js';
import type { PlatformScope } from './scope.js';
import type { WorkloadProps, WorkloadSpec } from './workload-props.js';

/** What a workload knows of itself when the tree is frozen. */
export interface WorkloadParts {
  readonly subject: IWorkload;
  readonly platform: PlatformScope;
  readonly spec: WorkloadSpec;
  readonly props: WorkloadProps;
  readonly settings: ContainerSettings;
  readonly awaited: ReadonlyMap<IWorkload, { readonly condition: StartCondition; readonly provenance: Provenance }>;
  /** Place of every workload in the platform's order. */
  readonly order: ReadonlyMap<string, number>;
  readonly image: WorkloadImage;
  readonly probe: Probe | undefined;
  readonly client: HttpClient;
  readonly readiness: { readonly port: number; readonly path: string } | undefined;
  readonly process: Partial<Pick<Workload, 'entrypoint' | 'command' | 'stopSignal' | 'sharedMemory'>>;
  readonly development: Development | undefined;
}

const NO_DEVELOPMENT: Development = { environment: {}, ports: [], watch: [], readOnlyRootFilesystem: true };
const CIS = 'CIS Docker Benchmark';

/** The neutral description of a workload, with where each value comes from. */
export function describeWorkload(parts: WorkloadParts): Workload {
  const { subject, spec, props, settings, platform } = parts;
  const { defaults, phase } = platform;
  const note = new Recorder(subject.origin);
  const { probe } = parts;
  const readiness = includes(phase, 'readiness') ? parts.readiness : undefined;
  const { entrypoint, command, stopSignal, sharedMemory } = parts.process;
  const { environment } = settings;
  /** What a kind says: by a prop of its own, if it has one for it and was given it. */
  const ofKind = <T>(path: keyof Workload, value: T, otherwise: Provenance = byKind(spec)): T => {
    const prop = spec.props?.[path];
    const given = prop !== undefined && (props as Readonly<Record<string, unknown>>)[prop] !== undefined;
    note.note(given ? note.prop(prop) : otherwise, path);
    return value;
  };
  const { limits, reservations } = note.choose(
    'resources',
    props.resources,
    spec.resources,
    spec.resourcesFrom ?? byKind(spec),
  );
  const { logLabels } = platform.registry;
  // Who reads all lines needs files with labels, in whatever phase.
  const logging =
    includes(phase, 'logPolicy') || logLabels.length > 0
      ? note.choose('logging', props.logging, defaults.logging, defaults.provenance('logging'))
      : note.choose('logging', props.logging, undefined, comesWith('logPolicy', 'the log policy'));
  // A prop of kinds that listen on a developer's machine.
  if ((props as Readonly<Record<string, unknown>>).developmentPort !== undefined)
    note.note(note.prop('developmentPort'), 'development', 'ports');
  return {
    name: note.rule('name', subject.name, 'The id of the construct.'),
    kind: note.rule('kind', spec.kind, 'The kind of construct.'),
    ...(spec.group !== undefined && { group: ofKind('group', spec.group) }),
    origin: subject.origin,
    description: note.choose('description', props.description, spec.description ?? '', byKind(spec)),
    image: ofKind('image', parts.image),
    ...(entrypoint && { entrypoint: ofKind('entrypoint', entrypoint) }),
    ...(command && { command: ofKind('command', command) }),
    environment: record(note, 'environment', environment),
    ...publicVariables(environment),
    ...(spec.instanceVariable !== undefined && {
      instanceVariable: note.rule('instanceVariable', spec.instanceVariable, 'Two copies on one machine do not mix.'),
    }),
    secrets: list(note, 'secrets', settings.secrets, ({ secret }) => secret),
    mounts: list(note, 'mounts', settings.mounts, ({ target }) => target),
    ports: ofKind('ports', subject.ports),
    publish: list(note, 'publish', settings.published, ({ hostPort }) => String(hostPort)),
    resources: { limits, reservations },
    ...(probe && { liveness: ofKind('liveness', probe, byDefault('How this kind says that it works.', `${CIS} 4.6`)) }),
    ...(readiness && { readiness: ofKind('readiness', readiness, comesWith('readiness', 'deep health')) }),
    httpClient: note.rule('httpClient', parts.client, 'What the image has.'),
    ...security(parts, note),
    restart:
      spec.kind === 'job'
        ? note.rule('restart', 'never', 'A job ends when its work is done.')
        : note.choose('restart', props.restart, defaults.restart, defaults.provenance('restart')),
    stopGracePeriod: note.choose(
      'stopGracePeriod',
      props.stopGracePeriod,
      spec.stopGracePeriod ?? defaults.stopGracePeriod,
      spec.stopGracePeriod ? byKind(spec) : defaults.provenance('stopGracePeriod'),
    ),
    ...(stopSignal && { stopSignal: ofKind('stopSignal', stopSignal) }),
    ...(logging && { logging: logging.withLabels(logLabels).toLogOptions() }),
    labels: labels(parts, readiness, note),
    replicas: note.choose('replicas', props.replicas, 1, byDefault('One container.')),
    ...(sharedMemory && { sharedMemory: ofKind('sharedMemory', sharedMemory) }),
    startAfter: starts(parts, note),
    egress: note.choose('egress', props.egress, false, byDefault('What is not declared can not be reached.')),
    development: note.rule('development', parts.development ?? NO_DEVELOPMENT, "How it runs on a developer's machine."),
    provenance: note.provenances,
  };
}

function security({ props, spec }: WorkloadParts, note: Recorder): Pick<Workload, 'security'> {
  const { user, readOnlyRootFilesystem, capabilities, init } = props.security ?? {};
  const hardened = (source: string): Provenance => byDefault('Every workload is hardened.', `${CIS} ${source}`);
  return {
    security: {
      user: note.choose('security/user', user, spec.user, byDefault('The numeric user of the image.', `${CIS} 4.1`)),
      ...(spec.groups && {
        groups: note.rule('security/groups', spec.groups, 'By which it may open what belongs to the machine.'),
      }),
      readOnlyRootFilesystem: note.choose(
        'security/readOnlyRootFilesystem',
        readOnlyRootFilesystem,
        true,
        hardened('5.13'),
      ),
      capabilities: note.choose('security/capabilities', capabilities, [], hardened('5.4')),
      noNewPrivileges: note.rule('security/noNewPrivileges', true, 'Every workload is hardened.', `${CIS} 5.26`),
      init: note.choose('security/init', init, true, byDefault('Reaps children and passes signals on.')),
    },
  };
}

function labels(
  { subject, platform, settings }: WorkloadParts,
  readiness: Workload['readiness'],
  note: Recorder,
): Record<string, string> {
  note.rule('labels/service', undefined, 'Logs and metrics are told apart by it.');
  note.rule('labels/environment', undefined, 'Logs and metrics are told apart by it.');
  if (readiness) note.note(comesWith('readiness', 'deep health'), 'labels', 'nexus.readiness');
  return {
    service: subject.name,
    environment: platform.environment,
    ...(readiness && { 'nexus.readiness': `http://${subject.name}:${readiness.port}${readiness.path}` }),
    ...record(note, 'labels', settings.labels),
  };
}

/** What relations ask for in their order, then what was said by the order of the platform. */
function starts({ awaited, order }: WorkloadParts, note: Recorder): Workload['startAfter'] {
  const place = ({ name }: IWorkload) => order.get(name) ?? Number.MAX_SAFE_INTEGER;
  const entries = [...awaited];
  const isSaid = ([, { provenance }]: (typeof entries)[number]) => provenance.by === 'call';
  const sorted = [
    ...entries.filter((entry) => !isSaid(entry)),
    ...entries.filter(isSaid).sort(([a], [b]) => place(a) - place(b)),
  ];
  return sorted.map(([workload, { condition, provenance }]) => {
    note.note(provenance, 'startAfter', workload.name);
    return { workload: workload.name, condition };
  });
}

function record(note: Recorder, path: string, entries: ContainerSettings['environment']): Record<string, string> {
  for (const [name, { provenance }] of entries) note.note(provenance, path, name);
  return Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
}

/** Reasons of variables that look like secrets; nothing where there are none. */
function publicVariables(environment: ContainerSettings['environment']): Pick<Workload, 'publicVariables'> {
  const entries = environment.flatMap(([name, { reason }]) => (reason === undefined ? [] : [[name, reason] as const]));
  return entries.length > 0 ? { publicVariables: Object.fromEntries(entries) } : {};
}

function list<T>(
  note: Recorder,
  path: string,
  entries: readonly { readonly value: T; readonly provenance: Provenance }[],
  key: (value: T) => string,
): T[] {
  for (const { value, provenance } of entries) note.note(provenance, path, key(value));
  return entries.map(({ value }) => value);
}

function byKind({ kind }: WorkloadSpec): Provenance {
  return { by: 'rule', reason: `What a ${kind} of this class has.` };
}

function comesWith(feature: keyof typeof FEATURES, what: string): Provenance {
  return { by: 'phase', phase: FEATURES[feature], reason: `The rollout has come to ${what}.` };
}
