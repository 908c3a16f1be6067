import { dockerfileRule } from '../../rule.js';
import { accountOf, isRoot, usersOf } from './lib/user-name.js';

/** hadolint looks at every stage. A stage that is only copied from may well work as root: a remark, no more. */
export const stageUserRoot = dockerfileRule({
  id: 'stage-user-root',
  title: 'No stage ends as root',
  severity: 'info',
  theme: 'user',
  rationale: 'Built with --target, or continued by somebody later, such a stage is an image that runs as root.',
  remedy: 'Switch back to another account at the end of the stage.',
  example: 'FROM debian:12 AS build\nUSER root\nRUN make install\nUSER 10001',
  references: { cis: ['4.1'], hadolint: ['DL3002'] },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      const user = usersOf(stage).at(-1);
      if (stage.final || !user) continue;
      // The last stage runs as this user, and user-root has said so.
      if (continues(dockerfile.final, stage) && !hasOwnUser(dockerfile.final, stage)) continue;
      const { name } = accountOf(user);
      if (isRoot(name)) report(user, `the stage ends as ${name}`);
    }
  },
});

type Stage = Parameters<typeof usersOf>[0];

function continues(stage: Stage | undefined, other: Stage): boolean {
  return stage !== undefined && (stage === other || continues(stage.parent, other));
}

function hasOwnUser(stage: Stage | undefined, until: Stage): boolean {
  return stage !== undefined && stage !== until && (usersOf(stage).length > 0 || hasOwnUser(stage.parent, until));
}
