import { dockerfileRule } from '../../rule.js';

const KNOWN = new Set([
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER'],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]);

/** Other frontends have other instructions. */
const SYNTAX = /^\s*syntax\s*=\s*(\S+)/i;

export const knownInstruction = dockerfileRule({
  id: 'known-instruction',
  title: 'Instructions are those that the builder knows',
  severity: 'medium',
  theme: 'instructions',
  rationale: 'The build fails at the line; often a continuation is missing on the line above.',
  remedy: 'Correct the keyword, or end the line above with the escape character.',
  example: 'RUN true \\\n    && true',
  references: {},
  check(dockerfile, report) {
    // A line of the first comments chooses the frontend: the parser does not count it among the comments.
    const chosen = SYNTAX.exec(dockerfile.source.line(1).replace(/^#/, ''))?.[1];
    if (chosen !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(chosen)) return;
    for (const { keyword, line } of dockerfile.instructions) {
      if (!KNOWN.has(keyword)) report({ line }, `${keyword} is no instruction`);
    }
  },
});
