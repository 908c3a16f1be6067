import { isKeptOutOfLayer } from '../../../read/dockerfile/mounts.js';
import { hasOption, mayHoldOptions, optionValues } from '../../../read/shell/options.js';
import { packageRule } from './lib/package-rule.js';

/** Also where the cache is removed afterwards: hadolint, KICS, Trivy and dockle all ask for the option itself. */
export const apkNoCache = packageRule({
  id: 'apk-no-cache',
  title: 'apk add keeps no index and no packages',
  severity: 'info',
  theme: 'packages',
  rationale:
    'Without the option, apk works with an index in /var/cache/apk that may be out of date, or leaves a fresh one in the layer.',
  remedy: 'Use `apk add --no-cache`. Then neither `apk update` nor `rm -rf /var/cache/apk/*` is needed.',
  example: 'RUN apk add --no-cache curl~8.9',
  references: {
    hadolint: ['DL3019'],
    kics: ['Apk Add Using Local Cache Path'],
    trivy: ['DS025'],
    dockle: ['DKL-DI-0004'],
  },
  managers: ['apk'],
  subcommands: ['add'],
  checkPackages({ line, command }, report, run) {
    if (hasOption(line, 'no-cache') || mayHoldOptions(command)) return;
    if (optionValues(line, 'cache').some((value) => value === 'no')) return;
    if (['/var/cache/apk', '/etc/apk/cache'].some((folder) => isKeptOutOfLayer(run, folder))) return;
    report(command, 'apk add uses the cache in the image: --no-cache is missing');
  },
});
