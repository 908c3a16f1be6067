import { expect, test } from 'vitest';
import { check } from '../../../../src/audit/check.js';
import { loadCompose } from '../../../../src/read/compose/load.js';
import { parseDockerfile } from '../../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../../src/read/text/source-text.js';
import { dependsOnHealthy } from '../../../../src/audit/rules/healthcheck/depends-on-healthy.js';
import { serviceHealthcheckEnabled } from '../../../../src/audit/rules/healthcheck/service-healthcheck-enabled.js';
import { serviceHealthcheck } from '../../../../src/audit/rules/healthcheck/service-healthcheck.js';
import { alone, composeCases } from '../../support.js';
import { service, services } from '../service.js';

const TEST = 'healthcheck: { test: [CMD, curl, -f, "http://localhost"] }';
const job = (body: string) =>
  `services:\n  job:\n    image: a\n${body}  app:\n    image: b\n    ${TEST}\n    depends_on:\n      job: { condition: service_completed_successfully }\n`;

composeCases(serviceHealthcheck, {
  complies: [...services(TEST, 'healthcheck: { interval: 5s }', 'healthcheck: { disable: true }'), job('')],
  violates: [
    [service('restart: always'), 2],
    [service('healthcheck:'), 2],
    [service('build: .'), 2],
    [`services:\n  a:\n    image: a\n  b:\n    image: b\n    ${TEST}\n`, 2],
  ],
});

composeCases(serviceHealthcheckEnabled, {
  complies: [
    ...services(TEST, 'restart: always', 'healthcheck: { disable: false }', 'healthcheck: { test: [CMD, NONE] }'),
    ...services('healthcheck: { test: "curl -f localhost" }', 'healthcheck: { disable: "${OFF}" }'),
    job('    healthcheck: { disable: true }\n'),
  ],
  violates: [
    [service('healthcheck:\n  disable: true'), 5],
    [service('healthcheck:\n  test: ["NONE"]'), 5],
    [service('healthcheck:\n  test: NONE'), 5],
    [service('healthcheck:\n  interval: 1s\n  test:\n    - NONE'), 6],
  ],
});

const pair = (dependsOn: string, check = TEST) =>
  `services:\n  app:\n    image: a\n    depends_on:${dependsOn}\n  db:\n    image: b\n    ${check}\n`;

composeCases(dependsOnHealthy, {
  complies: [
    pair('\n      db: { condition: service_healthy }'),
    pair(' [db]', 'restart: always'),
    pair(' [db]', 'healthcheck: { disable: true }'),
    pair(' [gone]'),
    pair('\n      db: { condition: service_started }'),
    pair('\n      db: { condition: service_completed_successfully }'),
  ],
  violates: [
    [pair(' [db]'), 4],
    [pair('\n      - gone\n      - db'), 6],
    [pair('\n      db: { restart: true }'), 5],
  ],
});

function withDockerfile(text: string, target?: string): number[] {
  const { project } = loadCompose(['c.yml'], { read: () => service('build: .') });
  if (!project) throw new Error('this is no Compose file');
  const dockerfile = parseDockerfile(new SourceText('Dockerfile', text));
  const stage = target === undefined ? undefined : dockerfile.stages.find(({ name }) => name === target);
  const context = { ...alone(), dockerfileOf: () => ({ dockerfile, stage }) };
  return check([project], [serviceHealthcheck], context).map(({ line }) => line);
}

test('the health check of the Dockerfile that is built counts', () => {
  expect(withDockerfile('FROM a\nHEALTHCHECK CMD curl localhost\n')).toEqual([]);
  expect(withDockerfile('FROM a AS b\nHEALTHCHECK --interval=5s CMD curl localhost\nFROM b\nUSER 1\n')).toEqual([]);
});

test('one that is turned off, or stands in another stage, does not', () => {
  expect(withDockerfile('FROM a\nHEALTHCHECK NONE\n')).toEqual([2]);
  expect(withDockerfile('FROM a AS b\nHEALTHCHECK CMD true\nFROM c\n')).toEqual([2]);
  expect(withDockerfile('FROM a AS b\nFROM b\nHEALTHCHECK CMD true\n', 'b')).toEqual([2]);
});
