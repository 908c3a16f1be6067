import { copyFromKnownStage } from '../../../../src/audit/rules/layers/copy-from-known-stage.js';
import { copyFromOwnStage } from '../../../../src/audit/rules/layers/copy-from-own-stage.js';
import { stageByName } from '../../../../src/audit/rules/layers/stage-by-name.js';
import { stageNameUnique } from '../../../../src/audit/rules/layers/stage-name-unique.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(copyFromKnownStage, {
  complies: [
    'FROM a:1 AS x\nFROM b:1\nCOPY --from=x /a /b',
    'FROM a:1 AS Build\nFROM b:1\nCOPY --from=BUILD /a /b',
    'FROM a:1\nFROM b:1\nCOPY --from=0 /a /b',
    'FROM b:1\nCOPY --from=nginx:1.29 /a /b',
    'FROM b:1\nCOPY --from=example.org/a/b@sha256:00 /a /b',
    'FROM b:1\nCOPY --from=$STAGE /a /b',
    'FROM b:1\nCOPY a /b',
  ],
  violates: [
    ['FROM b:1\nCOPY --from=x /a /b', 2],
    ['FROM b:1\nCOPY --from=x /a /b\nFROM a:1 AS x', 2],
    ['FROM a:1\nFROM b:1\nCOPY --from=2 /a /b', 3],
    ['FROM b:1\nCOPY --from=nginx /a /b', 2],
    ['FROM b:1\nCOPY --from=example.org/a/b /a /b', 2],
    ['FROM a:1 AS build\nFROM b:1\nCOPY --from=biuld /a /b', 3],
  ],
});

dockerfileCases(copyFromOwnStage, {
  complies: [
    'FROM a:1 AS x\nFROM b:1 AS y\nCOPY --from=x /a /b',
    'FROM a:1\nFROM b:1\nCOPY --from=0 /a /b',
    'FROM a:1 AS x\nCOPY x /b',
    'COPY --from=0 /a /b',
  ],
  violates: [
    ['FROM a:1 AS x\nCOPY --from=x /a /b', 2],
    ['FROM a:1 AS X\nCOPY --from=x /a /b', 2],
    ['FROM a:1 AS x\nFROM b:1 as y\nCOPY --chown=1 --from=y /a /b', 3],
    ['FROM a:1\nFROM b:1\nCOPY --from=1 /a /b', 3],
  ],
});

dockerfileCases(stageNameUnique, {
  complies: ['FROM a:1 AS x\nFROM b:1 AS y', 'FROM a:1\nFROM a:1', 'FROM a:1 AS x\nFROM x AS y\nFROM x'],
  violates: [
    ['FROM a:1 AS x\nFROM b:1 AS x', 2],
    ['FROM a:1 AS x\nRUN true\nFROM b:1 as X\nFROM c:1 AS x', 3, 4],
  ],
});

dockerfileCases(stageByName, {
  complies: ['FROM a:1 AS x\nFROM b:1\nCOPY --from=x /a /b', 'COPY --from=1password/op:2 /a /b', 'COPY 0 /b'],
  violates: [
    ['FROM a:1\nFROM b:1\nCOPY --from=0 /a /b', 3],
    ['FROM a:1\nFROM b:1\nFROM c:1\nCOPY --from=1 --chown=5 /a /b\nCOPY --from=0 /a /b', 4, 5],
  ],
});
