import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const secretsMessages: Messages = {
  'image-secret-value': [
    ['ENV DB_PASSWORD=hunter22', '1: DB_PASSWORD is a literal secret, by its name'],
    ['ENV POSTGRES_PASSWORD=postgres', '1: POSTGRES_PASSWORD is a password that everybody knows'],
    ['ENV DATABASE_URL=postgres://app:hunter22@db/app', '1: DATABASE_URL is a URL with a password in it'],
    ['ENV WHATEVER=ghp_abcdefghijklmnopqrstuvwxyz0123456789', '1: WHATEVER looks like a GitHub token'],
    [
      'ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG',
      '1: AWS_ACCESS_KEY_ID looks like an AWS access key',
      '1: AWS_SECRET_ACCESS_KEY is a literal secret, by its name',
    ],
  ],
  'stage-secret-value': [['ARG NPM_TOKEN=abcdef123456\nFROM a:1', '1: NPM_TOKEN is a literal secret, by its name']],
  'secret-argument': [['ARG NPM_TOKEN', '1: ARG NPM_TOKEN takes a secret into the image']],
  'stage-secret-argument': [['ARG NPM_TOKEN\nFROM a:1', '1: ARG NPM_TOKEN takes a secret into the build']],
  'sensitive-variable-name': [['ENV DB_USERNAME=app', '1: DB_USERNAME sounds like an account or something private']],
  'key-like-variable-name': [['ARG DB_USR', '1: DB_USR sounds like a credential']],
  'known-credential': [
    ['ADD https://u:hunter22@example.org/x /y', '1: there is a URL with a password in it'],
    ['COPY <<EOF /k\n-----BEGIN RSA PRIVATE KEY-----\nabc\nEOF', '2: there is a private key'],
    ['RUN true \\\n && aws configure set x AKIAIOSFODNN7EXAMPLE', '2: there is an AWS access key'],
    ['RUN curl -H "Authorization: token ghp_abcdefghijklmnopqrstuvwxyz0123456789" x', '1: there is a GitHub token'],
  ],
  'secret-in-command': [
    ['CMD DB_PASSWORD=dummy app', '1: DB_PASSWORD is a literal secret, by its name'],
    ['RUN curl -u user:hunter22 x', '1: curl gets a secret with -u'],
  ],
  'credentials-set-up-in-build': [['RUN az login --password=$P', '1: az keeps a credential in the image']],
  'secret-file-copied': [
    ['COPY .env /app/', '1: .env becomes a part of the image'],
    ['COPY deploy /root/.ssh/id_rsa', '1: /root/.ssh/id_rsa becomes a part of the image'],
  ],
  'secret-written-to-layer': [
    ['RUN cat > .env <<EOF\nA=b\nEOF', '1: .env stays in the layer'],
    ['COPY <<EOF /root/.npmrc\n//r/:_authToken=abcdef\nEOF', '1: /root/.npmrc stays in the layer'],
  ],
  'credential-file-variable': [
    ['COPY key.json $GOOGLE_APPLICATION_CREDENTIALS', '1: the file of GOOGLE_APPLICATION_CREDENTIALS is copied in'],
    ['ARG AWS_CONFIG_FILE=/x/config\nCOPY config /x/', '1: AWS_CONFIG_FILE names a file below /x, which is copied in'],
  ],
  'debug-mode': [
    [service('environment:\n  DEBUG: "*"'), '5: app runs in debug mode (DEBUG=*)'],
    [service('environment:\n  APP_DEBUG: "true"'), '5: app runs in debug mode (APP_DEBUG=true)'],
    [service('environment:\n  NODE_ENV: development'), '5: app runs in debug mode (NODE_ENV=development)'],
    [service('environment:\n  XDEBUG_MODE: develop,debug'), '5: app runs in debug mode (XDEBUG_MODE=develop,debug)'],
    [
      service('environment:\n  ASPNETCORE_ENVIRONMENT: Development'),
      '5: app runs in debug mode (ASPNETCORE_ENVIRONMENT=Development)',
    ],
  ],
  'default-password': [
    [service('environment:\n  PASSWORD: 12345678'), '5: PASSWORD of app is a password that everybody knows'],
  ],
  'env-file-secret': [
    [
      { text: service('env_file: db.env'), files: { 'db.env': 'POSTGRES_PASSWORD=Yukon900dK\n' } },
      '4: db.env has POSTGRES_PASSWORD, and no .gitignore keeps it out of the repository',
    ],
  ],
  'literal-secret': [
    [
      service('command: curl -u admin:Yukon900dK http://x'),
      '4: -u in a command of app is a literal secret, by its name',
    ],
    [service('environment:\n  ANY: AKIAIOSFODNN7EXAMPLE'), '5: ANY of app looks like an AWS access key'],
    [
      service('environment:\n  DATABASE_URL: postgres://app:s3cr3t9@db:5432/app'),
      '5: DATABASE_URL of app is a URL with a password in it',
    ],
    [
      service('environment:\n  DB_PASSWORD: Yukon900dK\ncommand: app ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2'),
      '5: DB_PASSWORD of app is a literal secret, by its name',
      '6: a word in a command of app looks like a GitHub token',
    ],
  ],
  'published-store-password': [
    [
      'services:\n  s:\n    image: mongo:8\n    ports:\n      - "7000:7000"\n',
      '5: s is published, and asks nobody for a password',
    ],
  ],
  'secret-as-variable': [
    [service('environment:\n  DB_PASSWORD:'), '5: DB_PASSWORD of app is a secret in the environment'],
  ],
  'secret-source': [
    [
      'services: {}\nsecrets:\n  a: { file: ./a }\n  b:\n    environment: B\n',
      '5: the secret b comes from the variable B',
    ],
  ],
  'store-password': [
    [service('environment:\n  NEO4J_AUTH: none'), '5: app asks nobody for a password (NEO4J_AUTH=none)'],
    [
      service('command: start-single-node --insecure'),
      '4: app asks nobody for a password (start-single-node --insecure)',
    ],
    [
      service('environment:\n  ALLOW_EMPTY_PASSWORD: "yes"'),
      '5: app asks nobody for a password (ALLOW_EMPTY_PASSWORD=yes)',
    ],
    [
      service('environment:\n  POSTGRES_HOST_AUTH_METHOD: trust'),
      '5: app asks nobody for a password (POSTGRES_HOST_AUTH_METHOD=trust)',
    ],
    [
      service('environment:\n  MARIADB_ALLOW_EMPTY_ROOT_PASSWORD: true'),
      '5: app asks nobody for a password (MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=true)',
    ],
  ],
};
