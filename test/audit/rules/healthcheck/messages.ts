import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const healthcheckMessages: Messages = {
  'image-healthcheck': [['FROM a:1', '1: there is no HEALTHCHECK']],
  'final-stage-healthcheck': [
    ['FROM a:1 AS x\nHEALTHCHECK CMD true\nFROM b:1', '3: the last stage has no HEALTHCHECK, only another one has'],
  ],
  'single-healthcheck': [
    ['HEALTHCHECK CMD a\nHEALTHCHECK CMD b', '2: the stage has a HEALTHCHECK already, which this one replaces'],
  ],
  'healthcheck-turned-off': [['HEALTHCHECK NONE', '1: HEALTHCHECK NONE turns the check off']],
  'healthcheck-can-fail': [
    ['HEALTHCHECK CMD app check || exit 0', '1: exit makes every failure a success'],
    ['HEALTHCHECK CMD curl http://localhost/', '1: curl takes an error of the server for success'],
  ],
  'depends-on-healthy': [
    [
      'services:\n  app:\n    image: a\n    depends_on: [db]\n  db:\n    image: b\n    healthcheck: { test: [CMD, curl, -f, "http://localhost"] }\n',
      '4: app does not wait until db is healthy',
    ],
  ],
  'service-healthcheck': [[service('build: .'), '2: app has no health check']],
  'service-healthcheck-enabled': [
    [service('healthcheck:\n  test: NONE'), '5: the health check of app is turned off (NONE)'],
    [service('healthcheck:\n  disable: true'), '5: the health check of app is turned off'],
  ],
};
