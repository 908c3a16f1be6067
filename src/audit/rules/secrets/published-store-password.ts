import { serviceRule } from '../../rule.js';
import { isPublic, publishedPorts } from '../../../read/compose/addresses.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';
import { imageName } from '../../../read/compose/roles.js';

export const publishedStorePassword = serviceRule({
  id: 'published-store-password',
  title: 'What is published asks for a password',
  severity: 'high',
  theme: 'secrets',
  rationale:
    'Redis, memcached and MongoDB ask nobody unless they are told to. On a published port, within hours, somebody else deletes the data and leaves a note.',
  remedy:
    'Do not publish it. Otherwise: `--requirepass` from a secret, `MONGO_INITDB_ROOT_USERNAME` with `…_PASSWORD_FILE`.',
  example: 'command: [redis-server, /run/secrets/redis.conf]',
  references: { owasp: ['RULE #5'], nist: ['4.4.2', '4.4.3'] },
  checkService(service, report) {
    const image = imageName(service) ?? '';
    const port = publishedPorts(service).find(isPublic);
    if (!port || service.get('env_file') !== undefined || service.get('entrypoint') !== undefined) return;
    const told = itemsOf(service.get('command'))
      .map((item) => textOf(item) ?? '')
      .join(' ');
    const set = (name: RegExp) => service.environment.some(({ key }) => name.test(key));
    const open =
      (/^(?:redis|valkey|keydb|redis-stack|redis-stack-server)$/.test(image) &&
        !/requirepass|aclfile|\.conf\b|include/.test(told) &&
        !set(/PASSWORD|AUTH|REDIS_ARGS|EXTRA_FLAGS/)) ||
      (/^mongo(?:db)?$/.test(image) &&
        !/--auth\b|--keyFile\b|--config\b|-f\b/.test(told) &&
        !set(/ROOT_(?:USER|PASSWORD)|AUTH/)) ||
      (image === 'memcached' && !/(?:^|\s)(?:-S|--enable-sasl|-Y)\b/.test(told));
    if (open) report(port, `${service.name} is published, and asks nobody for a password`);
  },
});
