import { expect, test } from 'vitest';
import { defaultPassword } from '../../../../src/audit/rules/secrets/default-password.js';
import { literalSecret } from '../../../../src/audit/rules/secrets/literal-secret.js';
import { secretAsVariable } from '../../../../src/audit/rules/secrets/secret-as-variable.js';
import { secretSource } from '../../../../src/audit/rules/secrets/secret-source.js';
import { composeCases, composeFindings } from '../../support.js';
import { service, services } from '../service.js';

const env = (text: string) => service(`environment:\n  ${text}`);
const command = (text: string) => service(`command: ${text}`);

composeCases(literalSecret, {
  complies: [
    ...['DB_PASSWORD: "$$DB_PASSWORD"', 'URL: "redis://:$$PW@cache"'].map(env),
    ...[
      'DB_PASSWORD: ${DB_PASSWORD}',
      'DB_PASSWORD: ${DB_PASSWORD:?}',
      '- DB_PASSWORD',
      'DB_PASSWORD:',
      'DB_PASSWORD: ""',
    ].map(env),
    ...['POSTGRES_PASSWORD_FILE: /run/secrets/db', 'PASSWORD_MIN_LENGTH: 12', 'TOKEN_ISSUER: auth', 'DB_USER: app'].map(
      env,
    ),
    ...[
      'URL: "postgres://app:${PW}@db/app"',
      'URL: postgres://db/app',
      'DB_PASSWORD: ${X:-}',
      'GPG_KEY: AB12CD34AB12CD34',
    ].map(env),
    ...['- JWT_SECRET=${JWT_SECRET}', 'POSTGRES_PASSWORD: postgres', 'REQUIRE_PASSWORD: "true"', 'TOKEN_TTL: 3600'].map(
      env,
    ),
    ...['CERT_PRIVATE_KEY: /certs/tls.key', 'AUTHOR: someone', 'OPTS: "--cache=on --token-ttl=60"'].map(env),
    ...[
      'redis-server --requirepass ${REDIS_PASSWORD}',
      'sh -c "redis-server --requirepass $$(cat /run/secrets/r)"',
    ].map(command),
    ...[
      'mysqladmin -pX${P} ping',
      'mysqladmin ping -h localhost',
      'redis-cli -p 6379 ping',
      '--password-file /run/secrets/x',
    ].map(command),
    ...['[sh, -c, "echo token"]', 'node server.js --token-ttl=60', 'curl -u admin http://x'].map(command),
    service('build: { context: ., args: { NPM_TOKEN: "${NPM_TOKEN}", VERSION: "1" } }'),
    'services: {}\nconfigs:\n  c:\n    content: |\n      # password: hunter2hunter2\n      user: app\n      password: ${PASSWORD}\n',
  ],
  violates: [
    // A dollar within a word is a character.
    [env('DB_PASSWORD: "a$$ecretPw9x"'), 5],
    [env('DB_PASSWORD: Tr0ub4dor3'), 5],
    [env('- DB_PASSWORD=Tr0ub4dor3'), 5],
    [env('- "JWT_SECRET=c2VjcmV0LXZhbHVl"'), 5],
    [env('API_KEY: ${API_KEY:-9f8e7d6c5b4a}'), 5],
    [env('DATABASE_URL: postgres://app:s3cr3t9@db:5432/app'), 5],
    [env('DATABASE_URL: "postgres://${USER}:s3cr3t9@${HOST}/app"'), 5],
    [env('CS: "Server=db;User Id=sa;Password=Yukon900dK;"'), 5],
    [env('JDBC: "jdbc:postgresql://db/x?user=a&password=Yukon900dK"'), 5],
    [env('JAVA_OPTS: "-Xmx1g -Dspring.datasource.password=Yukon900dK"'), 5],
    [env('ANY: AKIAIOSFODNN7EXAMPLE'), 5],
    [service('labels:\n  - "app.token=aGVsbG8td29ybGQ"'), 5],
    [service('build:\n  context: .\n  args:\n    NPM_TOKEN: a1b2c3d4e5'), 7],
    [command('redis-server --requirepass Yukon900dK'), 4],
    [command('["redis-server", "--requirepass", "Yukon900dK"]'), 4],
    [service('command:\n  - app\n  - --db-password=Yukon900dK'), 6],
    [service('healthcheck:\n  test: ["CMD", "mysqladmin", "ping", "-uroot", "-pYukon900dK"]'), 5],
    [service('healthcheck:\n  test: redis-cli -a Yukon900dK ping'), 5],
    [command('sh -c "PGPASSWORD=Yukon900dK psql -h db"'), 4],
    [command('curl -u admin:Yukon900dK http://x'), 4],
    [command('mongosh -u root -p Yukon900dK --eval 1'), 4],
    ['x-env: &env\n  DB_PASSWORD: Yukon900dK\nservices:\n  a:\n    image: a\n    environment: *env\n', 2],
    ['services: {}\nconfigs:\n  c:\n    content: |\n      user: app\n      password: Yukon900dK\n', 6],
    [
      'services: {}\nvolumes:\n  v:\n    driver_opts:\n      type: cifs\n      o: "username=a,password=Yukon900dK"\n',
      6,
    ],
  ],
});

