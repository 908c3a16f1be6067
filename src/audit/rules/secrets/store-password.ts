import { serviceRule } from '../../rule.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';
import { onceForText } from '../../../model/once.js';

const YES = /^(?:1|y|yes|true|on)$/i;
const NO = /^(?:0|n|no|false|off)$/i;

/** Switches of well-known images and the values that leave the door open. */
const OPEN: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^POSTGRES(?:QL)?_HOST_AUTH_METHOD$/, /^trust$/i],
  [/^(?:MYSQL|MARIADB)_ALLOW_EMPTY(?:_ROOT)?_PASSWORD$/, /^(?!(?:0|n|no|false|off)?$)/i],
  [/^(?:[A-Z]+_)?ALLOW_EMPTY_PASSWORD$/, YES],
  [/^ALLOW_(?:ANONYMOUS_LOGIN|PLAINTEXT_LISTENER)$/, YES],
  [/^xpack\.security\.enabled$/, NO],
  [/^plugins\.security\.disabled$|^DISABLE_SECURITY_PLUGIN$/, YES],
  [/^NEO4J_AUTH$/, /^none$/i],
  [/^NEO4J_dbms_security_auth__enabled$/, NO],
  [/^ARANGO_NO_AUTH$/, YES],
  [/^ME_CONFIG_BASICAUTH$/, NO],
  [/^AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED$|^GF_AUTH_ANONYMOUS_ENABLED$/, YES],
];
const switchesCalled = onceForText((key) => OPEN.filter(([name]) => name.test(key)));
const FLAGS =
  /(?:^|\s)--(?:skip-grant-tables|noauth|insecure-skip-auth)\b|(?:^|\s)--protected-mode[= ]no\b|(?:^|\s)start(?:-single-node)?\s+--insecure\b/;

export const storePassword = serviceRule({
  id: 'store-password',
  title: 'Databases ask for a password',
  severity: 'high',
  theme: 'secrets',
  rationale: 'Whoever reaches the database, from any container of its network, then reads and changes all of it.',
  remedy: 'Take the switch out, and give a password as a secret.',
  example: ['environment:', '  POSTGRES_PASSWORD_FILE: /run/secrets/postgres'].join('\n'),
  references: { owasp: ['RULE #12'], nist: ['4.4.3', '4.1.2'] },
  checkService(service, report) {
    for (const { key, value, ...place } of service.environment) {
      const open = switchesCalled(key).find(([, pattern]) => pattern.test(value?.trim() ?? ''));
      if (open) report(place, `${service.name} asks nobody for a password (${key}=${value ?? ''})`);
    }
    for (const item of ['command', 'entrypoint'].flatMap((key) => itemsOf(service.get(key)))) {
      const flag = FLAGS.exec(textOf(item) ?? '')?.[0];
      if (flag !== undefined) report(item, `${service.name} asks nobody for a password (${flag.trim()})`);
    }
  },
});
