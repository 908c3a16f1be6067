import { fromAsCasing } from '../../../../src/audit/rules/instructions/from-as-casing.js';
import { instructionCasing } from '../../../../src/audit/rules/instructions/instruction-casing.js';
import { instructionOrder } from '../../../../src/audit/rules/instructions/instruction-order.js';
import { keyValueFormat } from '../../../../src/audit/rules/instructions/key-value-format.js';
import { knownInstruction } from '../../../../src/audit/rules/instructions/known-instruction.js';
import { noEmptyContinuation } from '../../../../src/audit/rules/instructions/no-empty-continuation.js';
import { noInlineIgnores } from '../../../../src/audit/rules/instructions/no-inline-ignores.js';
import { noMaintainer } from '../../../../src/audit/rules/instructions/no-maintainer.js';
import { onbuildTrigger } from '../../../../src/audit/rules/instructions/onbuild-trigger.js';
import { reservedStageName } from '../../../../src/audit/rules/instructions/reserved-stage-name.js';
import { stageNameCasing } from '../../../../src/audit/rules/instructions/stage-name-casing.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(noMaintainer, {
  complies: ['LABEL maintainer="a@example.org"', '# MAINTAINER a', 'RUN echo MAINTAINER'],
  violates: [
    ['MAINTAINER a@example.org', 1],
    ['FROM a:1\nmaintainer A <a@example.org>', 2],
    ['FROM a:1 AS x\nMAINTAINER a\nFROM b:1\nMAINTAINER b', 2, 4],
  ],
});

dockerfileCases(onbuildTrigger, {
  complies: ['ONBUILD RUN true', 'ONBUILD COPY . .', 'FROM a:1', 'MAINTAINER a'],
  violates: [
    ['ONBUILD ONBUILD RUN true', 1],
    ['FROM a:1\nONBUILD FROM b:1', 2],
    ['onbuild maintainer a', 1],
  ],
});

dockerfileCases(instructionOrder, {
  complies: [
    'FROM a:1\nRUN true',
    'ARG V=1\nARG W\nFROM a:$V',
    '# hello\n\nFROM a:1',
    'RUN true',
    '# syntax=docker/dockerfile:1\nFROM a:1',
  ],
  violates: [
    ['RUN true\nFROM a:1', 1],
    ['ARG A\nENV B=1\nLABEL c=d\nFROM a:1', 2, 3],
  ],
});

dockerfileCases(noInlineIgnores, {
  complies: ['# hadolint', '# hadolint shell=powershell', '# ignore=DL3008', 'RUN echo "# hadolint ignore=DL3008"'],
  violates: [
    ['# hadolint ignore=DL3008\nRUN true', 1],
    ['FROM a:1\n#hadolint ignore=DL3008,SC2046 # because\nRUN true', 2],
    ['# hadolint global ignore=DL3003', 1],
  ],
});

dockerfileCases(keyValueFormat, {
  complies: ['ENV A=b', 'ENV A=b C="d e"', 'LABEL a=b', 'ARG A', 'ENV A="b c=d"'],
  violates: [
    ['ENV A b', 1],
    ['ENV PATH /x:$PATH', 1],
    ['FROM a:1\nLABEL maintainer a', 2],
    ['ENV A b=c', 1],
  ],
});

dockerfileCases(instructionCasing, {
  complies: ['FROM a:1\nRUN true', 'from a:1\nrun true', 'FROM a:1\nONBUILD RUN true', 'FROM a:1\nRUN echo run'],
  violates: [
    ['FROM a:1\nRUN true\nrun true', 3],
    ['from a:1\nrun true\nCMD ["a"]', 3],
    ['From a:1\nRUN true', 1],
    ['FROM a:1\nrun true', 2],
  ],
});

dockerfileCases(fromAsCasing, {
  complies: ['FROM a:1 AS b', 'from a:1 as b', 'FROM a:1', 'FROM as:1'],
  violates: [
    ['FROM a:1 as b', 1],
    ['from a:1 AS b', 1],
    ['FROM a:1 As b', 1],
    ['FROM --platform=$BUILDPLATFORM a:1 as b', 1],
  ],
});

dockerfileCases(stageNameCasing, {
  complies: ['FROM a:1 AS b-c_1', 'FROM A/b:1 AS c', 'FROM a:1'],
  violates: [
    ['FROM a:1 AS Build', 1],
    ['FROM a:1 AS b\nfrom b as buildBase', 2],
  ],
});

dockerfileCases(reservedStageName, {
  complies: ['FROM scratch', 'FROM scratch AS base', 'FROM a:1 AS context2'],
  violates: [
    ['FROM a:1 AS scratch', 1],
    ['FROM a:1 as Context', 1],
  ],
});

dockerfileCases(noEmptyContinuation, {
  complies: [
    'RUN a \\\n  && b\n\nRUN c',
    'RUN a \\\n  # why\n  && b',
    'RUN <<EOF\na\n\nb\nEOF',
    'RUN <<EOF\na \\\n\nb\nEOF',
    'RUN a\n\n\nRUN b',
    '# escape=`\nRUN a `\n  b',
  ],
  violates: [
    ['RUN a \\\n\n  && b', 2],
    ['FROM a:1\nRUN a \\\n   \n\n  && b', 3, 4],
    ['RUN a \\\n  # why\n\n  && b', 3],
    ['# escape=`\nRUN a `\n\n  b', 3],
  ],
});

dockerfileCases(knownInstruction, {
  complies: [
    'FROM a:1\nADD a b\nARG A\nCMD a\nENTRYPOINT a\nENV A=b\nEXPOSE 1\nHEALTHCHECK NONE\nLABEL a=b\nONBUILD RUN a\nSHELL ["a"]\nSTOPSIGNAL 9\nUSER a\nVOLUME /a\nWORKDIR /a',
    'run a',
    '# syntax=example/other-frontend\nFROM a:1\nINCLUDE+ b',
  ],
  violates: [
    ['FROM a:1\nRUNN true', 2],
    ['# syntax=docker/dockerfile:1\nFORM a:1', 2],
    ['FROM a:1\nRUN true\n&& false', 3],
  ],
});
