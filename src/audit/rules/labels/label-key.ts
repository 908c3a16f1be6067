import { dockerfileRule } from '../../rule.js';
import { labelsOf } from './lib/labels.js';

/** Reserved, but meant to be set by the authors of extensions for Docker Desktop. */
const EXTENSIONS = /^com\.docker\.(?:desktop\.)?extension\./;

export const labelKey = dockerfileRule({
  id: 'label-key',
  title: 'Names of labels are well formed',
  severity: 'info',
  theme: 'labels',
  rationale:
    "Tools look for small letters, digits, dots and hyphens. Names below com.docker, io.docker and org.dockerproject are Docker's own.",
  remedy: 'Write the name in small letters, with a domain of your own in front.',
  example: 'LABEL org.opencontainers.image.source="https://example.org/app"',
  references: { hadolint: ['DL3048'] },
  check(dockerfile, report) {
    for (const { name, line } of labelsOf(dockerfile)) {
      if (name.includes('$') || EXTENSIONS.test(name)) continue;
      const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(name);
      const formed = /^[a-z](?:[a-z0-9.-]*[a-z0-9])?$/.test(name) && !/\.\.|--/.test(name);
      if (reserved || !formed)
        report({ line }, reserved ? `${name} is reserved for Docker` : `${name} is not a well-formed name`);
    }
  },
});
