import type { Messages } from '../messages.js';

export const labelsMessages: Messages = {
  'label-key': [
    ['LABEL 1a=c', '1: 1a is not a well-formed name'],
    [
      'LABEL com.docker.x=y io.docker.x=y org.dockerproject.x=y',
      '1: com.docker.x is reserved for Docker',
      '1: io.docker.x is reserved for Docker',
      '1: org.dockerproject.x is reserved for Docker',
    ],
  ],
  'label-missing': [
    [
      { text: 'FROM a:1\nLABEL owner=a', settings: { labels: { owner: 'text', version: 'semver' } } },
      '1: the label version is missing',
    ],
    [
      { text: 'FROM a:1', settings: { labels: { owner: 'text', version: 'semver' } } },
      '1: the label owner is missing',
      '1: the label version is missing',
    ],
  ],
  'label-superfluous': [[{ text: 'LABEL a=b', settings: { strictLabels: true } }, '1: the label a is not asked for']],
  'label-not-empty': [
    [{ text: 'LABEL owner=', settings: { labels: { owner: 'text' } } }, '1: the label owner is empty'],
  ],
  'label-url': [
    [{ text: 'LABEL site=http://', settings: { labels: { site: 'url' } } }, '1: site is http://, which is not a URL'],
  ],
  'label-rfc3339': [
    [
      { text: 'LABEL created=2026-01-31', settings: { labels: { created: 'rfc3339' } } },
      '1: created is 2026-01-31, which is not a date and time as in RFC 3339',
    ],
  ],
  'label-spdx': [
    [
      { text: 'LABEL licence=mit', settings: { labels: { licence: 'spdx' } } },
      '1: licence is mit, which is not a licence of the SPDX list',
    ],
  ],
  'label-hash': [
    [
      { text: 'LABEL commit=main', settings: { labels: { commit: 'hash' } } },
      '1: commit is main, which is not a hash of git',
    ],
  ],
  'label-semver': [
    [
      { text: 'LABEL version=1.2', settings: { labels: { version: 'semver' } } },
      '1: version is 1.2, which is not a semantic version',
    ],
  ],
  'label-email': [
    [
      { text: 'LABEL contact=team', settings: { labels: { contact: 'email' } } },
      '1: contact is team, which is not an address for mail',
    ],
  ],
};
