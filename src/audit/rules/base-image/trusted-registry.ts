import { escapePattern } from '../../../read/text/pattern.js';
import { DOCKER_HUB } from '../../../read/dockerfile/base.js';
import { readImageReference } from '../../../read/dockerfile/image-reference.js';
import { sourcesOf } from '../../../read/dockerfile/stages.js';
import { dockerfileRule } from '../../rule.js';
import { pulledImages } from './lib/from.js';

export const trustedRegistry = dockerfileRule({
  id: 'trusted-registry',
  title: 'Images come from the registries that are trusted',
  severity: 'high',
  theme: 'base-image',
  rationale:
    'Everything in a base image runs with what the container may do. Whoever publishes it is part of the team.',
  remedy: 'Take the image from a trusted registry, or mirror it there; or add its registry to the trusted ones.',
  example: 'FROM registry.example.org/base/node:24',
  references: { cis: ['4.2'], nist: ['4.1.5', '4.2.1'], hadolint: ['DL3026'], dockle: ['CIS-DI-0002'] },
  check(dockerfile, report, { settings }) {
    const { trustedRegistries } = settings;
    if (!trustedRegistries || trustedRegistries.length === 0) return;
    const refuse = (at: Parameters<typeof report>[0], text: string, registry: string | undefined) => {
      if (isTrusted(registry, trustedRegistries)) return;
      report(at, `${text} comes from ${registry ?? 'docker.io'}, which is not one of the trusted registries`);
    };
    for (const { from, image } of pulledImages(dockerfile)) {
      // `$REGISTRY/node`: only the build knows.
      if (!/^[^/]*\$/.test(image.text)) refuse(from, image.text, image.registry);
    }
    for (const instruction of dockerfile.instructions) {
      for (const source of sourcesOf(instruction)) {
        if (source.includes('$') || !/[/:@]/.test(source)) continue;
        refuse(instruction, source, readImageReference(source).registry);
      }
    }
  },
});

/** `*.example.org` stands for every host below it, `*` for all. */
function isTrusted(registry: string | undefined, trusted: readonly string[]): boolean {
  const names = registry === undefined || DOCKER_HUB.includes(registry) ? DOCKER_HUB : [registry];
  return trusted.some((pattern) => {
    const parts = pattern
      .replace(/^https?:\/\//, '')
      .replace(/\/+$/, '')
      .split('*');
    const expression = parts.map(escapePattern).join('.*');
    return names.some((name) => new RegExp(`^${expression}$`, 'i').test(name));
  });
}
