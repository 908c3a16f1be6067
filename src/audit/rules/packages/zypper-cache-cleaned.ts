import type { RuleText } from '../../rule.js';
import { isKeptOutOfLayer } from '../../../read/dockerfile/mounts.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import { cleanRule, type Cleaning } from './lib/clean-rule.js';
import { removes } from './lib/removal.js';

const CACHE = '/var/cache/zypp';

const ZYPPER: Cleaning & Pick<RuleText, 'severity' | 'theme' | 'rationale' | 'remedy' | 'example'> = {
  severity: 'info',
  theme: 'packages',
  rationale:
    'Metadata and packages in /var/cache/zypp are often larger than what was installed, and of no use in the image.',
  remedy: 'End the same RUN with `zypper clean --all`.',
  example: 'RUN zypper install -y httpd=2.4.57 && zypper clean --all',
  left: 'the cache of zypper',
  fills: ({ manager, subcommand }) =>
    manager === 'zypper' && ['install', 'remove', 'source-install', 'patch'].includes(subcommand),
  cleans(command) {
    const found = packageCommand(command);
    return (found?.manager === 'zypper' && found.subcommand === 'clean') || removes(command, CACHE);
  },
  isMounted: (run) => isKeptOutOfLayer(run, CACHE),
};

export const zypperCacheCleaned = cleanRule({
  ...ZYPPER,
  id: 'zypper-cache-cleaned',
  title: 'The cache of zypper is removed',
  references: { hadolint: ['DL3036'], kics: ['Missing Zypper Clean'], trivy: ['DS020'] },
  when: 'never',
});

/** Apart, because KICS is content with a clean in a later layer. The layer keeps the cache all the same. */
export const zypperCacheCleanedInTime = cleanRule({
  ...ZYPPER,
  id: 'zypper-cache-cleaned-in-its-layer',
  title: 'The cache of zypper is removed in the layer that filled it',
  references: { hadolint: ['DL3036'], trivy: ['DS020'] },
  when: 'later',
});
