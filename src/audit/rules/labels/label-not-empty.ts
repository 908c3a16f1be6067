import { dockerfileRule } from '../../rule.js';
import { labelsOf } from './lib/labels.js';

export const labelNotEmpty = dockerfileRule({
  id: 'label-not-empty',
  title: 'Labels that are asked for are not empty',
  severity: 'info',
  theme: 'labels',
  rationale: 'An empty label says no more than a missing one.',
  remedy: 'Give it its value.',
  example: 'LABEL org.opencontainers.image.vendor="Example"',
  references: { hadolint: ['DL3051'] },
  check(dockerfile, report, { settings }) {
    for (const { name, value, line } of labelsOf(dockerfile)) {
      if (settings.labels && Object.hasOwn(settings.labels, name) && (value?.value ?? '') === '')
        report({ line }, `the label ${name} is empty`);
    }
  },
});
