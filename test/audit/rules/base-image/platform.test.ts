import { fromBuildPlatform } from '../../../../src/audit/rules/base-image/from-build-platform.js';
import { fromPlatform } from '../../../../src/audit/rules/base-image/from-platform.js';
import { fromRedundantPlatform } from '../../../../src/audit/rules/base-image/from-redundant-platform.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(fromPlatform, {
  complies: [
    'FROM debian:12',
    'FROM --platform=$BUILDPLATFORM golang:1.26',
    'FROM --platform=${BUILDPLATFORM} golang:1.26 AS build',
    'FROM --platform="$BUILDPLATFORM" golang:1.26',
    'FROM --platform=${BUILDPLATFORM:-linux/amd64} golang:1.26',
    'FROM --platform=$TARGETPLATFORM golang:1.26',
    'FROM --platform=linux/$TARGETARCH golang:1.26',
    'FROM --platform= debian:12',
    'RUN --mount=type=cache,target=/x true',
  ],
  violates: [
    ['FROM --platform=linux/amd64 debian:12', 1],
    ['FROM --platform=linux debian:12 AS build', 1],
    ['FROM debian:12 AS a\nFROM --platform=arm64 debian:12', 2],
    ['ARG P=linux/arm64\nFROM --platform=$P debian:12', 2],
    ['from --platform="linux/amd64" scratch', 1],
  ],
});

dockerfileCases(fromBuildPlatform, {
  complies: [
    'FROM --platform=$BUILDPLATFORM golang:1.26\nARG TARGETARCH\nRUN GOARCH=$TARGETARCH go build',
    'FROM --platform=$BUILDPLATFORM tonistiigi/xx AS xx\nARG TARGETPLATFORM',
    'FROM --platform=linux/amd64 debian:12',
    'FROM debian:12',
  ],
  violates: [
    ['FROM --platform=$BUILDPLATFORM golang:1.26\nRUN go build', 1],
    ['FROM debian:12\nARG TARGETARCH\nFROM --platform=${BUILDPLATFORM} node:24\nRUN npm ci', 3],
  ],
});

dockerfileCases(fromRedundantPlatform, {
  complies: [
    'FROM debian:12',
    'FROM --platform=$BUILDPLATFORM debian:12',
    'FROM --platform=linux/$TARGETARCH debian:12',
    'FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:12',
  ],
  violates: [
    ['FROM --platform=$TARGETPLATFORM debian:12', 1],
    ['FROM debian:12 AS a\nFROM --platform=${TARGETPLATFORM} debian:12', 2],
    ['FROM --platform="$TARGETPLATFORM" debian:12', 1],
  ],
});
