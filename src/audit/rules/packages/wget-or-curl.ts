import { dockerfileRule } from '../../rule.js';

const TOOLS = ['wget', 'curl'];

export const wgetOrCurl = dockerfileRule({
  id: 'wget-or-curl',
  title: 'A stage downloads with wget or with curl, not with both',
  severity: 'low',
  theme: 'packages',
  rationale: 'Two programs for one task are two programs to patch, and two sets of options to get wrong.',
  remedy: 'Choose the one that is in the base image, and use it throughout.',
  example: 'RUN curl -fsSLO https://example.com/tool-1.4.2.tar.gz',
  references: {
    cis: ['4.3'],
    hadolint: ['DL4001'],
    kics: ["Run Using 'wget' and 'curl'"],
    trivy: ['DS014'],
  },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      const commands = stage.instructions
        .filter(({ keyword }) => keyword === 'RUN')
        .flatMap(({ script }) => script?.commands ?? [])
        .filter(({ name, args }) => TOOLS.includes(name) && args.length > 0);
      const first = commands[0];
      const second = commands.find(({ name }) => name !== first?.name);
      if (first && second)
        report(second, `${second.name} downloads where ${first.name} does already (line ${first.line})`);
    }
  },
});
