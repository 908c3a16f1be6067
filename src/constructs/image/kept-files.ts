import { NexusError, show } from '../../model/errors.js';
import { checkRelativePath } from '../../model/paths.js';
import { looksLikeSecret } from '../../model/secret-scan.js';
import type { SourceFolder } from '../core/source-folder.js';
import { isSecretFile } from './ignore-file.js';
import { readNpmrc, readYarnrc } from './registry-settings.js';

/** Files that hold a secret whatever is in them. */
const ALWAYS =
  /(?:^secrets(?:\/|$)|\.(?:key|p12|pfx|jks)$|(?:^|\/)(?:id_(?:rsa|ed25519)[^/]*|\.netrc|\.pgpass|\.git-credentials|\.aws|\.ssh)(?:\/|$))/;

/** Whether a file may never be in a layer, whoever asks for it. */
export function isAlwaysSecret(path: string): boolean {
  return ALWAYS.test(path);
}

const FIX = 'Give it in "secrets" of the service, or in install: { secrets: { … } } for the build';

/**
 * A folder that a build may be given.
 *
 * @throws NexusError if it is no path within the platform's tree, or holds the values of secrets
 */
export function checkContext(what: string, path: string): string {
  checkRelativePath(what, path);
  if (/^(?:secrets|\.nexus|\.git)(?:\/|$)/.test(path))
    throw new NexusError(`${what} ${show(path)} is the folder of the secrets' values, or another tool's`, {
      fix: 'Keep sources in a folder of their own: "modules/crm"',
    });
  return path;
}

/**
 * What shall stay in the context although an ignore file leaves such things out.
 *
 * @throws NexusError for a pattern, and for what is a secret by its name
 */
export function checkKeep(keep: readonly string[] = [], ignore: readonly string[] = []): void {
  for (const path of keep) {
    checkRelativePath('keep', path);
    if (/[*?[\]!]/.test(path))
      throw new NexusError(`keep ${show(path)} is a pattern, and might take a secret along`, {
        fix: 'Name the folder itself, or each file',
      });
    if (isAlwaysSecret(path)) throw new NexusError(`keep ${show(path)} would put a secret into a layer`, { fix: FIX });
  }
  for (const pattern of ignore) {
    const path = pattern.startsWith('!') ? pattern.slice(1) : undefined;
    if (path !== undefined && isSecretFile(path.replaceAll('*', 'x').replace(/^(?:xx?\/)+/, '')))
      throw new NexusError(`ignore ${show(pattern)} would take secrets along`, {
        fix: 'Name one file without secrets in keep: ["config/.env.production"]',
      });
  }
}

/** Reasons why files that are named in `keep` may not be in a layer: each with its place. */
export function secretsKept(keep: readonly string[], folder: SourceFolder): string[] {
  return keep.filter(isSecretFile).flatMap((path) => {
    const text = folder.text(path) ?? '';
    if (isPrivateKey(text)) return [`${folder.name}/${path} holds a private key. ${FIX}.`];
    if (/(?:^|\/)\.(?:npmrc|yarnrc\.yml)$/.test(path)) {
      const { literals } = path.endsWith('.yml') ? readYarnrc(folder, path) : readNpmrc(folder, path);
      return literals.map((place) => `${folder.name}/${place} holds a log-in. ${FIX}.`);
    }
    if (!/(?:^|\/)\.env(?:\.|$)/.test(path)) return [];
    return settingsOf(text).flatMap(({ name, value, line }) => {
      const reason = looksLikeSecret(name, value);
      return reason ? [`${folder.name}/${path}:${line} (${name}) holds a secret: ${reason}. ${FIX}.`] : [];
    });
  });
}

export function isPrivateKey(text: string): boolean {
  return /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(text);
}

function settingsOf(text: string): { readonly name: string; readonly value: string; readonly line: number }[] {
  return text.split(/\r?\n/).flatMap((content, i) => {
    const [, name = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(content) ?? [];
    return name ? [{ name, value: value.replace(/^(["'`])(.*)\1$/, '$2'), line: i + 1 }] : [];
  });
}
