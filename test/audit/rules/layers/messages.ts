import type { Messages } from '../messages.js';

export const layersMessages: Messages = {
  'copy-over-add': [['ADD a b', '1: a is added, not copied']],
  'add-from-url': [['ADD http://example.org/a /b', '1: http://example.org/a is taken as it comes']],
  'add-for-archives': [['COPY a.gz /x/\nRUN gunzip /x/a.gz', '1: a.gz is copied and unpacked later']],
  'copy-to-folder': [['COPY a b /c', '1: 2 sources go to /c, which does not end with a slash']],
  'copy-from-known-stage': [['FROM b:1\nCOPY --from=x /a /b', '2: x is no stage above this one']],
  'copy-from-own-stage': [['FROM a:1 AS x\nCOPY --from=x /a /b', '2: x is this very stage']],
  'stage-name-unique': [['FROM a:1 AS x\nFROM b:1 AS x', '2: the stage in line 1 is called x already']],
  'stage-by-name': [['FROM a:1\nFROM b:1\nCOPY --from=0 /a /b', '3: stage 0 is named by its number']],
  'workdir-absolute': [['workdir ..', '1: .. depends on the folder before it']],
  'copy-target-absolute': [['COPY a .', '1: where . is depends on the base image']],
  'workdir-over-cd': [['RUN cd && ls', '1: cd ~ takes the place of WORKDIR']],
  'no-relative-cd': [['RUN cd .. && make', '1: cd .. depends on the folder before it']],
  'consecutive-run': [
    ['RUN a\nRUN b', '2: the step in line 1 could hold this one too'],
    ['RUN a\nRUN b && c && d\nRUN e\nRUN f', '4: the step in line 3 could hold this one too'],
    ['FROM a:1\nRUN a && b\nRUN c | d\nCMD ["x"]\nRUN e', '3: the step in line 2 could hold this one too'],
  ],
  'groupable-instructions': [['RUN a\nRUN b', '2: RUN could be one with the line above']],
  'no-chown-flag': [['COPY --chown=app:app a /b', '1: the files belong to app:app']],
  'no-interactive-commands': [['RUN nano x', '1: nano has no place in a build']],
  'no-system-volume': [['VOLUME /proc', '1: /proc is a folder of the system']],
  'no-system-workdir': [['WORKDIR /proc', '1: /proc is a folder of the system']],
  'no-whole-filesystem': [['COPY --from=x / /', '1: all of x is copied']],
  'no-whole-context': [['COPY . .', '1: . is everything in the build context']],
  'no-needless-files': [['COPY .git /app/.git', '1: .git is of no use in the image']],
};
