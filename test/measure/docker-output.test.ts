import { describe, expect, test } from 'vitest';
import {
  baseOf,
  buildFailure,
  buildSteps,
  installedModules,
  isDisturbed,
  layersAbove,
  listedFiles,
  sourceMapBytes,
} from '../e2e/measure/docker-output.js';

const PROGRESS = `#0 building with "default" instance using docker driver
#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 2.71kB done
#1 DONE 0.0s
#6 [deps 2/5] RUN apk add --no-cache openssl
#7 [deps 4/5] COPY package.json package-lock.json ./
#6 0.312 fetching
#6 DONE 4.6s
#7 CACHED
#8 [deps 5/5] RUN --mount=type=cache,target=/root/.npm,id=npm     npm ci --no-audit --no-fund
#8 12.48 added 212 packages in 12s
#8 DONE 13.2s
`;

describe('build progress', () => {
  test('gives what ran, longest first, without what came from the cache', () => {
    expect(buildSteps(PROGRESS)).toEqual([
      {
        name: '[deps 5/5] RUN --mount=type=cache,target=/root/.npm,id=npm     npm ci --no-audit --no-fund',
        seconds: 13.2,
      },
      { name: '[deps 2/5] RUN apk add --no-cache openssl', seconds: 4.6 },
    ]);
  });

  test('names the error of the command, not the one of the engine that follows', () => {
    const progress = `${PROGRESS}#12 0.902 /app/src/app.ts:18:2: ERROR: Top-level await is not supported
#12 ERROR: process "/bin/sh -c npx tsx src/app.ts" did not complete successfully: exit code: 1
ERROR: failed to build: failed to solve`;
    expect(buildFailure(progress)).toBe('/app/src/app.ts:18:2: ERROR: Top-level await is not supported');
  });

  test('says something of a build that named no error', () => {
    expect(buildFailure('#3 0.1 killed\n')).toBe('killed');
    expect(buildFailure('')).toBe('no reason given');
  });
});

describe('a build cache that was emptied', () => {
  const install = [{ name: '[deps 5/5] RUN --mount=type=cache,id=npm     npm ci --no-audit', seconds: 20 }];
  const bundle = [{ name: '[build 2/2] RUN node_modules/.bin/esbuild src/app.ts', seconds: 1 }];

  test('is seen where nothing had changed and commands ran', () => {
    expect(isDisturbed('generated', 'warm', bundle)).toBe(true);
    expect(isDisturbed('legacy', 'warm', [{ name: 'exporting to image', seconds: 1 }])).toBe(false);
  });

  test('is seen where only code had changed and packages were installed', () => {
    expect(isDisturbed('plan', 'code', install)).toBe(true);
    expect(isDisturbed('generated', 'code', bundle)).toBe(false);
  });

  test('is not taken for the legacy images, which install every time, nor for builds that must install', () => {
    expect(isDisturbed('legacy', 'code', install)).toBe(false);
    expect(isDisturbed('generated', 'dependency', install)).toBe(false);
    expect(isDisturbed('generated', 'cold', install)).toBe(false);
  });
});

describe('history', () => {
  const entry = (CreatedBy: string, Size: number): string => JSON.stringify({ CreatedBy, Size: String(Size) });

  test('leaves out what the base has, and what is empty', () => {
    const history = [
      entry('CMD ["node"]', 0),
      entry('COPY /app/dist ./dist/ # buildkit', 7000),
      entry('RUN /bin/sh -c npm ci &&   npm cache clean # buildkit', 500),
      entry('base', 100),
      entry('base', 200),
    ].join('\n');
    expect(layersAbove(history, 2)).toEqual([
      { bytes: 500, what: 'RUN npm ci && npm cache clean' },
      { bytes: 7000, what: 'COPY /app/dist ./dist/' },
    ]);
  });
});

describe('files of an image', () => {
  const listing = `drwxr-xr-x 0/0               0 2026-11-23 20:49 app/
-rw-r--r-- 0/0             300 2026-11-23 20:49 app/package.json
-rw-r--r-- 1001/1001        10 2026-11-23 20:49 app/node_modules/pg/package.json
-rw-r--r-- 0/0              20 2026-11-23 20:49 app/node_modules/pg/lib/a file.js
-rw-r--r-- 0/0              30 2026-11-23 20:49 app/node_modules/pg/lib/package.json
-rw-r--r-- 0/0              40 2026-11-23 20:49 app/node_modules/@prisma/client/package.json
-rw-r--r-- 0/0              50 2026-11-23 20:49 app/node_modules/pg/node_modules/ms/package.json
lrwxrwxrwx 0/0               0 2026-11-23 20:49 app/node_modules/.bin/pg -> ../pg/cli.js
-rw-r--r-- 0/0              60 2026-11-23 20:49 app/dist/app.mjs.map
-rw-r--r-- 0/0            9000 2026-11-23 20:49 usr/local/lib/node_modules/npm/package.json
`;

  test('are regular files, blanks in their names and all', () => {
    const files = listedFiles(listing);
    expect(files).toHaveLength(8);
    expect(files).toContainEqual({ path: 'app/node_modules/pg/lib/a file.js', bytes: 20 });
  });

  test('count as packages by their own package.json, nested ones too, and not those of Node itself', () => {
    expect(installedModules(listedFiles(listing))).toEqual({ packages: 3, files: 5, bytes: 150 });
  });

  test('are found in a workspace too', () => {
    const workspace = listing.replaceAll(' app/', ' workspace/modules/crm/');
    expect(workspace).not.toBe(listing);
    expect(installedModules(listedFiles(workspace))).toEqual({ packages: 3, files: 5, bytes: 150 });
  });

  test('have source maps apart', () => {
    expect(sourceMapBytes(listedFiles(listing))).toBe(60);
  });
});

describe('base image', () => {
  const dockerfile =
    'FROM node:24 AS deps\nFROM deps AS client\nFROM client AS migrate\nFROM node:24-alpine AS runtime\n';

  test('is that of the last stage', () => {
    expect(baseOf(dockerfile)).toBe('node:24-alpine');
  });

  test('is found through stages', () => {
    expect(baseOf(dockerfile, 'migrate')).toBe('node:24');
  });

  test('of a stage that is not there is an error', () => {
    expect(() => baseOf(dockerfile, 'test')).toThrow('no stage test');
  });
});
