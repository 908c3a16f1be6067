import { commandRule } from '../../rule.js';

export const shellInstruction = commandRule({
  id: 'shell-instruction',
  title: 'The shell of the build is chosen with SHELL',
  severity: 'low',
  theme: 'instructions',
  rationale:
    'Programs rely on what /bin/sh is. Another shell in its place changes them all, in the container too, and the next update of the package changes it back.',
  remedy: 'Use SHELL, which changes the build alone.',
  example: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  references: { hadolint: ['DL4005'], kics: ['Changing Default Shell Using RUN Command'] },
  commands: ['ln', 'cp', 'mv'],
  checkCommand(command, report) {
    const paths = command.args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
    const target = paths.at(-1) ?? '';
    // `ln -s dash /bin/` and `ln -s bash sh` in the folder are rarer than mistakes about them.
    if (paths.length > 1 && /^(?:\/usr)?\/bin\/sh$/.test(target)) report(command, `${command.name} replaces ${target}`);
  },
});
