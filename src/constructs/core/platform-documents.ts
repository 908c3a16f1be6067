import { composeFileName } from '../../model/compose.js';
import type { DocumentModel } from '../../model/document.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { networkVariable, tagVariable } from '../../model/variables.js';
import { commonScript } from '../operations/common-script.js';
import { containersScript } from '../operations/containers-script.js';
import { secretsScript } from '../operations/secrets-script.js';
import { moveScript } from './data-identities.js';
import type { Aggregate } from './registry.js';

/** Files that every platform has, whatever is in it. */
export const platformAggregates: readonly Aggregate[] = [
  environmentExample,
  preflightScript,
  commonScript,
  containersScript,
  secretsScript,
  secretsIgnoreFile,
  volumeScripts,
];

function environmentExample(model: PlatformModel): DocumentModel[] {
  const variables = [
    {
      name: tagVariable(model.name),
      description: 'Tag of the images built from this tree: a release, or a commit.',
      value: 'local',
    },
    ...(isMovable(model)
      ? [
          {
            name: networkVariable(model.name),
            description: "First two numbers of the networks' addresses: others for a second copy on this host.",
            value: model.addresses.octets.slice(0, 2).join('.'),
          },
        ]
      : []),
    ...model.variables,
  ];
  return [
    {
      path: '.env.example',
      origin: model.origin,
      kind: 'lines',
      syntax: 'hash',
      lines: [
        '# Copy to .env to change a value. Secrets do not belong here: they are files under secrets/.',
        ...variables.flatMap(({ name, description, value }) => ['', `# ${description}`, `${name}=${value}`]),
      ],
    },
  ];
}

/** What on a host stops the platform from starting. */
function preflightScript(model: PlatformModel): DocumentModel[] {
  if (model.workloads.length === 0) return [];
  const groups = new Set(model.workloads.map(({ group }) => group));
  return [
    {
      path: 'scripts/preflight.sh',
      origin: model.origin,
      executable: true,
      kind: 'template',
      syntax: 'hash',
      template: 'scripts/preflight.sh.hbs',
      view: {
        platform: model.name,
        files: [...groups].map(composeFileName),
        environments: model.environments.map(({ name }) => ({ name, file: composeFileName(name) })),
        variable: isMovable(model) && networkVariable(model.name),
        socket: engineSocket(model),
      },
    },
  ];
}

/** The socket of the engine, where a container has it by its group. */
function engineSocket({ workloads }: PlatformModel): object | false {
  for (const { mounts, security } of workloads)
    for (const mount of mounts) {
      if (mount.kind !== 'host' || typeof mount.source === 'string' || !mount.target.endsWith('.sock')) continue;
      const [group] = security.groups ?? [];
      if (group) return { target: mount.target, variable: mount.source.variable, group: group.variable };
    }
  return false;
}

/** Whether any of the platform's networks is moved by its variable. */
export function isMovable({ networks, addresses }: PlatformModel): boolean {
  return networks.some(({ subnet }) => subnet.isWithin(addresses));
}

function secretsIgnoreFile({ origin }: PlatformModel): DocumentModel[] {
  const lines = ['# Values of secrets are never committed.', '*', '!.gitignore'];
  return [{ path: 'secrets/.gitignore', origin, kind: 'lines', syntax: 'hash', lines }];
}

/** For each volume whose files were in another one before. */
function volumeScripts(model: PlatformModel): DocumentModel[] {
  return model.volumes.flatMap(({ name, movedFrom }) => {
    const writer = model.workloads.find(({ mounts }) =>
      mounts.some((mount) => mount.kind === 'volume' && mount.volume === name && !mount.readOnly),
    );
    if (movedFrom === undefined || !writer) return [];
    const { image, origin, security } = writer;
    const script = moveScript(name);
    return [
      {
        path: script,
        origin,
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'scripts/volume-move.sh.hbs',
        view: {
          platform: model.name,
          volume: name,
          fromVolume: movedFrom,
          service: writer.name,
          owner: security.user,
          script,
          image: image.kind === 'registry' ? image.reference : false,
          built: image.kind === 'build' ? image.name : '',
        },
      },
    ];
  });
}
