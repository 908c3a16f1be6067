import type { DocumentModel } from '../../model/document.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { SecretRef } from '../../model/workload.js';
import { ownVariables } from './own-variables.js';
import { rotationView, runningView } from './secrets-view.js';
import { textsIn } from './texts/catalogue.js';
import { SECRETS_TEXTS } from './texts/secrets.js';

interface Pair {
  readonly certificate: string;
  readonly key: string;
  readonly hosts: readonly string[];
  /** Whether a server shows it, rather than a client. */
  readonly served: boolean;
  readonly model: readonly string[];
}

/** The script that makes the secrets of a platform, and checks them. */
export function secretsScript(model: PlatformModel): DocumentModel[] {
  if (model.secrets.length === 0) return [];
  const pairs = pairsOf(model);
  const paired = new Set(pairs.flatMap(({ certificate, key }) => [certificate, key]));
  const pem = (kind: 'certificate' | 'key') => model.secrets.filter((secret) => pemKind(secret) === kind).map(entry);
  const alone = (kind: 'certificate' | 'key') => pem(kind).filter(({ name }) => !paired.has(name));
  const texts = textsIn(model.language, SECRETS_TEXTS);
  const script = { origin: model.origin, kind: 'template', syntax: 'hash' } as const;
  return [
    {
      ...script,
      path: 'scripts/secrets.sh',
      executable: true,
      template: 'operations/secrets.sh.hbs',
      view: {
        platform: model.name,
        texts,
        total: model.secrets.length,
        random: model.secrets.flatMap((secret) =>
          secret.source.kind === 'random' ? [{ ...entry(secret), bytes: secret.source.bytes }] : [],
        ),
        supplied: model.secrets
          .filter((secret) => secret.source.kind === 'supplied' && pemKind(secret) === undefined)
          .map(entry),
        pem: model.secrets.some((secret) => pemKind(secret) !== undefined),
        pairs,
        certificates: alone('certificate'),
        keys: alone('key'),
        allCertificates: pem('certificate'),
        allKeys: pem('key'),
      },
    },
    // Its name before there was anything to do but to make them.
    {
      ...script,
      path: 'scripts/secrets-init.sh',
      executable: true,
      template: 'operations/secrets-init.sh.hbs',
      view: {},
    },
    {
      ...script,
      path: 'scripts/lib/secrets-running.sh',
      template: 'operations/secrets-running.sh.hbs',
      view: { texts, ...runningView(model), ...rotationView(model) },
    },
    {
      ...script,
      path: 'scripts/lib/secrets-rotate.sh',
      template: 'operations/secrets-rotate.sh.hbs',
      view: { texts, pairs },
    },
    {
      ...script,
      path: 'scripts/lib/secrets-purge.sh',
      template: 'operations/secrets-purge.sh.hbs',
      view: { texts, names: model.secrets.map(({ name }) => name.toUpperCase()), kept: ownVariables(model) },
    },
  ];
}

/**
 * Certificates with their keys: those that a contribution names, and the only two of a workload, which speaks TLS itself.
 */
function pairsOf({ contributions, secrets, workloads }: PlatformModel): Pair[] {
  const kinds = new Map(secrets.map((secret) => [secret.name, pemKind(secret)]));
  const named = contributions.flatMap((each) =>
    each.kind === 'certificate'
      ? [
          {
            certificate: each.certificate,
            key: each.key,
            hosts: each.hosts,
            served: true,
            model: ['workloads', each.subject],
          },
        ]
      : [],
  );
  const told = new Set(contributions.flatMap(({ kind, subject }) => (kind === 'certificate' ? [subject] : [])));
  const guessed = workloads.flatMap(({ name, secrets: mounts }) => {
    const of = (kind: string) => mounts.filter(({ secret }) => kinds.get(secret) === kind);
    const [certificate, ...certificates] = of('certificate');
    const [key, ...keys] = of('key');
    if (told.has(name) || !certificate || !key || certificates.length + keys.length > 0) return [];
    return [{ certificate: certificate.secret, key: key.secret, hosts: [], served: false, model: ['workloads', name] }];
  });
  const pairs = new Map<string, Pair>();
  for (const pair of [...named, ...guessed]) {
    const id = `${pair.certificate} ${pair.key}`;
    const known = pairs.get(id);
    pairs.set(
      id,
      known
        ? { ...known, served: known.served || pair.served, hosts: [...new Set([...known.hosts, ...pair.hosts])] }
        : pair,
    );
  }
  return [...pairs.values()];
}

function pemKind({ source }: SecretRef): 'certificate' | 'key' | undefined {
  return source.kind === 'supplied' ? source.selfSigned : undefined;
}

function entry({ name }: SecretRef): { readonly name: string; readonly model: readonly string[] } {
  return { name, model: ['secrets', name] };
}
