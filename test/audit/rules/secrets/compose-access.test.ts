import { expect, test } from 'vitest';
import { debugMode } from '../../../../src/audit/rules/secrets/debug-mode.js';
import { publishedStorePassword } from '../../../../src/audit/rules/secrets/published-store-password.js';
import { storePassword } from '../../../../src/audit/rules/secrets/store-password.js';
import { composeCases, composeFindings } from '../../support.js';
import { service, services } from '../service.js';

const env = (text: string) => service(`environment:\n  ${text}`);

composeCases(storePassword, {
  complies: [
    ...[
      'POSTGRES_HOST_AUTH_METHOD: scram-sha-256',
      'MYSQL_ALLOW_EMPTY_PASSWORD: "no"',
      'ALLOW_EMPTY_PASSWORD: "no"',
    ].map(env),
    ...[
      'POSTGRES_HOST_AUTH_METHOD: ${M}',
      'xpack.security.enabled: "true"',
      'NEO4J_AUTH: neo4j/x',
      'ALLOW_EMPTY_PASSWORD:',
    ].map(env),
    ...services('command: redis-server --protected-mode yes', 'restart: always'),
  ],
  violates: [
    [env('POSTGRES_HOST_AUTH_METHOD: trust'), 5],
    [env('- POSTGRES_HOST_AUTH_METHOD=trust'), 5],
    [env('ALLOW_EMPTY_PASSWORD: "yes"'), 5],
    [env('- MYSQL_ALLOW_EMPTY_PASSWORD=1'), 5],
    [env('MARIADB_ALLOW_EMPTY_ROOT_PASSWORD: true'), 5],
    [env('- xpack.security.enabled=false'), 5],
    [env('NEO4J_AUTH: none'), 5],
    [env('POSTGRES_HOST_AUTH_METHOD: ${M:-trust}'), 5],
    [service('command: redis-server --protected-mode no'), 4],
    [service('command: [mysqld, --skip-grant-tables]'), 4],
    [service('command: start-single-node --insecure'), 4],
  ],
});

const store = (image: string, body: string) =>
  `services:\n  s:\n    image: ${image}\n    ports:\n      - "7000:7000"\n${body}`;

composeCases(publishedStorePassword, {
  complies: [
    store('redis:8', '    command: redis-server --requirepass ${PW}\n'),
    store('redis:8', '    command: redis-server /etc/redis/redis.conf\n'),
    store('redis:8', '    env_file: .env\n'),
    store('redis:8', '').replace('"7000', '"127.0.0.1:7000'),
    store('bitnami/redis:8', '    environment: { REDIS_PASSWORD: "${PW}" }\n'),
    store('mongo:8', '    environment: { MONGO_INITDB_ROOT_USERNAME: root }\n'),
    store('mongo:8', '    command: mongod --auth\n'),
    store('memcached:1', '    command: memcached -S\n'),
    store('postgres:17', ''),
    'services:\n  s: { image: redis:8 }\n',
  ],
  violates: [
    [store('redis:8-alpine', ''), 5],
    [store('valkey/valkey:8', '    command: --appendonly yes\n'), 5],
    [store('mongo:8', ''), 5],
    [store('memcached:1', '    command: memcached -m 64\n'), 5],
  ],
});

composeCases(debugMode, {
  complies: [
    'NODE_ENV: production',
    'DEBUG: "false"',
    'DEBUG: "app:*"',
    'APP_ENV: prod',
    'FLASK_DEBUG: 0',
    'NODE_ENV: ${E}',
  ].map(env),
  violates: [
    [env('NODE_ENV: development'), 5],
    [env('- FLASK_DEBUG=1'), 5],
    [env('DEBUG: "*"'), 5],
    [env('ASPNETCORE_ENVIRONMENT: Development'), 5],
    [env('APP_DEBUG: "true"'), 5],
    [env('NODE_ENV: ${NODE_ENV:-development}'), 5],
    [env('NODE_OPTIONS: --inspect=0.0.0.0:9229'), 5],
    [env('XDEBUG_MODE: develop,debug'), 5],
  ],
});

test('debug mode is for development', () => {
  const files = { 'compose.yml': service('restart: always'), 'compose.dev.yml': env('NODE_ENV: development') };
  expect(composeFindings(debugMode, files, ['compose.dev.yml'])).toEqual([]);
});
