import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onceForText } from '../../model/once.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'schemas', 'metrics');

/**
 * The series that an image serves, as a server of the platform had them: `schemas/metrics/<name>.txt`, written by
 * `test/e2e/record-metrics.ts`.
 *
 * @param name of the file without its ending: program and version
 */
export const recordedMetrics: (name: string) => readonly string[] = onceForText(
  (name) =>
    readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  100,
);
