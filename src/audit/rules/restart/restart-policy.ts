import { serviceRule } from '../../rule.js';
import { isTrue, textOf } from '../../../read/compose/node.js';

/** Names of what runs once, and of what is talked to. */
const ONCE =
  /^(?:.*[-_])?(?:migrate|migrations?|migrator|seed|seeder|setup|bootstrap|init|createbuckets?|cli|shell|console)$/i;

/** Jobs, and services of a profile or with a terminal, which are started by hand, are left out; `restart: 'no'` is an answer too. */
export const restartPolicy = serviceRule({
  id: 'restart-policy',
  title: 'Every service that is to stay says when it is restarted',
  severity: 'low',
  theme: 'restart',
  rationale:
    'Without a policy a service that fails at night, or a machine that reboots, leaves it down until somebody looks.',
  remedy: 'Write `restart: unless-stopped`, or `on-failure:5` where a failure must not repeat for ever.',
  example: 'restart: unless-stopped',
  references: { cis: ['5.15'], owasp: ['RULE #7'], nist: ['4.4.3'] },
  checkService(service, report, around) {
    if (textOf(service.get('restart')) !== undefined || service.get('deploy', 'restart_policy')) return;
    if (around.isJob || ONCE.test(service.name) || service.profiles.length > 0) return;
    if (isTrue(service.get('tty')) && isTrue(service.get('stdin_open'))) return;
    report(service.at, `${service.name} has no restart policy`);
  },
});
