import { baseImageArgumentLatest } from '../../../../src/audit/rules/base-image/base-image-argument-latest.js';
import { baseImageArgumentTag } from '../../../../src/audit/rules/base-image/base-image-argument-tag.js';
import { baseImageDigest } from '../../../../src/audit/rules/base-image/base-image-digest.js';
import { baseImageNotLatest } from '../../../../src/audit/rules/base-image/base-image-not-latest.js';
import { baseImageTag } from '../../../../src/audit/rules/base-image/base-image-tag.js';
import { dockerfileCases } from '../../support.js';

const DIGEST = `sha256:${'0'.repeat(64)}`;

dockerfileCases(baseImageTag, {
  complies: [
    'FROM debian:12',
    'from debian:12',
    'FROM scratch',
    `FROM debian@${DIGEST}`,
    'FROM registry.example.org:5000/team/app:1.2',
    'FROM debian:12 AS build\nFROM build',
    'FROM debian:12 AS Build\nFROM build AS test\nFROM BUILD',
    'ARG IMAGE\nFROM $IMAGE',
    'ARG IMAGE=debian\nFROM ${IMAGE}',
    'FROM debian:${TAG}',
    'RUN true',
    '# FROM debian\nFROM debian:12',
  ],
  violates: [
    ['FROM debian', 1],
    ['from debian as build', 1],
    ['FROM registry.example.org:5000/team/app', 1],
    ['FROM localhost:5000/app', 1],
    ['FROM debian AS build\nFROM build\nFROM node AS other', 1, 3],
    // A name that a later stage gets is an image here.
    ['FROM later\nFROM debian:12 AS later', 1],
    ['FROM --platform=$BUILDPLATFORM golang AS build', 1],
    ['ARG X=1\n\nFROM mcr.microsoft.com/windows/servercore', 3],
  ],
});

dockerfileCases(baseImageArgumentTag, {
  complies: [
    'ARG IMAGE\nFROM $IMAGE',
    'FROM ${IMAGE}',
    'ARG IMAGE=debian:12\nFROM ${IMAGE}',
    'FROM ${IMAGE:-debian:12}',
    'ARG REGISTRY=docker.io\nFROM ${REGISTRY}/library/debian:12',
    'FROM debian:$TAG',
    'FROM ${REGISTRY}/${NAME}',
    `FROM $REGISTRY/debian@${DIGEST}`,
    'ARG BASE=build\nFROM debian:12 AS build\nFROM $BASE',
    'FROM debian',
    'FROM scratch',
  ],
  violates: [
    ['ARG IMAGE=debian\nFROM $IMAGE', 2],
    ['ARG IMAGE="debian"\nFROM ${IMAGE} AS build', 2],
    ['FROM ${IMAGE:-debian}', 1],
    ['ARG REGISTRY\nFROM ${REGISTRY}/team/app', 2],
    ['FROM $REGISTRY/team/app AS build\nFROM build', 1],
  ],
});

dockerfileCases(baseImageNotLatest, {
  complies: [
    'FROM debian',
    'FROM debian:12',
    'FROM debian:latest-slim',
    `FROM debian:latest@${DIGEST}`,
    'FROM example/latest:1',
    'ARG TAG=latest\nFROM debian:$TAG',
    'FROM debian:12 AS latest\nFROM latest',
    'COPY --from=debian:latest /a /a',
  ],
  violates: [
    ['FROM debian:latest', 1],
    ['FROM debian:latest AS build\nFROM build', 1],
    ['FROM --platform=linux/amd64 registry.example.org:5000/a/b:latest', 1],
    ['FROM debian:12 AS a\nfrom node:latest as b', 2],
    ['FROM $REGISTRY/debian:latest', 1],
  ],
});

dockerfileCases(baseImageArgumentLatest, {
  complies: [
    'ARG TAG=12\nFROM debian:$TAG',
    'ARG TAG\nFROM debian:$TAG',
    'FROM debian:latest',
    `ARG TAG=latest\nFROM debian:$TAG@${DIGEST}`,
    'ARG TAG=latest-slim\nFROM debian:$TAG',
  ],
  violates: [
    ['ARG TAG=latest\nFROM debian:$TAG', 2],
    ['ARG IMAGE=debian:latest\nFROM ${IMAGE}', 2],
    ['FROM debian:${TAG:-latest}', 1],
  ],
});

dockerfileCases(baseImageDigest, {
  complies: [
    `FROM debian:12@${DIGEST}`,
    `FROM debian@${DIGEST}`,
    'FROM scratch',
    'FROM debian',
    'FROM debian:latest',
    'FROM debian:$TAG',
    'ARG DIGEST\nFROM debian:12@$DIGEST',
  ],
  violates: [
    ['FROM debian:12', 1],
    [`FROM debian:12@${DIGEST} AS a\nFROM node:24\nFROM a`, 2],
    ['ARG TAG=12\nFROM debian:${TAG}', 2],
  ],
});
