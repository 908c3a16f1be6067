import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { isRoot } from '../../../model/user-id.js';
import { accountOf, usersOf } from './lib/user-name.js';

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
    // The user that the last stage runs as is the business of user-root.
    const inForce = dockerfile.final && lastOf(dockerfile.final, 'USER');
    for (const stage of dockerfile.stages) {
      const user = usersOf(stage).at(-1);
      if (stage.final || !user || user === inForce) continue;
      const { name } = accountOf(user);
      if (isRoot(name)) report(user, `the stage ends as ${name}`);
    }
  },
});
