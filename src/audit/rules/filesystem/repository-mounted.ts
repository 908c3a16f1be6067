import { serviceRule } from '../../rule.js';

export const repositoryMounted = serviceRule({
  id: 'repository-mounted',
  title: 'The repository is not mounted into a service',
  severity: 'low',
  theme: 'filesystem',
  rationale:
    'The image that was built and tested is then not what runs: a change in the folder, or by the container in its own code, is live at once. `.git` and `.env` come along.',
  remedy: 'Copy the code into the image. For development use an overlay, or `develop.watch`.',
  example: ['develop:', '  watch:', '    - action: sync', '      path: ./src', '      target: /app/src'].join('\n'),
  references: { owasp: ['RULE #8'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const mount of service.volumes) {
      if (mount.readOnly || mount.type !== 'bind' || mount.source === undefined) continue;
      if (/^(?:\.{1,2}(?:\/\.\.)*\/?|\$\{?PWD\}?\/?)$/.test(mount.source)) {
        report(
          mount,
          `${service.name} may write to the folder of the project (${mount.source} on ${mount.target ?? ''})`,
        );
      }
    }
  },
});
