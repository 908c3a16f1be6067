import type { RuleText } from '../../rule.js';
import { cleanRule, type Cleaning } from './lib/clean-rule.js';
import { cleansRpmCache, RPM_INSTALLS, rpmCacheIsMounted } from './lib/rpm.js';

const TEXT = {
  severity: 'info',
  theme: 'packages',
  rationale:
    'Metadata and packages in /var/cache are often larger than what was installed, and of no use in the image.',
  remedy: 'End the same RUN with `dnf clean all`, or mount a cache at /var/cache/dnf.',
  example: 'RUN dnf install -y httpd-2.4.57 && dnf clean all',
} as const satisfies Partial<RuleText>;

const cleaning = (managers: readonly string[], left: string): Cleaning => ({
  left,
  fills: ({ manager, subcommand }) => managers.includes(manager) && RPM_INSTALLS.includes(subcommand),
  cleans: cleansRpmCache,
  isMounted: rpmCacheIsMounted,
});

const DNF = cleaning(['dnf', 'tdnf'], 'the cache of dnf');

export const dnfCacheCleaned = cleanRule({
  ...TEXT,
  ...DNF,
  id: 'dnf-cache-cleaned',
  title: 'The cache of dnf is removed',
  references: { hadolint: ['DL3040'], kics: ['Missing Dnf Clean All'], trivy: ['DS019'] },
  when: 'never',
});

/** Apart, because KICS is content with a clean in a later layer. The layer keeps the cache all the same. */
export const dnfCacheCleanedInTime = cleanRule({
  ...TEXT,
  ...DNF,
  id: 'dnf-cache-cleaned-in-its-layer',
  title: 'The cache of dnf is removed in the layer that filled it',
  references: { hadolint: ['DL3040'], trivy: ['DS019'] },
  when: 'later',
});

export const microdnfCacheCleaned = cleanRule({
  ...TEXT,
  ...cleaning(['microdnf'], 'the cache of microdnf'),
  id: 'microdnf-cache-cleaned',
  title: 'The cache of microdnf is removed in the layer that filled it',
  remedy: 'End the same RUN with `microdnf clean all`.',
  example: 'RUN microdnf install -y httpd-2.4.57 && microdnf clean all',
  references: { hadolint: ['DL3040'], kics: ['Missing Dnf Clean All'], trivy: ['DS027'] },
  when: 'any',
});
