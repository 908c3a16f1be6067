import { describe, expect, test } from 'vitest';
import { THEMES, type Theme } from '../../../src/audit/rule.js';
import { RULES } from '../../../src/audit/rules/index.js';
import { baseImageMessages } from './base-image/messages.js';
import { buildContextMessages } from './build-context/messages.js';
import { filesystemMessages } from './filesystem/messages.js';
import { healthcheckMessages } from './healthcheck/messages.js';
import { instructionsMessages } from './instructions/messages.js';
import { labelsMessages } from './labels/messages.js';
import { layersMessages } from './layers/messages.js';
import { loggingMessages } from './logging/messages.js';
import { namespacesMessages } from './namespaces/messages.js';
import { networksMessages } from './networks/messages.js';
import { packagesMessages } from './packages/messages.js';
import { portsMessages } from './ports/messages.js';
import { privilegesMessages } from './privileges/messages.js';
import { resourcesMessages } from './resources/messages.js';
import { restartMessages } from './restart/messages.js';
import { secretsMessages } from './secrets/messages.js';
import { transportMessages } from './transport/messages.js';
import { userMessages } from './user/messages.js';
import { type Messages, saidOf } from './messages.js';

const MESSAGES: Readonly<Record<Theme, Messages>> = {
  'base-image': baseImageMessages,
  user: userMessages,
  secrets: secretsMessages,
  packages: packagesMessages,
  transport: transportMessages,
  layers: layersMessages,
  instructions: instructionsMessages,
  labels: labelsMessages,
  healthcheck: healthcheckMessages,
  ports: portsMessages,
  namespaces: namespacesMessages,
  privileges: privilegesMessages,
  filesystem: filesystemMessages,
  resources: resourcesMessages,
  restart: restartMessages,
  logging: loggingMessages,
  networks: networksMessages,
  'build-context': buildContextMessages,
};

test('every rule says something in the table of its theme, and no table has another rule', () => {
  const silent = RULES.filter(({ id, theme }) => (MESSAGES[theme][id] ?? []).length === 0).map(({ id }) => id);
  expect(silent).toEqual([]);
  const ids = THEMES.flatMap((theme) => Object.keys(MESSAGES[theme]).map((id) => `${theme}/${id}`));
  expect(ids.sort()).toEqual(RULES.map(({ id, theme }) => `${theme}/${id}`).sort());
});

describe.each(THEMES)('the messages of the theme %s', (theme) => {
  for (const rule of RULES.filter((candidate) => candidate.theme === theme)) {
    for (const [input, ...says] of MESSAGES[theme][rule.id] ?? []) {
      test(`${rule.id}: ${says.join('; ')}`, () => {
        expect(says.length).toBeGreaterThan(0);
        expect(saidOf(rule, input)).toEqual(says);
      });
    }
  }
});
