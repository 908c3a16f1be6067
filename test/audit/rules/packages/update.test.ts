import { aptGetDistUpgrade } from '../../../../src/audit/rules/packages/apt-get-dist-upgrade.js';
import { aptGetUpgrade } from '../../../../src/audit/rules/packages/apt-get-upgrade.js';
import { updateOnlyForUpgrade } from '../../../../src/audit/rules/packages/update-only-for-upgrade.js';
import { updateWithInstall } from '../../../../src/audit/rules/packages/update-with-install.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(updateWithInstall, {
  complies: [
    'RUN apt-get update && apt-get install -y curl',
    'RUN apt-get -qq update; apt-get -qqy install curl; rm -rf /var/lib/apt/lists/*',
    'RUN apt-get update && apt install -y curl',
    'RUN apk update && apk add curl',
    'RUN apk add --update curl && apk add -U git',
    'RUN yum -y update && yum -y install httpd && yum clean all',
    'RUN dnf update -y && dnf install -y httpd',
    'RUN zypper refresh && zypper in -y vim',
    'RUN pacman -Sy --noconfirm curl && pacman -Syu --noconfirm curl',
    'RUN pacman -Sy && pacman -S --noconfirm curl',
    'RUN apt-get update && apt-get upgrade -y',
    'RUN apk update && apk upgrade',
    'RUN apk update && apk upgrade\nRUN apk add --no-cache curl',
    'RUN apt-get update && apt-get build-dep -y nginx',
    'RUN apt-get update && ./install.sh',
    'RUN apt-get update && /bin/bash /tmp/setup && npx playwright install --with-deps',
    'RUN apt-get update && curl -fsSL https://example.com/setup | bash -',
    'RUN apt-get update && mk-build-deps -i -t "apt-get -y"',
    'RUN yum update -y openssl',
    'RUN composer update && npm update && cargo update && git submodule update && gem update',
    'RUN <<EOF\napt-get update\napt-get install -y curl\nEOF',
    'RUN bash -c "apt-get update && apt-get install -y curl"',
    'RUN for i in 1 2; do apt-get update && break; done; apt-get install -y curl',
    'RUN microdnf update -y && microdnf clean all',
    'RUN update-ca-certificates && apt-get clean',
  ],
  violates: [
    ['RUN apt-get update', 1],
    ['RUN ["apt-get", "update"]', 1],
    ['RUN apt-get update -y && apt-get clean', 1],
    ['FROM a\nRUN apt-get update\nRUN apt-get install -y curl', 2],
    ['RUN apt-get install -y curl && apt-get update', 1],
    ['RUN apt update && rm -rf /var/lib/apt/lists/*', 1],
    ['RUN apk update', 1],
    ['RUN apk --no-cache update\nRUN apk add curl', 1],
    ['RUN yum update -y && yum clean all', 1],
    ['RUN yum -y update\nRUN yum -y install httpd', 1],
    ['RUN dnf -y update', 1],
    ['RUN zypper refresh', 1],
    ['RUN zypper --non-interactive ref\nRUN zypper in -y vim', 1],
    ['RUN pacman -Syu --noconfirm', 1],
    ['RUN apt-get update && pip install flask', 1],
    ['RUN apt-get update && apt-get upgrade -y\nRUN apt-get install -y curl', 1],
    ['RUN sudo apt-get update', 1],
    ['RUN apt-get update && bash -c "echo x"', 1],
    ['RUN apt-get update && echo x | sed s/x/y/', 1],
    ['RUN apt-get update && install -d /x', 1],
    ['RUN apt-get update && echo "apt-get install curl"', 1],
    ['RUN apk update && apk upgrade\nRUN apk add curl', 1],
  ],
});

dockerfileCases(updateOnlyForUpgrade, {
  complies: [
    'RUN apt-get update',
    'RUN apt-get update && apt-get upgrade -y && apt-get install -y curl',
    'RUN apt-get update && apt-get upgrade -y\nRUN apt-get install -y curl',
    'RUN apt-get upgrade -y',
  ],
  violates: [
    ['RUN apt-get update && apt-get upgrade -y', 1],
    ['RUN apk update && apk upgrade', 1],
    ['RUN apt-get update && apt-get -y dist-upgrade && apt-get clean', 1],
  ],
});

dockerfileCases(aptGetDistUpgrade, {
  complies: [
    'RUN apt-get upgrade -y',
    'RUN apt-get install -y dist-upgrade',
    'RUN apt-get -s dist-upgrade',
    'RUN echo dist-upgrade',
  ],
  violates: [
    ['RUN apt-get dist-upgrade', 1],
    ['RUN apt-get update && apt-get -yq dist-upgrade', 1],
    ['RUN apt full-upgrade -y', 1],
    ['RUN ["apt-get", "-y", "dist-upgrade"]', 1],
  ],
});
dockerfileCases(aptGetUpgrade, {
  complies: [
    'RUN apt-get dist-upgrade -y',
    'RUN apt-get install --only-upgrade openssl',
    'RUN apt-get upgrade -y openssl',
  ],
  violates: [
    ['RUN apt-get update && apt-get upgrade -y', 1],
    ['RUN apt -y upgrade', 1],
  ],
});
