import { LogLevel, Project, TextFile } from 'projen';
import type { Clock } from '../measure.js';
import type { Job } from './subject.js';

const LINE = 'RUN npm ci --ignore-scripts && npm run build && npm prune --omit=dev';

/**
 * As many text files as the nexus platform of that size has, of the same size on average. projen compares and writes
 * each file as it renders it: one call, which counts as `synth`.
 */
export function projen({ outdir, like }: Job, clock: Clock): void {
  const perFile = Math.max(1, Math.round(like.bytes / Math.max(1, like.files) / (LINE.length + 1)));
  const project = clock.time('construct', () => {
    const made = new Project({ name: 'bench', outdir, logging: { level: LogLevel.OFF } });
    for (let i = 0; i < like.files; i++) {
      const lines = Array.from({ length: perFile }, (_, line) => `${LINE} # ${i}.${line}`.slice(0, LINE.length));
      new TextFile(made, `modules/service-${Math.floor(i / 3)}/file-${i % 3}.txt`, { lines: [`# ${i}`, ...lines, ''] });
    }
    return made;
  });
  clock.time('synth', () => project.synth());
}
