import { dockerfileRule } from '../../rule.js';

export const noInlineIgnores = dockerfileRule({
  id: 'no-inline-ignores',
  title: 'Findings are not ignored in comments',
  severity: 'info',
  theme: 'instructions',
  rationale: 'Where exceptions are decided in one place, a comment that turns a rule off takes a decision nobody sees.',
  remedy: 'Take the comment away, and ask for the exception where they are kept.',
  example: 'RUN apt-get install -y --no-install-recommends curl=8.14.*',
  references: { hadolint: ['DL1001'] },
  optIn: true,
  check(dockerfile, report) {
    for (const comment of dockerfile.comments) {
      const ignored = /^\s*hadolint\s+(?:global\s+)?ignore\s*=\s*(\S.*?)\s*(?:#|$)/.exec(comment.text)?.[1];
      if (ignored !== undefined) report(comment, `${ignored} is ignored in a comment`);
    }
  },
});
