import { expect, test } from 'vitest';
import { stageUserRoot } from '../../../../src/audit/rules/user/stage-user-root.js';
import { userByNumber } from '../../../../src/audit/rules/user/user-by-number.js';
import { userMissingInFinalStage } from '../../../../src/audit/rules/user/user-missing-in-final-stage.js';
import { userMissingOnScratch } from '../../../../src/audit/rules/user/user-missing-on-scratch.js';
import { userMissing } from '../../../../src/audit/rules/user/user-missing.js';
import { userAdministrator } from '../../../../src/audit/rules/user/user-administrator.js';
import { userRoot } from '../../../../src/audit/rules/user/user-root.js';
import { dockerfileCases, dockerfileFindings } from '../../support.js';

dockerfileCases(userMissing, {
  complies: [
    'RUN true',
    'ARG A=1',
    'FROM debian:12\nUSER app',
    'FROM debian:12\nuser 1000',
    'FROM debian:12\nUSER root',
    'FROM debian:12 AS base\nUSER app\nFROM base\nRUN true',
    'FROM debian:12 AS build\nUSER app\nFROM debian:12',
    'FROM scratch\nCOPY app /\nCMD ["/app"]',
    'FROM gcr.io/distroless/static-debian12:nonroot\nCOPY app /',
    'FROM nginxinc/nginx-unprivileged:1.29',
    'FROM cgr.dev/chainguard/node:latest',
    'FROM debian:12 AS build\nRUN make\nFROM gcr.io/distroless/base:nonroot\nCOPY --from=build /a /a',
    'FROM mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022',
    'FROM registry.access.redhat.com/ubi9/nodejs-22:1\nCOPY . .',
    'FROM bitnami/redis:7',
  ],
  violates: [
    ['FROM debian:12', 1],
    ['FROM debian:12\nRUN useradd app', 1],
    ['FROM node:24 AS build\nRUN true\nFROM node:24-slim\nCMD ["a"]', 3],
    ['FROM debian:12\n# USER app\nCMD ["a"]', 1],
    ['FROM debian:12\nONBUILD USER app', 1],
    ['ARG V=1\nFROM debian:$V', 2],
    ['FROM gcr.io/distroless/static-debian12\nCOPY app /', 1],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022', 1],
    ['FROM gcr.io/distroless/base:nonroot AS a\nFROM debian:12', 2],
  ],
});

dockerfileCases(userMissingInFinalStage, {
  complies: [
    'FROM debian:12',
    'FROM debian:12\nUSER app',
    'FROM debian:12 AS base\nUSER app\nFROM base',
    'FROM debian:12 AS a\nUSER a\nFROM debian:12\nUSER b',
    'FROM debian:12 AS a\nUSER a\nFROM gcr.io/distroless/base:nonroot',
    'FROM debian:12 AS a\nUSER a\nFROM scratch',
  ],
  violates: [
    ['FROM debian:12 AS a\nUSER a\nFROM debian:12\nCMD ["x"]', 3],
    ['FROM node:24 AS build\nUSER node\nRUN npm ci\nFROM nginx:1.29\nCOPY --from=build /app /usr/share/nginx/html', 4],
    ['FROM debian:12 AS base\nFROM base AS other\nUSER a\nFROM base', 4],
  ],
});

dockerfileCases(userMissingOnScratch, {
  complies: [
    'FROM scratch\nADD rootfs.tar /',
    'FROM scratch\nUSER 1000\nENTRYPOINT ["/app"]',
    'FROM debian:12\nENTRYPOINT ["/app"]',
    'ENTRYPOINT ["/app"]',
  ],
  violates: [
    ['FROM scratch\nENTRYPOINT ["/app"]', 1],
    ['FROM golang:1.26 AS build\nRUN go build\nFROM scratch\nCOPY --from=build /app /\nCMD ["/app"]', 3],
  ],
});

dockerfileCases(userRoot, {
  complies: [
    'FROM debian:12',
    'FROM debian:12\nUSER app',
    'FROM debian:12\nUSER root\nRUN true\nUSER app',
    'FROM debian:12\nUSER 1000:0',
    'FROM debian:12\nUSER rooty',
    'FROM debian:12\nUSER app:root',
    'FROM debian:12\nUSER ${USER}',
    'ARG U\nFROM debian:12\nARG U=app\nUSER $U',
    'FROM debian:12\nUSER 10\n',
    'FROM debian:12 AS a\nUSER root\nFROM debian:12\nUSER app',
    'FROM debian:12\nUSER app\nONBUILD USER root',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerUser',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerAdministrator',
  ],
  violates: [
    ['FROM debian:12\nUSER root', 2],
    ['USER root', 1],
    ['FROM debian:12\nUSER 0', 2],
    ['FROM debian:12\nUSER 0:0', 2],
    ['FROM debian:12\nUSER root:root', 2],
    ['FROM debian:12\nUSER "root"', 2],
    ['FROM debian:12\nUSER 00', 2],
    ['FROM debian:12\nUSER app\nRUN true\nUSER root\nCMD ["a"]', 4],
    ['FROM debian:12\nUSER root:${GROUP}', 2],
    ['FROM debian:12\nARG U=root\nUSER $U', 3],
    ['FROM debian:12\nUSER ${U:-0}', 2],
    ['FROM debian:12 AS base\nUSER root\nFROM base\nRUN true', 2],
  ],
});

dockerfileCases(userAdministrator, {
  complies: [
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerUser',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerAdministrator\nUSER ContainerUser',
    'FROM debian:12\nUSER root',
    // A name like any other there.
    'FROM debian:12\nUSER administrator',
  ],
  violates: [
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerAdministrator', 2],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER "User Manager\\ContainerAdministrator"', 2],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER "NT AUTHORITY\\SYSTEM"', 2],
  ],
});

dockerfileCases(stageUserRoot, {
  complies: [
    'FROM debian:12\nUSER root',
    'FROM debian:12 AS a\nUSER root\nUSER app\nFROM debian:12\nUSER app',
    'FROM debian:12 AS a\nFROM debian:12\nUSER root',
    'FROM debian:12 AS base\nUSER root\nFROM base',
  ],
  violates: [
    ['FROM debian:12 AS a\nUSER root\nFROM debian:12\nUSER app', 2],
    ['FROM debian:12 AS base\nUSER 0\nFROM base\nUSER app', 2],
    ['FROM a:1\nUSER root\nFROM b:1\nUSER 0:0\nFROM c:1\nUSER 1', 2, 4],
  ],
});

dockerfileCases(userByNumber, {
  complies: [
    'USER 1000',
    'USER 1000:1000',
    'USER 0',
    'USER "1000"',
    'USER ${UID}',
    'ARG U=1000\nUSER $U:app',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerUser',
    'FROM mcr.microsoft.com/powershell:nanoserver-ltsc2022\nUSER ContainerUser',
    'ONBUILD USER app',
  ],
  violates: [
    ['USER app', 1],
    ['USER app:1000', 1],
    ['USER nobody', 1],
    ['FROM debian:12\nUSER root\nRUN true\nUSER www-data', 2, 4],
    ['ARG U=app\nUSER ${U}', 2],
  ],
});

test('a Windows image without USER runs as its administrator, which is not called root', () => {
  const messages = dockerfileFindings(userMissing, 'FROM mcr.microsoft.com/windows/server:ltsc2025').map(
    (f) => f.message,
  );
  expect(messages).toEqual(['there is no USER: the container runs as ContainerAdministrator']);
});
