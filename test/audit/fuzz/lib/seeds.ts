import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kindByName } from '../../../../src/audit/source/classify.js';
import type { AuditInput } from '../../../../src/audit/source/discover.js';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

/** Real Dockerfiles and Compose files of this repository, to be cut and changed. */
export const SEEDS: readonly AuditInput[] = ['examples', 'out', 'test/golden'].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.includes('node_modules'))
    .sort()
    .flatMap((path): AuditInput[] => {
      const kind = kindByName(path);
      if (kind !== 'dockerfile' && kind !== 'compose') return [];
      const text = readFileSync(join(REPOSITORY, folder, path), 'utf8');
      return [{ path: kind === 'dockerfile' ? 'Dockerfile' : 'docker-compose.yml', text }];
    }),
);
