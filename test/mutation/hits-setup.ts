import { appendFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
import { HIT } from './hits.js';

// Before the sources are loaded: which of their parts run in each test file.
const ids = new Set<string>();
Object.assign(globalThis, { [HIT]: (id: string) => ids.add(id) });

afterAll(() => {
  const line = JSON.stringify({ test: expect.getState().testPath, ids: [...ids] });
  appendFileSync(process.env['NEXUS_HITS'] ?? '', `${line}\n`);
});
