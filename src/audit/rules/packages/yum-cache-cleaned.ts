import { cleanRule } from './lib/clean-rule.js';
import { cleansRpmCache, RPM_INSTALLS, rpmCacheIsMounted } from './lib/rpm.js';

export const yumCacheCleaned = cleanRule({
  id: 'yum-cache-cleaned',
  title: 'The cache of yum is removed in the layer that filled it',
  severity: 'info',
  theme: 'packages',
  rationale:
    'Metadata and packages in /var/cache are often larger than what was installed, and of no use in the image.',
  remedy: 'End the same RUN with `yum clean all`, or mount a cache at /var/cache/yum.',
  example: 'RUN yum install -y httpd-2.4.57 && yum clean all',
  references: { hadolint: ['DL3032'], kics: ['Yum Clean All Missing'], trivy: ['DS015'] },
  when: 'any',
  left: 'the cache of yum',
  fills: ({ manager, subcommand }) => manager === 'yum' && RPM_INSTALLS.includes(subcommand),
  cleans: cleansRpmCache,
  isMounted: rpmCacheIsMounted,
});
