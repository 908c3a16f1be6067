import { instructionRule } from '../../rule.js';

export const fromRedundantPlatform = instructionRule({
  id: 'from-redundant-platform',
  title: 'FROM does not ask for the platform that it gets anyway',
  severity: 'info',
  theme: 'base-image',
  rationale: 'The target platform is the default. Writing it down makes readers look for a reason that is not there.',
  remedy: 'Take the flag away.',
  example: 'FROM alpine:3.22',
  references: {
    hadolint: ['DL3065'],
    kics: ['Using Platform Flag with FROM Command', 'Using Platform Flag With FROM Command'],
    buildkit: ['RedundantTargetPlatform'],
  },
  keywords: ['FROM'],
  checkInstruction(from, report) {
    const platform = from.flags.find(({ name }) => name === 'platform')?.value;
    if (platform && /^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(platform))
      report(from, `${platform} is the default`);
  },
});
