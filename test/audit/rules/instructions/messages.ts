import type { Messages } from '../messages.js';

export const instructionsMessages: Messages = {
  'cmd-exec-form': [
    ['CMD node a.js', '1: CMD is read by a shell, which gets the signals in place of the program'],
    ["CMD ['node', 'a.js']", '1: CMD is no valid JSON array, so a shell reads it: the quotes have to be double ones'],
    ['CMD ["node", a.js]', '1: CMD is no valid JSON array, so a shell reads it'],
  ],
  'stage-cmd-exec-form': [
    [
      'FROM a:1 AS x\nCMD node\nFROM b:1\nCMD ["b"]',
      '2: CMD is read by a shell, which gets the signals in place of the program',
    ],
  ],
  'single-cmd': [['CMD ["a"]\nCMD ["b"]', '2: the stage has a CMD already, which this one replaces']],
  'single-entrypoint': [
    ['ENTRYPOINT ["a"]\nENTRYPOINT ["b"]', '2: the stage has a ENTRYPOINT already, which this one replaces'],
  ],
  'no-maintainer': [['MAINTAINER a@example.org', '1: MAINTAINER is deprecated']],
  pipefail: [['RUN a | b', '1: a failure of a goes unnoticed']],
  'pipefail-in-shell': [['RUN bash -c "a | b"', '1: bash runs a pipe without pipefail']],
  'shell-instruction': [['RUN ln -sf /bin/bash /bin/sh', '1: ln replaces /bin/sh']],
  'shell-changed-by-command': [
    ['RUN chsh -s /bin/zsh', '1: chsh changes a shell to or from /bin/zsh'],
    ['RUN ["powershell", "-Command", "Get-Item"]', '1: PowerShell is called by its name, where SHELL would choose it'],
  ],
  'env-self-reference': [['ENV A=1 B=$A', '1: B uses A, which only this ENV defines']],
  'undefined-variable': [
    ['FROM scratch\nCOPY $A /', '2: A is not defined'],
    ['FROM debian:12\nENV A=$TARGETARCH', '2: TARGETARCH is only known in a stage that declares it with ARG'],
    ['FROM debian:12\nENV PATH=$PAHT:/x', '2: PAHT is not defined; PATH is'],
    ['ARG V=1\nFROM debian:12\nLABEL version=$V', '3: V is declared before FROM, and not in this stage'],
  ],
  'onbuild-trigger': [['onbuild maintainer a', '1: MAINTAINER cannot be a trigger']],
  'instruction-order': [['RUN true\nFROM a:1', '1: RUN stands before the first FROM']],
  'known-instruction': [['FROM a:1\nRUNN true', '2: RUNN is no instruction']],
  'run-without-effect': [['RUN A=b', '1: a variable has no effect beyond this step']],
  'key-value-format': [['ENV A b', '1: A is written without an equals sign']],
  'instruction-casing': [
    ['From a:1\nRUN true', '1: From is FROM like the others'],
    ['FROM a:1\nrun true', '2: run is RUN like the others'],
    ['from a:1\nrun true\nCMD ["a"]', '3: CMD is cmd like the others'],
  ],
  'from-as-casing': [['FROM a:1 as b', '1: as is written otherwise than FROM']],
  'stage-name-casing': [['FROM a:1 AS Build', '1: Build has capitals']],
  'reserved-stage-name': [['FROM a:1 AS scratch', "1: scratch is a name of the builder's own"]],
  'no-empty-continuation': [['RUN a \\\n\n  && b', '2: an empty line interrupts the instruction']],
  'no-inline-ignores': [['# hadolint global ignore=DL3003', '1: DL3003 is ignored in a comment']],
};
