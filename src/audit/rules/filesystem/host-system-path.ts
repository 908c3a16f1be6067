import { composeRule } from '../../rule.js';
import { socketKind, hasHostPaths, hostPaths } from './lib/host-paths.js';
import { isSensitive } from './lib/sensitive.js';

const BELOW = /^\/(?:dev|etc|home|media|run|srv|usr|var|cdrom)\//;
/** What a container has to read to know the time of the host. */
const CLOCK = /^\/(?:etc\/(?:localtime|timezone)|usr\/share\/zoneinfo(?:\/.*)?)$/;

/** KICS counts any path that begins like a directory of the system; here those that give the machine away weigh more: `sensitive-host-directory`. */
export const hostSystemPath = composeRule({
  id: 'host-system-path',
  title: 'Nothing below the directories of the host system is mounted',
  severity: 'low',
  theme: 'filesystem',
  rationale:
    'What lies under /etc, /var, /usr or /home belongs to the host and its users: the container ties itself to how this one machine is set up, and may change it for others.',
  remedy: 'Use a named volume for data, and keep configuration beside the Compose file.',
  example: ['volumes:', '  - data:/var/lib/app'].join('\n'),
  references: { cis: ['5.6'], owasp: ['RULE #8'], nist: ['4.5.5'], kics: ['Volume Has Sensitive Host Directory'] },
  concerns: hasHostPaths,
  check(project, report) {
    for (const { path, who, readOnly, ...place } of hostPaths(project)) {
      if (isSensitive(path) || !BELOW.test(path) || (readOnly && CLOCK.test(path)) || socketKind(path)) continue;
      report(place, `${who} ${readOnly ? 'reads' : 'may write to'} ${path} of the host`);
    }
  },
});
