import { posix } from 'node:path';
import type { SourceFolder } from '../core/source-folder.js';
import { isIgnored } from './ignore-patterns.js';
import { isAlwaysSecret, isPrivateKey } from './kept-files.js';
import { relativeImports, resolveImport } from './relative-imports.js';

/** What a look at the sources shows of their ignore file. */
export interface Review {
  /** Files without which the build or the application goes wrong, and that nobody has spoken of. */
  readonly warnings: readonly string[];
  /** Files with secrets that would be in a layer. */
  readonly secrets: readonly string[];
}

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const TEST = /(?:\.(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__)\/)/;

/** Larger files hold data. */
const MOST_BYTES = 512 * 1024;

/**
 * @param lines of the ignore file
 * @param said files that the user has spoken of: dropped with reason
 */
export function reviewContext(folder: SourceFolder, lines: readonly string[], said: readonly string[]): Review {
  const warnings: string[] = [];
  const secrets: string[] = [];
  const files = folder.files();
  const dropped = new Set(files.filter((file) => isIgnored(lines, file)));
  const unsaid = [...dropped].filter((file) => !isIgnored(said, file));
  const place = (file: string) => `${folder.name}/${file}`;
  for (const file of unsaid) {
    const name = posix.basename(file);
    if (/^\.env\.(?!.*(?:local|example|sample|template|development|dev|test)$)/.test(name))
      warnings.push(
        `${place(file)} stays out of the image, since such files hold secrets: give its variables in "environment" and ` +
          `"secrets" of the service, or keep: [${JSON.stringify(file)}] of the Dockerfile where a build reads it`,
      );
    else if (name.endsWith('.pem') && isCertificate(folder.text(file) ?? ''))
      warnings.push(
        `${place(file)} stays out of the image, as every .pem does: keep: [${JSON.stringify(file)}] of the Dockerfile takes it along`,
      );
  }
  for (const file of files) {
    if (dropped.has(file)) continue;
    const text = sized(folder.text(file));
    if (text === undefined) continue;
    if (!SOURCE.test(file)) {
      if (isPrivateKey(text)) secrets.push(place(file));
      continue;
    }
    if (TEST.test(file)) continue;
    for (const imported of relativeImports(text)) {
      const target = resolveImport(file, imported, (name) => dropped.has(name));
      if (target !== undefined && unsaid.includes(target))
        warnings.push(`${place(file)} imports ${target}, which stays out of the image: ${wayIn(target)}`);
    }
  }
  return { warnings: [...new Set(warnings)], secrets };
}

function wayIn(path: string): string {
  if (isAlwaysSecret(path)) return 'read it under /run/secrets, and give it in "secrets" of the service';
  return `keep: [${JSON.stringify(path)}] of the Dockerfile takes it along`;
}

function sized(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= MOST_BYTES ? text : undefined;
}

function isCertificate(text: string): boolean {
  return /-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|PUBLIC KEY)-----/.test(text) && !isPrivateKey(text);
}
