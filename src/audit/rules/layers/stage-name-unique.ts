import { dockerfileRule } from '../../rule.js';

export const stageNameUnique = dockerfileRule({
  id: 'stage-name-unique',
  title: 'Every stage has a name of its own',
  severity: 'medium',
  theme: 'layers',
  rationale: 'Of two stages of one name nobody knows which is meant; case does not tell them apart.',
  remedy: 'Give one of them another name.',
  example: 'FROM node:24 AS build\nFROM node:24-slim AS runtime',
  references: {
    hadolint: ['DL3024'],
    kics: ['Same Alias In Different Froms'],
    trivy: ['DS012'],
    checkov: ['CKV_DOCKER_11'],
    buildkit: ['DuplicateStageName'],
  },
  check(dockerfile, report) {
    const lines = new Map<string, number>();
    for (const { name, from } of dockerfile.stages) {
      if (name === undefined || !from) continue;
      const first = lines.get(name);
      if (first === undefined) lines.set(name, from.line);
      else report(from, `the stage in line ${first} is called ${name} already`);
    }
  },
});
