import { composeRule } from '../../rule.js';
import { hasHostPaths, hostPaths } from './lib/host-paths.js';
import { isSensitive } from './lib/sensitive.js';

export const sensitiveHostDirectory = composeRule({
  id: 'sensitive-host-directory',
  title: 'No directory of the host system is mounted',
  severity: 'high',
  theme: 'filesystem',
  rationale:
    'With / or /etc of the host a container reads its users and keys, and, writable, becomes root of it. Read-only it still reads them all.',
  remedy: 'Mount the one file or folder of your own that the service needs.',
  example: ['volumes:', '  - ./app.conf:/etc/app.conf:ro'].join('\n'),
  references: {
    cis: ['5.6'],
    owasp: ['RULE #8'],
    nist: ['4.4.3', '4.5.5'],
    kics: ['Volume Has Sensitive Host Directory'],
  },
  concerns: hasHostPaths,
  check(project, report) {
    for (const { path, who, readOnly, ...place } of hostPaths(project)) {
      if (isSensitive(path)) report(place, `${who} ${readOnly ? 'reads' : 'may write to'} ${path} of the host`);
    }
  },
});
