import { afterAll, expect, test } from 'vitest';
import type { AuditInput } from '../../../src/audit/source/discover.js';
import { HUGE, THOROUGH } from './lib/effort.js';
import { Stopwatch } from './lib/stopwatch.js';

const stopwatch = new Stopwatch();
afterAll(() => {
  stopwatch.close();
});

const dockerfile = (text: string): AuditInput[] => [{ path: 'Dockerfile', text }];
const compose = (text: string): AuditInput[] => [{ path: 'docker-compose.yml', text }];

/** As many lines as make so many characters. */
function lines(length: number, line: (index: number) => string, separator = '\n'): string {
  const parts: string[] = [];
  for (let [size, index] = [0, 0]; size < length; index++) {
    const part = line(index);
    parts.push(part);
    size += part.length + separator.length;
  }
  return parts.join(separator);
}

const FILES: Readonly<Record<string, (length: number) => readonly AuditInput[]>> = {
  'one line': (length) => dockerfile(`FROM a\nRUN ${'a '.repeat(length / 2)}`),
  'instructions RUN': (length) => dockerfile(`FROM a\n${lines(length, (i) => `RUN pip install a${i} && curl a | sh`)}`),
  'instructions ENV': (length) => dockerfile(`FROM a\n${lines(length, (i) => `ENV A${i}=$A${i - 1}`)}`),
  'apt and echo': (length) =>
    dockerfile(
      `FROM a\n${lines(length, (i) => `RUN echo a > /etc/apt/apt.conf.d/${i}\nRUN apt-get update && apt-get install a`)}`,
    ),
  'node packages': (length) => dockerfile(`FROM a\n${lines(length, () => 'RUN npm ci && yarn install\nCOPY . .')}`),
  'unknown instructions': (length) => dockerfile(`FROM a\n${lines(length, (i) => `RUNN ${i}`)}`),
  stages: (length) =>
    dockerfile(lines(length, (i) => `FROM a AS s${i}\nCOPY --from=s${i - 1} /a /a\nUSER root\nCMD a`)),
  'stages on stages': (length) => dockerfile(`FROM a AS s0\n${lines(length, (i) => `FROM s${i} AS s${i + 1}\nRUN a`)}`),
  continuations: (length) => dockerfile(`FROM a\nRUN a \\\n${lines(length, (i) => `  # b\n  && c${i} | d \\`)}\n  e`),
  pipes: (length) => dockerfile(`FROM a\nRUN curl a ${lines(length, () => '| sh', ' ')}`),
  heredocs: (length) => dockerfile(`FROM a\n${lines(length, () => 'RUN <<E\na\nE')}`),
  suppressions: (length) => dockerfile(`FROM a\n${lines(length, (i) => `# nexus-audit: ignore a${i} -- b\nRUN a`)}`),
  labels: (length) => dockerfile(`FROM a\nLABEL ${lines(length, (i) => `a.b${i}="c" \\`)}\n  x=y`),
  services: (length) => compose(`services:\n${lines(length, (i) => `  s${i}: {image: "a:1", ports: ["${i}:80"]}`)}`),
  'services in blocks': (length) =>
    compose(
      `services:\n${lines(length, (i) => `  s${i}:\n    image: a\n    environment:\n      - A=b\n    volumes: ["/a:/b"]`)}`,
    ),
  'services with a common part': (length) =>
    compose(`x-a: &a {image: a, init: true}\nservices:\n${lines(length, (i) => `  s${i}:\n    <<: *a`)}`),
  'services that extend': (length) =>
    compose(`services:\n  s0: {image: a}\n${lines(length, (i) => `  s${i + 1}: {extends: s${i}}`)}`),
  variables: (length) =>
    compose(`services:\n  a:\n    image: b\n    environment:\n${lines(length, (i) => `      A${i}: \${A${i}:-b}`)}`),
  'many Dockerfiles': (length) =>
    Array.from({ length: length / 600 }, (_, i) => ({ path: `${i}/Dockerfile`, text: 'FROM a\nRUN b\nCMD c' })),
  'many Compose files': (length) =>
    Array.from({ length: length / 600 }, (_, i) => ({
      path: `${i}/compose.yaml`,
      text: 'services: {a: {image: b, build: .}}',
    })),
  'many overlays': (length) =>
    Array.from({ length: length / 3000 }, (_, i) => ({
      path: `docker-compose${i === 0 ? '' : `.${i}`}.yml`,
      text: i === 0 ? 'services: {a: {image: b}}' : 'services: {a: {init: true}}',
    })),
};

test.each(Object.keys(FILES))('GIVEN huge files: %s WHEN audited THEN there is a report', async (name) => {
  const make = FILES[name];
  if (!make) throw new Error(name);
  const half = THOROUGH ? await stopwatch.audit(make(HUGE / 2), `${name}, half`) : undefined;
  const whole = await stopwatch.audit(make(HUGE), name);
  expect(whole.places.length + whole.problems.length).toBeGreaterThan(0);
  // A figure to look at: 2 where time grows as the file does, 4 where it grows with its square.
  if (half)
    console.log(`${name}: ${Math.round(whole.cpuMs)} ms, ${(whole.cpuMs / half.cpuMs).toFixed(1)} times the half`);
});
