import { serviceRule } from '../../rule.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';

export const engineOverTls = serviceRule({
  id: 'engine-over-tls',
  title: 'The engine is commanded over TLS or a socket',
  severity: 'high',
  theme: 'privileges',
  rationale: 'Whoever may talk to a Docker engine is root on its machine, and plain TCP asks nobody for a name.',
  remedy:
    'Use `tcp://…:2376` with certificates (`DOCKER_TLS_VERIFY: 1`), `ssh://`, or a proxy that lets through the calls that are needed.',
  example: [
    'environment:',
    '  DOCKER_HOST: tcp://dind:2376',
    '  DOCKER_TLS_VERIFY: "1"',
    '  DOCKER_CERT_PATH: /certs/client',
  ].join('\n'),
  references: { owasp: ['RULE #1'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const variable of service.environment) {
      const { key, value } = variable;
      if (key === 'DOCKER_HOST' && value !== undefined && /^(?:tcp|http):\/\/.*:2375\b/.test(value)) {
        report(variable, `${service.name} commands the engine at ${value} without TLS`);
      }
      if (key === 'DOCKER_TLS_CERTDIR' && value === '')
        report(variable, `${service.name} starts its engine without TLS (DOCKER_TLS_CERTDIR is empty)`);
    }
    for (const item of [...itemsOf(service.get('command')), ...itemsOf(service.get('entrypoint'))]) {
      const text = textOf(item) ?? '';
      if (/\btcp:\/\/[\w.:[\]]*:2375\b|--tls=false\b/.test(text))
        report(item, `${service.name} offers its engine without TLS (${text.slice(0, 80)})`);
    }
  },
});
