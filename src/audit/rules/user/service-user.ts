import { serviceRule } from '../../rule.js';
import { imageName, isWindows } from '../../../read/compose/roles.js';

/** Official images that begin as root and then become somebody else, or that never are root. */
const DROPS_ROOT =
  /^(?:postgres|postgis|pgvector|mysql|mariadb|percona|mongo|redis|redis-stack|valkey|memcached|rabbitmq|elasticsearch|opensearch|kibana|logstash|neo4j|cassandra|couchdb|solr|zookeeper|kafka|grafana|prometheus|node-exporter|alertmanager|keycloak|jenkins|sonarqube|haproxy|varnish|eclipse-mosquitto|postgresql)$/;

/** An image that is built here has its user in its Dockerfile, which has rules of its own. */
export const serviceUser = serviceRule({
  id: 'service-user',
  title: 'Every service of a foreign image says as whom it runs',
  severity: 'low',
  theme: 'user',
  rationale:
    'Most images run as root unless they are told otherwise, and what their makers chose may change with the next one.',
  remedy: 'Write `user:` with a number that the image works with; its documentation names one.',
  example: 'user: "101:101"',
  references: { cis: ['4.1'], owasp: ['RULE #2'], nist: ['4.1.2', '4.4.3'] },
  checkService(service, report) {
    if (
      service.get('user') !== undefined ||
      service.build !== undefined ||
      service.image === undefined ||
      isWindows(service)
    )
      return;
    if (/nonroot|unprivileged|rootless|distroless/i.test(service.image) || DROPS_ROOT.test(imageName(service) ?? ''))
      return;
    report(service.at, `${service.name} runs as whoever the image ${service.image} says, mostly root`);
  },
});
