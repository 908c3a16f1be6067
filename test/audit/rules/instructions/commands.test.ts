import { cmdExecForm } from '../../../../src/audit/rules/instructions/cmd-exec-form.js';
import { singleCmd } from '../../../../src/audit/rules/instructions/single-cmd.js';
import { singleEntrypoint } from '../../../../src/audit/rules/instructions/single-entrypoint.js';
import { stageCmdExecForm } from '../../../../src/audit/rules/instructions/stage-cmd-exec-form.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(cmdExecForm, {
  complies: [
    'CMD ["node", "a.js"]',
    'ENTRYPOINT ["/a"]\nCMD []',
    'CMD [ "node", \\\n  "a.js" ]',
    'FROM a:1 AS x\nCMD node\nFROM b:1\nCMD ["b"]',
    'ONBUILD CMD node',
    'HEALTHCHECK CMD curl -f localhost',
    'RUN node',
    'CMD',
  ],
  violates: [
    ['CMD node a.js', 1],
    ['cmd node a.js', 1],
    ['FROM a:1\nENTRYPOINT exec node a.js\nCMD x', 2, 3],
    ["CMD ['node', 'a.js']", 1],
    ['CMD ["node", "a.js"', 1],
    ['CMD ["node", a.js]', 1],
    ['FROM a:1\nCMD node \\\n  a.js', 2],
  ],
});

dockerfileCases(stageCmdExecForm, {
  complies: [
    'CMD node',
    'FROM a:1\nCMD node',
    'FROM a:1 AS x\nCMD ["a"]\nFROM b:1\nCMD b',
    'FROM a:1\nONBUILD CMD x\nFROM b:1',
  ],
  violates: [
    ['FROM a:1 AS x\nCMD node\nFROM b:1\nCMD ["b"]', 2],
    ['FROM a:1 AS x\nENTRYPOINT a\nFROM b:1 AS y\nCMD b\nFROM x', 2, 4],
  ],
});

dockerfileCases(singleCmd, {
  complies: [
    'CMD ["a"]',
    'FROM a:1 AS x\nCMD ["a"]\nFROM b:1\nCMD ["b"]',
    'FROM a:1 AS x\nCMD ["a"]\nFROM x\nCMD ["b"]',
    'FROM a:1\nONBUILD CMD ["a"]\nCMD ["b"]',
    'FROM a:1\nHEALTHCHECK CMD x\nCMD ["b"]',
    'FROM a:1\nENTRYPOINT ["a"]\nCMD ["b"]',
  ],
  violates: [
    ['CMD ["a"]\nCMD ["b"]', 2],
    ['FROM a:1\nCMD a\nRUN true\ncmd b\nCMD c', 4, 5],
    ['FROM a:1 AS x\nCMD a\nCMD b\nFROM b:1\nCMD c', 3],
  ],
});

dockerfileCases(singleEntrypoint, {
  complies: ['ENTRYPOINT ["a"]\nCMD ["b"]', 'FROM a:1 AS x\nENTRYPOINT ["a"]\nFROM b:1\nENTRYPOINT ["b"]'],
  violates: [
    ['ENTRYPOINT ["a"]\nENTRYPOINT ["b"]', 2],
    ['FROM a:1\nENTRYPOINT a\nCMD b\nENTRYPOINT c', 4],
  ],
});
