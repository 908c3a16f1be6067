import { apkNoCache } from '../../../../src/audit/rules/packages/apk-no-cache.js';
import { apkPinVersion } from '../../../../src/audit/rules/packages/apk-pin-version.js';
import { apkUpgrade } from '../../../../src/audit/rules/packages/apk-upgrade.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(apkPinVersion, {
  complies: [
    'RUN apk add --no-cache curl=8.9.1-r1',
    'RUN apk add curl~8.9 git~=2.45 "vim>9" "nano<8" \'less>=1\'',
    'RUN apk add --virtual .build-deps gcc=13 make=4',
    'RUN apk add --virtual=.build-deps gcc=13 && apk add -t build gcc=13',
    'RUN apk add --no-cache --repository https://example.com/edge -X https://example.com/x curl=8',
    'RUN apk add --no-cache ./tool.apk /tmp/tool.apk tool-1.2.apk',
    'RUN apk add --no-cache $PHPIZE_DEPS ${RUN_DEPS} $(cat packages)',
    'RUN apk add curl=$CURL_VERSION "git=${GIT}"',
    'RUN apk del .build-deps && apk update && apk upgrade',
    'RUN apk --no-cache --update add curl=8.9.1-r1',
    'RUN apk add --no-cache -p /rootfs --keys-dir /keys --arch x86_64 curl=8',
    'ARG CURL=curl=8\nRUN apk add $CURL',
    'RUN apk add --no-cache \\\n    # the client\n    curl=8 \\\n    git=2',
  ],
  violates: [
    ['RUN apk add curl', 1],
    ['RUN apk --no-cache add curl', 1],
    ['RUN apk add --no-cache --virtual .build-deps gcc', 1],
    ['RUN apk add -t .build-deps gcc=13 make', 1],
    ['RUN apk add -U curl=8 git', 1],
    ['RUN apk add --no-cache curl@edge', 1],
    ['RUN ["apk", "add", "curl"]', 1],
    ['RUN set -x && apk update && apk add \\\n  curl \\\n  git', 1],
    ['RUN apk add --no-cache python3-${V}-dev', 1],
    ['ENV DEPS="gcc make"\nRUN apk add $DEPS', 2],
    ['RUN apk add a && apk add b', 1, 1],
  ],
});

dockerfileCases(apkNoCache, {
  complies: [
    'RUN apk add --no-cache curl',
    'RUN apk --no-cache add curl',
    'RUN apk add curl --no-cache',
    'RUN apk --cache=no add curl',
    'RUN --mount=type=cache,target=/var/cache/apk apk add curl',
    'RUN --mount=type=cache,target=/var/cache apk add curl',
    'RUN --mount=type=cache,target=/etc/apk/cache,sharing=locked apk add curl',
    'RUN --mount=type=tmpfs,dst=/var/cache/apk/ apk add curl',
    'ARG CACHE=/var/cache/apk\nRUN --mount=type=cache,target=$CACHE apk add curl',
    'RUN apk del curl && apk update',
    'RUN apk $APK_OPTS add curl',
  ],
  violates: [
    ['RUN apk add curl', 1],
    ['RUN apk add --update curl && rm -rf /var/cache/apk/*', 1],
    ['RUN apk -U add curl', 1],
    ['RUN ["apk", "add", "curl"]', 1],
    ['RUN --mount=type=cache,target=/root/.npm apk add curl', 1],
    ['RUN --mount=type=bind,target=/var/cache/apk apk add curl', 1],
    ['FROM a AS build\nRUN apk add gcc\nFROM b', 2],
    ['RUN set -e; apk update; \\\n apk add curl', 2],
  ],
});

dockerfileCases(apkUpgrade, {
  complies: [
    'RUN apk upgrade curl',
    'RUN apk add --upgrade curl',
    'RUN apk update',
    'RUN apk upgrade --simulate --help',
  ],
  violates: [
    ['RUN apk upgrade', 1],
    ['RUN apk --no-cache -U upgrade', 1],
    ['RUN apk update && apk upgrade --available', 1],
  ],
});
