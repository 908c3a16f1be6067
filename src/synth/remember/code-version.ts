import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What renders, checks and audits, relative to the folder that has `synth/`. */
const OWN = ['audit', 'constructs', 'model', 'read', 'synth', '../templates', '../schemas'];
/** Libraries that decide what comes of it. */
const LIBRARIES = [
  '@grafana/grafana-foundation-sdk',
  '@prometheus-io/lezer-promql',
  'dockerfile-ast',
  'handlebars',
  'nginx-conf',
  'unbash',
  'yaml',
];

let version: string | undefined;

/**
 * A checksum of the code that makes what is remembered, and of the versions of what it is built upon: another rule or
 * another template, another version.
 */
export function codeVersion(): string {
  return (version ??= read());
}

function read(): string {
  const root = join(import.meta.dirname, '..', '..');
  const hash = createHash('sha256').update(process.version);
  for (const folder of OWN) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      // Folders have no dot in their names.
      if (!/\.\w+$/.test(file) || /\.(?:d\.ts|map|md)$/.test(file)) continue;
      hash.update(`\0${folder}/${file}\0`).update(readFileSync(join(root, folder, file)));
    }
  }
  for (const library of LIBRARIES) hash.update(`\0${library}\0${versionOf(library, root)}`);
  return hash.digest('base64url');
}

function versionOf(library: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', library, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    if (folder === dirname(folder)) return 'none';
  }
}
