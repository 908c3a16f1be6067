import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const userMessages: Messages = {
  'user-missing': [
    ['FROM debian:12', '1: there is no USER: the container runs as root'],
    [
      'FROM mcr.microsoft.com/windows/server:ltsc2025',
      '1: there is no USER: the container runs as ContainerAdministrator',
    ],
  ],
  'user-missing-in-final-stage': [
    [
      'FROM debian:12 AS a\nUSER a\nFROM debian:12\nCMD ["x"]',
      '3: the last stage has no USER, only another one has: the container runs as root',
    ],
  ],
  'user-missing-on-scratch': [['FROM scratch\nENTRYPOINT ["/app"]', '1: there is no USER: the program runs as root']],
  'user-root': [['USER root', '1: the container runs as root']],
  'user-administrator': [
    [
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerAdministrator',
      '2: the container runs as ContainerAdministrator',
    ],
  ],
  'stage-user-root': [['FROM debian:12 AS base\nUSER 0\nFROM base\nUSER app', '2: the stage ends as 0']],
  'user-by-number': [
    ['USER app', '1: app is a name: the number says it without looking into the image'],
    [
      'FROM debian:12\nUSER root\nRUN true\nUSER www-data',
      '2: root is 0: the number says it without looking into the image',
      '4: www-data is a name: the number says it without looking into the image',
    ],
  ],
  'no-sudo': [
    ['RUN sudo -v', '1: sudo is not needed while the image is built'],
    ['ONBUILD RUN sudo true', '1: true is run with sudo'],
  ],
  'passwordless-sudo': [
    ['RUN echo "app ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers', '1: sudo is allowed without a password'],
    ['COPY <<EOF /etc/sudoers.d/app\napp ALL=(ALL) NOPASSWD:ALL\nEOF', '2: sudo is allowed without a password'],
  ],
  'useradd-no-log-init': [
    ['RUN useradd -u123456 app', '1: useradd makes the login logs as large as the number 123456'],
  ],
  'unique-uid': [
    ['RUN groupadd -og 5 x', '1: groupadd is allowed to give a number twice'],
    ['RUN adduser -D -u 0 toor', '1: adduser makes another root'],
  ],
  'no-chpasswd': [['RUN chpasswd <<< "a:b"', '1: chpasswd puts a password into the image']],
  'no-account-password': [
    ['RUN useradd -mp secret app', '1: useradd sets a password in the image'],
    ['RUN echo -e "a\\na" | passwd app', '1: passwd sets a password in the image'],
  ],
  'no-empty-password': [['RUN passwd -d root', '1: an account gets an empty password']],
  'no-setuid-bit': [
    ['COPY --chmod=4755 a /a', '1: --chmod=4755 sets the setuid or setgid bit'],
    ['RUN chmod +s /usr/bin/tool', '1: chmod +s sets the setuid or setgid bit'],
  ],
  'service-user': [
    ['services:\n  a:\n    image: acme/app\n', '2: a runs as whoever the image acme/app says, mostly root'],
  ],
  'service-user-root': [[service('user: 0'), '4: app runs as root (user: 0)']],
};
