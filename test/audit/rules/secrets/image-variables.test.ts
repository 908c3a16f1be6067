import { imageSecretValue } from '../../../../src/audit/rules/secrets/image-secret-value.js';
import { keyLikeVariableName } from '../../../../src/audit/rules/secrets/key-like-variable-name.js';
import { secretArgument } from '../../../../src/audit/rules/secrets/secret-argument.js';
import { sensitiveVariableName } from '../../../../src/audit/rules/secrets/sensitive-variable-name.js';
import { stageSecretArgument } from '../../../../src/audit/rules/secrets/stage-secret-argument.js';
import { stageSecretValue } from '../../../../src/audit/rules/secrets/stage-secret-value.js';
import { dockerfileCases } from '../../support.js';

const HARMLESS = [
  'ENV TOKEN_ISSUER=https://example.org',
  'ENV PASSWORD_MIN_LENGTH=12',
  'ENV PUBLIC_KEY=abcdefgh',
  'ENV GPG_KEY=0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D',
  'ENV NGINX_GPGKEY=573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62',
  'ENV PYTHON_VERSION=3.14 GPG_KEYS="A B"',
  'ENV DB_PASSWORD_FILE=/run/secrets/db_password',
  'ENV DB_PASSWORD=/run/secrets/db_password',
  'ENV DB_PASSWORD=""',
  'ENV DB_PASSWORD=',
  'ENV ALLOW_EMPTY_PASSWORD=yes',
  'ENV SECRET_NAME=a TOKEN_TTL=3600 KEY_PATH=/x',
  'ENV JWT_PUBLIC_KEY=abc AUTH_URL=https://example.org AUTH_TYPE=oidc',
  'ENV API_TOKEN_HEADER=X-Token',
  'ENV KEYCLOAK_HOST=x MONKEY=1 TOKENIZERS_PARALLELISM=false',
  'RUN --mount=type=secret,id=token,env=TOKEN true',
  'ENV MAX_TOKENS=4096',
  'LABEL maintainer=a',
];

dockerfileCases(imageSecretValue, {
  complies: [
    ...HARMLESS,
    'ARG NPM_TOKEN',
    'ARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN',
    'FROM a:1 AS x\nENV DB_PASSWORD=hunter22\nFROM b:1',
    'ENV DB_PASSWORD=${DB_PASSWORD}',
  ],
  violates: [
    ['ENV DB_PASSWORD=hunter22', 1],
    ['ENV DB_PASSWORD hunter22 and more', 1],
    ['FROM a:1\nENV A=1 \\\n  API_KEY="abcdef123456" \\\n  B=2', 3],
    ['ARG NPM_TOKEN=abcdef123456', 1],
    ['ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 1, 1],
    ['ENV POSTGRES_PASSWORD=postgres', 1],
    ['ENV MYSQL_ROOT_PASSWORD=changeme', 1],
    ['ENV DATABASE_URL=postgres://app:hunter22@db/app', 1],
    ['LABEL api.token=abcdef123456', 1],
    ['ENV WHATEVER=ghp_abcdefghijklmnopqrstuvwxyz0123456789', 1],
    ['FROM a:1 AS base\nENV JWT_SECRET=abcdef123456\nFROM base', 2],
    ['ARG P=hunter22\nENV DB_PASSWORD=$P', 2],
    ['ONBUILD ENV DB_PASSWORD=hunter22', 1],
  ],
});

dockerfileCases(stageSecretValue, {
  complies: [...HARMLESS, 'ENV DB_PASSWORD=hunter22', 'FROM a:1\nENV DB_PASSWORD=hunter22'],
  violates: [
    ['FROM a:1 AS x\nENV DB_PASSWORD=hunter22\nFROM b:1', 2],
    ['ARG NPM_TOKEN=abcdef123456\nFROM a:1', 1],
  ],
});

dockerfileCases(secretArgument, {
  complies: [
    ...HARMLESS,
    'ENV DB_PASSWORD=hunter22',
    'ARG VERSION',
    'ENV TOKEN=$TOKEN_FILE',
    'FROM a:1 AS x\nARG NPM_TOKEN\nFROM b:1',
    'ARG TOKEN_URL',
    'ARG USE_TOKEN',
  ],
  violates: [
    ['ARG NPM_TOKEN', 1],
    ['FROM a:1\nARG A=1 SSH_PRIVATE_KEY', 2],
    ['ARG GITHUB_TOKEN\nENV GITHUB_TOKEN=${GITHUB_TOKEN}', 1, 2],
    ['ARG DB_PASSWORD=', 1],
    ['ARG DB_PASSWORD=""', 1],
    ['FROM a:1 AS base\nARG API_KEY\nFROM base', 2],
    ['ARG AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID', 1, 1],
    ['ENV RAILS_MASTER_KEY=$KEY', 1],
  ],
});

dockerfileCases(stageSecretArgument, {
  complies: ['ARG NPM_TOKEN', 'FROM a:1\nARG NPM_TOKEN', 'FROM a:1 AS x\nARG VERSION\nFROM b:1'],
  violates: [
    ['FROM a:1 AS x\nARG NPM_TOKEN\nFROM b:1', 2],
    ['ARG NPM_TOKEN\nFROM a:1', 1],
  ],
});

dockerfileCases(sensitiveVariableName, {
  complies: [...HARMLESS, 'ENV DB_PASSWORD=hunter22', 'ARG NPM_TOKEN', 'ENV USER=app', 'LABEL username=x'],
  violates: [
    ['ENV DB_USERNAME=app', 1],
    ['ARG DOCKER_USERNAME', 1],
    ['FROM a:1 AS x\nENV PRIVATE_REGISTRY=x\nFROM b:1', 2],
    ['ENV HEROKU_API_USER=x', 1],
  ],
});

dockerfileCases(keyLikeVariableName, {
  complies: [
    ...HARMLESS,
    'ENV DB_PASSWORD=hunter22',
    'ARG NPM_TOKEN',
    'FROM a:1 AS x\nENV MY_KEY=abc\nFROM b:1',
    'ENV KEYBOARD=us',
    'ENV AUTH=true',
    'ARG APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=1\nENV APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=quiet',
  ],
  violates: [
    ['ENV MY_KEY=abc', 1],
    ['ARG DB_USR', 1],
    ['FROM a:1\nENV AUTH=basic', 2],
    ['ENV AZURE_CLIENT_ID=00000000-0000-0000-0000-000000000000', 1],
  ],
});
