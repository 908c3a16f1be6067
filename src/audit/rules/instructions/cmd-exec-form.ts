import { dockerfileRule } from '../../rule.js';
import { shellFormMessage, shellForms } from './lib/exec-form.js';

export const cmdExecForm = dockerfileRule({
  id: 'cmd-exec-form',
  title: 'CMD and ENTRYPOINT are JSON arrays',
  severity: 'low',
  theme: 'instructions',
  rationale:
    'A shell in between is process 1 and does not hand on signals: docker stop waits ten seconds and kills, and arguments of docker run are lost.',
  remedy:
    'Write the program and its arguments as a JSON array. Where a shell is needed, start the program with exec in a script.',
  example: 'CMD ["node", "server.js"]',
  references: {
    hadolint: ['DL3025'],
    kics: ['Not Using JSON In CMD And ENTRYPOINT Arguments'],
    buildkit: ['JSONArgsRecommended'],
  },
  check(dockerfile, report) {
    for (const instruction of shellForms(dockerfile, true)) report(instruction, shellFormMessage(instruction));
  },
});
