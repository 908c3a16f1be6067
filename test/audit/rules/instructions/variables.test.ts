import { envSelfReference } from '../../../../src/audit/rules/instructions/env-self-reference.js';
import { undefinedVariable } from '../../../../src/audit/rules/instructions/undefined-variable.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(envSelfReference, {
  complies: [
    'ENV A=1',
    'ENV PATH=/x:$PATH',
    'ENV A=1\nENV B=$A',
    'ENV A=1\nENV A=2 B=$A',
    'ARG A\nENV A=$A B=$A',
    "ENV A=1 B='$A'",
    'ENV A=1 B=\\$A',
    'ENV A=1 B=$AB',
    'ENV A=1 B=${AB}',
    'ENV A=1 B=A',
    'ENV A $A',
  ],
  violates: [
    ['ENV A=1 B=$A', 1],
    ['ENV A=1 B="${A}/x"', 1],
    ['ENV B=$A \\\n  A=1', 1],
    ['ENV A=1 \\\n  B=x/$A/y', 2],
    ['ENV A=1 B=${A:-x}', 1],
    ['ENV A=1 B=$A C=$B', 1, 1],
    ['ENV A=1 B=$A-x', 1],
  ],
});

dockerfileCases(undefinedVariable, {
  complies: [
    'FROM debian:12\nWORKDIR $JAVA_HOME',
    'ARG V=1\nFROM debian:$V\nARG V\nLABEL version=$V',
    'FROM debian:12\nARG V\nCOPY $V /',
    'FROM debian:12\nENV PATH=$PATH:/x',
    'FROM debian:12\nENV PATH=/x:$PATH\nENV LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH',
    'ARG V\nFROM debian:12\nLABEL v=${V:-1}',
    "ARG V\nFROM debian:12\nLABEL v='$V'",
    'ARG V\nFROM debian:12\nRUN echo $V',
    'ARG V\nFROM debian:12\nLABEL v=\\$V',
    'ARG NODE_VERSION=24\nFROM node:${NODE_VERSION}\nLABEL node=$NODE_VERSION',
    'FROM debian:12 AS a\nENV HERE=1\nFROM a\nLABEL x=$HERE',
    'FROM scratch\nARG A\nENV B=$A',
    'LABEL v=$V',
    'FROM debian:12\nENV KEY_1=a\nLABEL x=$KEY_2',
    'FROM debian:12\nARG APP\nLABEL x=$AAP',
    'ARG V\nFROM debian:12\nCMD ["$V"]',
    'ARG V\nFROM debian:12\nLABEL v=${V:-${W}}',
    'FROM scratch\nLABEL price=$1',
  ],
  violates: [
    ['ARG V=1\nFROM debian:12\nLABEL version=$V', 3],
    ['ARG V=1\nFROM debian:12 AS a\nARG V\nFROM debian:12\nCOPY x-${V}.tar /', 5],
    ['FROM debian:12\nENV A=$TARGETARCH', 2],
    ['FROM debian:12\nENV PATH=$PAHT:/x', 2],
    ['FROM debian:12\nARG VERSION\nLABEL version=$VERISON', 3],
    ['FROM debian:12\nENV APP_HOME=/a\nWORKDIR ${APP_HOM}/x', 3],
    ['FROM scratch\nCOPY $A /', 2],
    ['FROM scratch\nCOPY ${A%.*} /', 2],
    ['FROM debian:12 AS a\nARG HERE=1\nFROM a\nARG THERE=2\nLABEL x=$THER', 5],
  ],
});
