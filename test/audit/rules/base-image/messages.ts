import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const baseImageMessages: Messages = {
  'base-image-tag': [['FROM debian', '1: debian is named without a tag']],
  'base-image-argument-tag': [['FROM ${IMAGE:-debian}', '1: ${IMAGE:-debian} is debian, which has no tag']],
  'base-image-not-latest': [['FROM debian:latest', '1: debian:latest is whatever is the latest when it is built']],
  'base-image-argument-latest': [
    ['FROM debian:${TAG:-latest}', '1: debian:${TAG:-latest} is debian:latest by default'],
  ],
  'base-image-digest': [['FROM debian:12', '1: debian:12 can be pushed again: it has no digest']],
  'base-image-supported': [
    ['FROM node:8', '1: node:8: node 8 gets no more fixes'],
    ['FROM centos', '1: centos: the image centos is not kept up any more'],
  ],
  'trusted-registry': [
    [
      { text: 'FROM debian:12', settings: { trustedRegistries: ['registry.example.org'] } },
      '1: debian:12 comes from docker.io, which is not one of the trusted registries',
    ],
    [
      {
        text: 'ARG REGISTRY=quay.io\nFROM ${REGISTRY}/app:1',
        settings: { trustedRegistries: ['docker.io', 'registry.example.org:5000', '*.pkg.example.org'] },
      },
      '2: quay.io/app:1 comes from quay.io, which is not one of the trusted registries',
    ],
  ],
  'from-platform': [['FROM --platform=linux/amd64 debian:12', '1: the platform linux/amd64 is fixed']],
  'from-build-platform': [
    [
      'FROM --platform=$BUILDPLATFORM golang:1.26\nRUN go build',
      '1: the stage runs on $BUILDPLATFORM, and nothing in it asks for the target',
    ],
  ],
  'from-redundant-platform': [['FROM --platform=$TARGETPLATFORM debian:12', '1: $TARGETPLATFORM is the default']],
  'from-undefined-argument': [['FROM debian:$V', '1: V is not declared before the first FROM']],
  'from-argument-default': [['ARG V\nFROM debian:$V', '2: V has no default: without it debian:$V is no image']],
  'service-image-digest': [['services:\n  a:\n    image: nginx:1.29\n', '3: a takes nginx:1.29 by its tag alone']],
  'service-image-not-latest': [['services:\n  a:\n    image: nginx:latest\n', '3: a takes nginx:latest']],
  'service-image-tag': [['services:\n  a:\n    image: nginx\n', '3: a takes nginx without a tag']],
  'service-platform': [[service('platform: linux/amd64'), '4: app is tied to linux/amd64']],
};
