import type { DocumentModel } from '../../model/document.js';
import { toEnvironmentName } from '../../model/names.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { moveScript } from './data-identities.js';
import type { Aggregate } from './registry.js';

/** Files that every platform has, whatever is in it. */
export const platformAggregates: readonly Aggregate[] = [
  environmentExample,
  secretsScript,
  secretsIgnoreFile,
  volumeScripts,
];

function environmentExample(model: PlatformModel): DocumentModel[] {
  const variables = [
    {
      name: `${toEnvironmentName(model.name)}_TAG`,
      description: 'Tag of the images built from this tree: a release, or a commit.',
      value: 'local',
    },
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

function secretsScript(model: PlatformModel): DocumentModel[] {
  if (model.secrets.length === 0) return [];
  const of = (kind: string) => model.secrets.filter(({ source }) => source.kind === kind);
  const pem = (what: string) =>
    model.secrets.find(({ source }) => source.kind === 'supplied' && source.selfSigned === what)?.name;
  const certificate = pem('certificate');
  const key = pem('key');
  return [
    {
      path: 'scripts/secrets-init.sh',
      origin: model.origin,
      executable: true,
      kind: 'template',
      syntax: 'hash',
      template: 'scripts/secrets-init.sh.hbs',
      view: {
        platform: model.name,
        total: model.secrets.length,
        random: of('random').map(({ name, description, source }) => ({
          name,
          model: ['secrets', name],
          description,
          bytes: source.kind === 'random' ? source.bytes : 0,
        })),
        supplied: of('supplied').map(({ name, description }) => ({ name, model: ['secrets', name], description })),
        selfSigned: certificate && key ? { certificate, key } : false,
      },
    },
  ];
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
