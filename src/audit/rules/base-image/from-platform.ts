import { instructionRule } from '../../rule.js';

/** A variable of the builder (`$BUILDPLATFORM`) is how one cross-compiles, and `from-redundant-platform` has the rest. */
export const fromPlatform = instructionRule({
  id: 'from-platform',
  title: 'FROM leaves the platform to the build',
  severity: 'low',
  theme: 'base-image',
  rationale:
    'A platform written into the file makes images of that architecture everywhere: emulated and slow, or not runnable, on any other machine.',
  remedy:
    'Take the flag away and choose with docker build --platform; or use $BUILDPLATFORM for a stage that cross-compiles.',
  example: 'FROM --platform=$BUILDPLATFORM golang:1.26 AS build',
  references: {
    hadolint: ['DL3029'],
    kics: ['Using Platform Flag with FROM Command', 'Using Platform Flag With FROM Command'],
    buildkit: ['FromPlatformFlagConstDisallowed'],
  },
  keywords: ['FROM'],
  checkInstruction(from, report) {
    const platform = from.flags.find(({ name }) => name === 'platform')?.value;
    if (!platform || /\$\{?(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT)\b/.test(platform)) return;
    report(from, `the platform ${platform} is fixed`);
  },
});
