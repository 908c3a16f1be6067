import { dockerfileRule } from '../../rule.js';
import { labelsOfImage } from './lib/labels.js';

export const labelMissing = dockerfileRule({
  id: 'label-missing',
  title: 'The image has the labels that are asked for',
  severity: 'info',
  theme: 'labels',
  rationale: 'Without them nobody knows where the image comes from, and whom to ask.',
  remedy: 'Add the label to the last stage.',
  example: 'LABEL org.opencontainers.image.source="https://example.org/app"',
  references: { hadolint: ['DL3049'] },
  check(dockerfile, report, { settings }) {
    const { final } = dockerfile;
    if (!settings.labels || !dockerfile.complete || !final?.from) return;
    const given = labelsOfImage(dockerfile);
    for (const name of Object.keys(settings.labels))
      if (!given.has(name)) report(final.from, `the label ${name} is missing`);
  },
});
