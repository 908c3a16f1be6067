import { serviceRule } from '../../rule.js';

const CREDENTIALS =
  /(?:^|\/)(?:\.ssh|\.aws|\.azure|\.kube|\.docker|\.gnupg|\.netrc|\.npmrc|\.pypirc|\.pgpass|\.git-credentials|\.vault-token|\.config\/gcloud|\.m2\/settings(?:-security)?\.xml|id_(?:rsa|dsa|ecdsa|ed25519))(?:\/|$)/;

export const hostCredentials = serviceRule({
  id: 'host-credentials',
  title: 'No credentials of a user are mounted',
  severity: 'high',
  theme: 'filesystem',
  rationale: 'With `~/.ssh` or `~/.aws` a container does elsewhere whatever the user may do, long after it is gone.',
  remedy: 'Give the service an identity of its own, as a Compose secret; for SSH within a build use `build.ssh`.',
  example: 'secrets: [deploy_key]',
  references: { owasp: ['RULE #12'], nist: ['4.4.3', '4.5.5'], cis: ['5.6'] },
  checkService(service, report) {
    for (const { source, type, ...place } of service.volumes) {
      const path = source?.replaceAll('\\', '/');
      if (path === undefined || type === 'volume') continue;
      if (CREDENTIALS.test(path)) report(place, `${service.name} gets credentials of a user (${source ?? ''})`);
      else if (/^(?:~|\$HOME|\$\{HOME\}|\$\{?USERPROFILE\}?)\/?$/.test(path))
        report(place, `${service.name} gets the home of a user (${source ?? ''})`);
    }
  },
});
