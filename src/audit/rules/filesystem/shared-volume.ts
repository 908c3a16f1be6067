import { composeRule } from '../../rule.js';
import type { ComposeService, Mount } from '../../../read/compose/document.js';
import { withoutSlash } from '../../../read/text/trim.js';

/** KICS also counts a volume that one service alone mounts; that one is shared with nobody. Nor can anybody change what all mount read-only. */
export const sharedVolume = composeRule({
  id: 'shared-volume',
  title: 'No two services write to one volume',
  severity: 'low',
  theme: 'filesystem',
  rationale: 'Whoever takes over one of them changes what the other reads, runs, or serves.',
  remedy: 'Give each service a volume of its own, and let those that only read mount it with `:ro`.',
  example: ['volumes:', '  - uploads:/srv/uploads:ro'].join('\n'),
  references: { owasp: ['RULE #8'], nist: ['4.4.3'], kics: ['Shared Volumes Between Containers'] },
  check(project, report) {
    const users = new Map<string, { service: ComposeService; mount: Mount }[]>();
    for (const service of project.services) {
      for (const mount of service.volumes) {
        if (mount.source === undefined || mount.type === 'tmpfs' || mount.type === 'image') continue;
        const source = withoutSlash(mount.source);
        users.set(source, [...(users.get(source) ?? []), { service, mount }]);
      }
    }
    for (const [source, mounts] of users) {
      const names = [...new Set(mounts.map(({ service }) => service.name))];
      if (names.length < 2 || mounts.every(({ mount }) => mount.readOnly)) continue;
      for (const { service, mount } of mounts) {
        const others = names.filter((name) => name !== service.name).join(', ');
        report(mount, `${service.name} shares ${source} with ${others}`);
      }
    }
  },
});