composeCases(defaultPassword, {
  complies: [
    ...[
      'DB_PASSWORD: Tr0ub4dor3',
      'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}',
      'POSTGRES_USER: postgres',
      'POSTGRES_DB: admin',
    ].map(env),
    ...['MYSQL_ROOT_PASSWORD: ${PW:?set it}', 'POSTGRES_PASSWORD_FILE: /run/secrets/admin'].map(env),
  ],
  violates: [
    [env('POSTGRES_PASSWORD: postgres'), 5],
    [env('POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-postgres}'), 5],
    [env('POSTGRES_PASSWORD: ${POSTGRES_PASSWORD-changeme}'), 5],
    [env('- MYSQL_ROOT_PASSWORD=root'), 5],
    [env('JWT_SECRET: your-super-secret-jwt-key'), 5],
    [env('ADMIN_PASSWORD: change_me'), 5],
    [env('GF_SECURITY_ADMIN_PASSWORD: admin'), 5],
    [env('MINIO_ROOT_PASSWORD: minioadmin'), 5],
    [env('PASSWORD: 12345678'), 5],
    [service('healthcheck:\n  test: mysqladmin ping -proot'), 5],
  ],
});

composeCases(secretAsVariable, {
  complies: [
    'DB_PASSWORD_FILE: /run/secrets/x',
    'DB_USER: ${DB_USER}',
    'DB_PASSWORD: literal1',
    '- LANG',
    'PUBLIC_KEY: $K',
  ].map(env),
  violates: [
    [env('DB_PASSWORD: ${DB_PASSWORD}'), 5],
    [env('- DB_PASSWORD'), 5],
    [env('DB_PASSWORD:'), 5],
    [env('- JWT_SECRET=$JWT_SECRET'), 5],
    [env('API_KEY: ${API_KEY:?must be set}'), 5],
  ],
});

composeCases(secretSource, {
  complies: services('restart: always').concat('services: {}\nsecrets:\n  a: { file: ./a }\n  b: { external: true }\n'),
  violates: [['services: {}\nsecrets:\n  a: { file: ./a }\n  b:\n    environment: B\n', 5]],
});

test('a value of .env is no literal of the Compose file', () => {
  const files = {
    'compose.yaml': env('DB_PASSWORD: ${PW}\n  OTHER_PASSWORD: ${OTHER:-hunter9x9}'),
    '.env': 'PW=Yukon900dK\nOTHER=a1b2c3\n',
  };
  expect(composeFindings(literalSecret, files).map(({ line }) => line)).toEqual([6]);
});

test('lists that an overlay is laid over keep names and values apart', () => {
  const files = { 'a.yml': env('- DB_PASSWORD=${PW}'), 'b.yml': env('- API_TOKEN=Yukon900dK') };
  const found = composeFindings(literalSecret, files, ['b.yml']);
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(['b.yml:5']);
});

test('no message has the secret', () => {
  const found = composeFindings(
    literalSecret,
    `${env('DB_PASSWORD: Yukon900dK')}    command: app ghp_${'a1B2'.repeat(9)}\n`,
  );
  expect(found).toHaveLength(2);
  expect(JSON.stringify(found.map(({ message }) => message))).not.toMatch(/Yukon|a1B2/);
});

test('a secret in an anchor is one secret, of all who have it', () => {
  const text = [
    'x-env: &env { DB_PASSWORD: Yukon900dK, URL: "postgres://app:Yukon900dK@db/app" }',
    'services:',
    ...['a', 'b', 'c'].map((name) => `  ${name}: { image: x, environment: *env }`),
    '  d: { image: x, environment: { DB_PASSWORD: Yukon900dK } }',
  ].join('\n');
  expect(composeFindings(literalSecret, { 'compose.yaml': text }).map(({ line, message }) => [line, message])).toEqual([
    [1, 'DB_PASSWORD of a and 2 more is a literal secret, by its name'],
    [1, 'URL of a and 2 more is a URL with a password in it'],
    [6, 'DB_PASSWORD of d is a literal secret, by its name'],
  ]);
});

test('a file that is written into a variable is read line by line', () => {
  const text = env(
    [
      'FORGE_CONFIG: |',
      "    url 'https://git.example.org'",
      "    # mail['password'] = 'Yukon900dK'",
      "    mail['password'] = 'Yukon900dK'",
      "    ldap['bind_password'] = \"#{ENV['LDAP']}\"",
      "    mail['user'] = 'postman'",
      '    token: Yukon901dK',
      '  LEVEL: info',
    ].join('\n'),
  );
  expect(composeFindings(literalSecret, { 'compose.yaml': text }).map(({ line, message }) => [line, message])).toEqual([
    [8, 'password in FORGE_CONFIG of app is a literal secret, by its name'],
    [11, 'token in FORGE_CONFIG of app is a literal secret, by its name'],
  ]);
});
