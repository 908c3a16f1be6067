import { namesOf } from '../../../read/compose/service.js';
import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule, type RuleContext } from '../../rule.js';
import type { Dockerfile } from '../../../read/dockerfile/document.js';
import { once } from '../../../model/once.js';

/** An image has a tag or digest here, as hadolint has it: a bare name may be an image, or a stage misspelled. */
export const copyFromKnownStage = instructionRule({
  id: 'copy-from-known-stage',
  title: 'COPY --from names a stage above it, or an image with its tag',
  severity: 'medium',
  theme: 'layers',
  rationale:
    'A name that no stage above has is taken for an image of Docker Hub: a slip of the pen copies files of strangers, or the build fails.',
  remedy: 'Name a stage above; give an image its tag or digest.',
  example: 'FROM golang:1.26 AS build\nFROM scratch\nCOPY --from=build /app /app',
  references: { hadolint: ['DL3022'], kics: ["COPY '--from' Without FROM Alias Defined Previously"] },
  keywords: ['COPY'],
  checkInstruction(instruction, report, dockerfile, context) {
    const { from } = copied(instruction);
    if (!from || instruction.onbuild || /[:$]/.test(from)) return;
    const index = instruction.stage?.index ?? 0;
    const known = /^\d+$/.test(from)
      ? Number(from) <= index && dockerfile.complete
      : (firstStages(dockerfile).get(from.toLowerCase()) ?? Infinity) <= index;
    if (!known && !isNamedContext(from, dockerfile, context)) report(instruction, `${from} is no stage above this one`);
  },
});

/** The first stage of each name, by index. */
const firstStages = once(({ stages }: Dockerfile): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const { name, index } of stages) if (name !== undefined && !first.has(name)) first.set(name, index);
  return first;
});

/** A context that the build is given beside its own: `additional_contexts` in Compose. */
function isNamedContext(name: string, dockerfile: Dockerfile, context: RuleContext): boolean {
  return context.servicesOf(dockerfile).some((service) => {
    const contexts = service.get('build', 'additional_contexts');
    return contexts !== undefined && namesOf(contexts).some((entry) => entry.split('=', 1)[0] === name);
  });
}
