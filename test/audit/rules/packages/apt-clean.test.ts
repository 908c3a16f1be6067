import { aptCacheCleaned } from '../../../../src/audit/rules/packages/apt-cache-cleaned.js';
import { aptListsDeleted } from '../../../../src/audit/rules/packages/apt-lists-deleted.js';
import { aptListsOfUpdateDeleted } from '../../../../src/audit/rules/packages/apt-lists-of-update-deleted.js';
import { dockerfileCases } from '../../support.js';

const REMOVALS = [
  'rm -rf /var/lib/apt/lists/*',
  'rm -rf /var/lib/apt/lists',
  'rm -fr /var/lib/apt/lists/',
  'rm -r /var/lib/apt/lists/*',
  'rm -Rf /var/lib/apt/lists/*',
  'rm -r -f /var/lib/apt/lists/*',
  'rm --recursive --force /var/lib/apt/lists/*',
  'rm -rf /tmp/* /var/tmp/* /var/lib/apt/lists/*',
  'rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb',
  'rm -rf /var/lib/{apt,dpkg}/',
  'rm -rf /var/lib/{apt/lists,cache}/*',
  'rm -rf /var/lib/apt/*',
  'rm -rf "/var/lib/apt/lists/"*',
  'rm -rf /var/lib/apt/lists/*_*',
  'rm -rf //var/lib/apt/lists/*',
  'sudo rm -rf /var/lib/apt/lists/*',
  'find /var/lib/apt/lists -type f -delete',
  'find /var/lib/apt/lists/ -mindepth 1 -exec rm -rf {} +',
];
const INSTALL = 'apt-get update && apt-get install -y curl';

dockerfileCases(aptListsDeleted, {
  complies: [
    ...REMOVALS.map((removal) => `RUN ${INSTALL} && ${removal}`),
    `RUN set -eux; ${INSTALL}; rm -rf /var/lib/apt/lists/*`,
    'RUN apt-get install -y curl',
    'RUN apt-get update',
    `RUN --mount=type=cache,target=/var/lib/apt/lists ${INSTALL}`,
    `RUN --mount=type=cache,target=/var/lib/apt,sharing=locked --mount=type=cache,target=/var/cache/apt ${INSTALL}`,
    `RUN --mount=type=tmpfs,target=/var/lib/apt/lists/ ${INSTALL}`,
    `FROM a AS build\nRUN ${INSTALL}\nFROM b\nCOPY --from=build /x /x`,
    'RUN apt-get -q update && apt-get -q -y install curl && rm -rf /var/lib/apt/lists/* && echo done',
  ],
  violates: [
    [`RUN ${INSTALL}`, 1],
    [`RUN ${INSTALL} && apt-get clean`, 1],
    [`RUN ${INSTALL} && rm -rf /tmp/*`, 1],
    [`RUN ${INSTALL} && rm -rf /var/lib/apt/lists/partial`, 1],
    [`RUN ${INSTALL} && rm -rf /var/cache/apt`, 1],
    [`RUN rm -rf /var/lib/apt/lists/* && ${INSTALL}`, 1],
    [`RUN ${INSTALL}\nRUN rm -rf /var/lib/apt/lists/*`, 1],
    [`RUN --mount=type=cache,target=/var/cache/apt ${INSTALL}`, 1],
    [`RUN --mount=type=bind,target=/var/lib/apt/lists ${INSTALL}`, 1],
    [`FROM a AS base\nRUN ${INSTALL}\nFROM base\nRUN true`, 2],
    [`FROM a\nRUN set -e; \\\n  apt-get update; \\\n  apt-get install curl`, 3],
    ['RUN apt update && apt install -y curl', 1],
    ['ONBUILD RUN apt-get update && apt-get install -y curl', 1],
  ],
});

dockerfileCases(aptListsOfUpdateDeleted, {
  complies: [
    `RUN ${INSTALL}`,
    'RUN apt-get update && rm -rf /var/lib/apt/lists/*',
    'RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update',
    'RUN apk update',
    'FROM a AS build\nRUN apt-get update\nFROM b',
  ],
  violates: [
    ['RUN apt-get update', 1],
    ['RUN apt-get update && apt-get upgrade -y', 1],
    ['RUN ["apt-get", "update"]', 1],
  ],
});

dockerfileCases(aptCacheCleaned, {
  complies: [
    'RUN apt-get install -y curl && apt-get clean',
    'RUN apt-get install -y curl; apt-get -y clean; true',
    'RUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*',
    'RUN apt-get install -y curl && rm -rf /var/cache/apt',
    'RUN apt-get install -y curl && rm -rf /var/cache/apt/archives/* && true',
    'RUN apt-get update',
    'RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl',
    'FROM a AS build\nRUN apt-get install -y curl\nFROM b',
    'RUN trap "apt-get clean" EXIT; apt-get install -y curl',
  ],
  violates: [
    ['RUN apt-get install -y curl', 1],
    ['RUN apt-get update && apt-get install -y curl', 1],
    ['RUN apt-get clean && apt-get install -y curl', 1],
    ['RUN apt-get install -y curl\nRUN apt-get clean', 1],
    ['RUN apt-get install -y curl && apt-get autoremove -y', 1],
    ['RUN apt-get install -y a && apt-get clean && apt-get install -y b', 1],
    ['RUN ["apt-get", "install", "-y", "curl"]', 1],
  ],
});
