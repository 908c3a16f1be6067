import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Changes, ownCaches } from '../e2e/measure/changes.js';
import { temporaryFolder } from '../support/temporary.js';

describe('changes of a tree', () => {
  let folder = '';
  const at = (...path: string[]): string => join(folder, 'modules', 'crm', ...path);
  const read = (...path: string[]): string => readFileSync(at(...path), 'utf8');
  const manifest = '{\n  "name": "@erp-nexus/crm",\n  "version": "1.0.0",\n  "private": true\n}\n';
  const lock = `{
  "name": "@erp-nexus/crm",
  "version": "1.0.0",
  "packages": {
    "": {
      "name": "@erp-nexus/crm",
      "version": "1.0.0",
      "dependencies": { "a": "1.0.0", "b": "2.0.0", "c": "3.0.0", "d": "4.0.0" }
    },
    "node_modules/a": {
      "version": "1.0.0",
      "integrity": "sha512-x"
    }
  }
}
`;

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(at('src'), { recursive: true });
    writeFileSync(at('package.json'), manifest);
    writeFileSync(at('package-lock.json'), lock);
    writeFileSync(at('src', 'app.ts'), 'start();\n');
    writeFileSync(at('Dockerfile'), 'RUN --mount=type=cache,target=/root/.npm,id=npm npm ci\n');
  });

  test('renew the package’s own version and its cache, and no other package', () => {
    const changes = new Changes(folder, 'crm', at('Dockerfile'));
    changes.renew('7-0');
    expect(read('package.json')).toContain('"version": "1.0.0-measure.7-0"');
    expect(read('package-lock.json').match(/measure/g)).toHaveLength(2);
    expect(read('package-lock.json')).toContain('"node_modules/a": {\n      "version": "1.0.0",');
    expect(read('Dockerfile')).toContain('id=npm-measure-7-0 npm ci');
  });

  test('of code are gone with the next run, and all with the end', () => {
    const changes = new Changes(folder, 'crm', at('Dockerfile'));
    changes.renew('7-0');
    changes.changeCode('7-0');
    expect(read('src', 'app.ts')).toContain("measured: '7-0'");
    changes.renew('7-1');
    expect(read('src', 'app.ts')).toBe('start();\n');
    expect(read('package.json')).not.toContain('7-0');
    changes.restore();
    expect([read('package.json'), read('package-lock.json')]).toEqual([manifest, lock]);
  });
});

test('every cache mount gets a name of its own, and nothing else does', () => {
  const dockerfile =
    'RUN --mount=type=cache,target=/c,id=npm --mount=type=secret,id=token npm ci\nCOPY --from=x id=npm .\n';
  expect(ownCaches(dockerfile, 'n')).toBe(dockerfile.replace('id=npm --mount', 'id=npm-measure-n --mount'));
});
