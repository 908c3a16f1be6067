import { dockerfileRule } from '../../rule.js';
import { labelsOf } from './lib/labels.js';

export const labelSuperfluous = dockerfileRule({
  id: 'label-superfluous',
  title: 'The image has no other labels than those that are asked for',
  severity: 'info',
  theme: 'labels',
  rationale: 'Where labels are strict, another one is a misspelled one.',
  remedy: 'Correct the name, take the label away, or add it to the settings.',
  example: 'LABEL org.opencontainers.image.source="https://example.org/app"',
  references: { hadolint: ['DL3050'] },
  check(dockerfile, report, { settings }) {
    if (!settings.strictLabels) return;
    for (const { name, line } of labelsOf(dockerfile)) {
      if (!Object.hasOwn(settings.labels ?? {}, name)) report({ line }, `the label ${name} is not asked for`);
    }
  },
});
