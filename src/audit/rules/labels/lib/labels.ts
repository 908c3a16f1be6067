import { dockerfileRule, type DockerfileRule, type RuleText, type Settings } from '../../../rule.js';
import { once } from '../../../../model/once.js';
import { inherited, type Assignment, type Dockerfile } from '../../../../read/dockerfile/document.js';

/** All `LABEL`s of a file, stage by stage. */
export const labelsOf = once((dockerfile: Dockerfile): readonly Assignment[] =>
  dockerfile.instructions.flatMap(({ keyword, assignments, onbuild }) =>
    keyword === 'LABEL' && !onbuild ? assignments : [],
  ),
);

/** Labels that the image has at the end. */
export const labelsOfImage = once(({ final }: Dockerfile): ReadonlySet<string> => {
  const instructions = final ? inherited(final) : [];
  return new Set(
    instructions.flatMap(({ keyword, assignments }) =>
      keyword === 'LABEL' ? assignments.map(({ name }) => name) : [],
    ),
  );
});

type Format = NonNullable<Settings['labels']>[string];

/** A rule about the labels that the settings want in a format. What only the build knows is not looked at. */
export function labelFormatRule(
  rule: RuleText & { readonly format: Format; readonly is: (value: string) => boolean; readonly what: string },
): DockerfileRule {
  const { format, is, what, ...text } = rule;
  return dockerfileRule({
    ...text,
    check(dockerfile, report, { settings }) {
      for (const { name, value, line } of labelsOf(dockerfile)) {
        if (settings.labels?.[name] !== format || !value || value.dynamic || value.value === '' || is(value.value))
          continue;
        report({ line }, `${name} is ${value.value}, which is not ${what}`);
      }
    },
  });
}
