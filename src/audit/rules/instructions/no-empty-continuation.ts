import { dockerfileRule } from '../../rule.js';

export const noEmptyContinuation = dockerfileRule({
  id: 'no-empty-continuation',
  title: 'Continued lines have no empty lines between them',
  severity: 'low',
  theme: 'instructions',
  rationale: 'The builder will refuse them one day, and readers take the empty line for the end of the instruction.',
  remedy: 'Take the empty line away, or make it a comment.',
  example: 'RUN true \\\n    # why\n    && true',
  references: { buildkit: ['NoEmptyContinuation'] },
  check(dockerfile, report) {
    const { source, escape } = dockerfile;
    for (const { line, endLine, heredocs, onbuild } of dockerfile.instructions) {
      const end = heredocs[0] ? Math.min(endLine, heredocs[0].line - 1) : endLine;
      let continued = false;
      for (let at = line; at <= end && !onbuild; at++) {
        const text = source.line(at).trim();
        if (text === '' && continued) report({ line: at }, 'an empty line interrupts the instruction');
        if (text !== '' && !text.startsWith('#')) continued = text.endsWith(escape);
      }
    }
  },
});
