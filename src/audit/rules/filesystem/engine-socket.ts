import { composeRule } from '../../rule.js';
import { socketKind, hasHostPaths, hostPaths } from './lib/host-paths.js';

export const engineSocket = composeRule({
  id: 'engine-socket',
  title: 'No container gets the socket of a container engine',
  severity: 'critical',
  theme: 'filesystem',
  rationale:
    'containerd, CRI-O, Podman and BuildKit obey whoever talks to their sockets, as Docker does: it is root on the host.',
  remedy: 'Take the mount out.',
  example: ['volumes:', '  - data:/var/lib/app'].join('\n'),
  references: {
    cis: ['5.32'],
    owasp: ['RULE #1'],
    nist: ['4.4.3', '4.5.5'],
    kics: ['Volume Has Sensitive Host Directory'],
  },
  concerns: hasHostPaths,
  check(project, report) {
    for (const { path, who, ...place } of hostPaths(project)) {
      if (socketKind(path) === 'other') report(place, `${who} may command the container engine (${path})`);
    }
  },
});
