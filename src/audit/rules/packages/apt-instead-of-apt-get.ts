import { commandRule } from '../../rule.js';

export const aptInsteadOfAptGet = commandRule({
  id: 'apt-instead-of-apt-get',
  title: 'Scripts call apt-get, not apt',
  severity: 'info',
  theme: 'packages',
  rationale:
    'apt is made for people at a terminal. Its options and its output may change from release to release, and it says so itself in a build.',
  remedy: 'Write apt-get, or apt-cache to ask for information.',
  example: 'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5',
  references: { hadolint: ['DL3027'], kics: ['Run Using apt'], checkov: ['CKV_DOCKER_9'] },
  commands: ['apt'],
  checkCommand(command, report) {
    report(
      command,
      `apt ${command.args.map(({ raw }) => raw).find((word) => !word.startsWith('-')) ?? ''}`.trim() +
        ' is called in a script',
    );
  },
});
