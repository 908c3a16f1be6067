import { finalStageHealthcheck } from '../../../../src/audit/rules/healthcheck/final-stage-healthcheck.js';
import { healthcheckCanFail } from '../../../../src/audit/rules/healthcheck/healthcheck-can-fail.js';
import { healthcheckTurnedOff } from '../../../../src/audit/rules/healthcheck/healthcheck-turned-off.js';
import { imageHealthcheck } from '../../../../src/audit/rules/healthcheck/image-healthcheck.js';
import { singleHealthcheck } from '../../../../src/audit/rules/healthcheck/single-healthcheck.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(imageHealthcheck, {
  complies: [
    'RUN true',
    'FROM a:1\nHEALTHCHECK CMD true',
    'FROM a:1\nhealthcheck --interval=5s CMD ["true"]',
    'FROM a:1\nHEALTHCHECK NONE',
    'FROM a:1 AS base\nHEALTHCHECK CMD true\nFROM base',
    'FROM a:1 AS x\nHEALTHCHECK CMD true\nFROM b:1',
  ],
  violates: [
    ['FROM a:1', 1],
    ['FROM a:1 AS x\nRUN true\nFROM b:1\nCMD ["b"]', 3],
    ['FROM a:1\n# HEALTHCHECK CMD true', 1],
    ['FROM a:1\nONBUILD HEALTHCHECK CMD true', 1],
    ['ARG V=1\nFROM a:$V', 2],
  ],
});

dockerfileCases(finalStageHealthcheck, {
  complies: [
    'FROM a:1',
    'FROM a:1 AS base\nHEALTHCHECK CMD true\nFROM base',
    'FROM a:1 AS x\nFROM b:1\nHEALTHCHECK NONE',
  ],
  violates: [
    ['FROM a:1 AS x\nHEALTHCHECK CMD true\nFROM b:1', 3],
    ['FROM a:1 AS base\nFROM base AS x\nHEALTHCHECK CMD true\nFROM base', 4],
  ],
});

dockerfileCases(singleHealthcheck, {
  complies: [
    'HEALTHCHECK CMD true',
    'FROM a:1 AS x\nHEALTHCHECK CMD true\nFROM b:1\nHEALTHCHECK CMD true',
    'FROM a:1 AS x\nHEALTHCHECK CMD true\nFROM x\nHEALTHCHECK NONE',
    'HEALTHCHECK CMD a\nONBUILD HEALTHCHECK CMD b',
  ],
  violates: [
    ['HEALTHCHECK CMD a\nHEALTHCHECK CMD b', 2],
    ['FROM a:1\nHEALTHCHECK CMD a\nRUN true\nHEALTHCHECK --interval=5s CMD b\nHEALTHCHECK NONE', 4, 5],
  ],
});

dockerfileCases(healthcheckTurnedOff, {
  complies: [
    'FROM a:1',
    'HEALTHCHECK CMD none',
    'FROM a:1 AS x\nHEALTHCHECK NONE\nFROM b:1',
    'HEALTHCHECK NONE\nHEALTHCHECK CMD a',
  ],
  violates: [
    ['HEALTHCHECK NONE', 1],
    ['FROM a:1\nhealthcheck none', 2],
  ],
});

dockerfileCases(healthcheckCanFail, {
  complies: [
    'HEALTHCHECK NONE',
    'HEALTHCHECK CMD curl -f http://localhost/',
    'HEALTHCHECK CMD curl -sSf http://localhost/ || exit 1',
    'HEALTHCHECK CMD ["curl", "--fail", "http://localhost/"]',
    'HEALTHCHECK CMD curl --fail-with-body http://localhost/',
    'HEALTHCHECK CMD curl -s http://localhost/ | grep -q ok',
    `HEALTHCHECK CMD test "$(curl -s -o /dev/null -w '%{http_code}' http://localhost/)" = 200`,
    'HEALTHCHECK CMD wget -qO- http://localhost/ || exit 1',
    'RUN curl http://localhost/',
    'HEALTHCHECK --interval=5s \\\n  CMD curl -fsS http://localhost/',
  ],
  violates: [
    ['HEALTHCHECK CMD curl http://localhost/', 1],
    ['FROM a:1\nHEALTHCHECK --interval=5s \\\n  CMD curl -s http://localhost/ || exit 1', 3],
    ['HEALTHCHECK CMD ["curl", "-sS", "http://localhost/"]', 1],
    ['HEALTHCHECK CMD wget -q http://localhost/ || true', 1],
    ['HEALTHCHECK CMD app check || exit 0', 1],
  ],
});
