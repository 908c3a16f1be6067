import { instructionRule } from '../../rule.js';

/** KICS counts every platform flag, this use too; hadolint and BuildKit recommend it. */
export const fromBuildPlatform = instructionRule({
  id: 'from-build-platform',
  title: 'Stages that run on the build platform hand on nothing of it',
  severity: 'info',
  theme: 'base-image',
  rationale:
    'A stage on $BUILDPLATFORM has the architecture of the building machine. What it compiles without cross-compiling does not run elsewhere.',
  remedy: 'Compile for $TARGETARCH in such a stage, or leave the flag away.',
  example: 'FROM golang:1.26 AS build',
  references: { kics: ['Using Platform Flag with FROM Command', 'Using Platform Flag With FROM Command'] },
  keywords: ['FROM'],
  checkInstruction(from, report, dockerfile) {
    const platform = from.flags.find(({ name }) => name === 'platform')?.value;
    if (!platform || !/\$\{?BUILDPLATFORM\b/.test(platform)) return;
    const stage = dockerfile.stages.find((candidate) => candidate.from?.index === from.index);
    const knowsTarget = stage?.instructions.some(({ text }) => /\bTARGET(?:PLATFORM|OS|ARCH|VARIANT)\b/.test(text));
    if (!knowsTarget) report(from, `the stage runs on ${platform}, and nothing in it asks for the target`);
  },
});
