import type { Messages } from '../messages.js';

export const packagesMessages: Messages = {
  'apt-get-pin-version': [
    ['RUN apt-get install curl', '1: curl is installed without a version'],
    ['ENV PACKAGES="curl git"\nRUN apt-get install -y $PACKAGES', '2: curl and git are installed without a version'],
  ],
  'apt-get-assume-yes': [['RUN apt-get install curl', '1: apt-get install asks before it installs: -y is missing']],
  'apt-get-no-recommends': [['RUN apt install -y curl', '1: apt install takes recommended packages along']],
  'apt-instead-of-apt-get': [['RUN sudo apt update', '1: apt update is called in a script']],
  'apt-lists-deleted': [
    ['RUN apt update && apt install -y curl', '1: apt update leaves its lists in /var/lib/apt/lists'],
  ],
  'apt-lists-of-update-deleted': [
    ['RUN apt-get update', '1: apt-get update, without an install, leaves its lists in /var/lib/apt/lists'],
  ],
  'apt-cache-cleaned': [
    ['RUN apt-get install -y curl', '1: what apt downloaded is left in the layer after apt-get install'],
  ],
  'apt-get-dist-upgrade': [['RUN apt full-upgrade -y', '1: apt full-upgrade upgrades every package of the base image']],
  'apt-get-upgrade': [['RUN apt -y upgrade', '1: apt upgrade upgrades every package of the base image']],
  'apk-pin-version': [
    ['RUN apk add curl', '1: curl is installed without a version'],
    ['ENV DEPS="gcc make"\nRUN apk add $DEPS', '2: gcc and make are installed without a version'],
  ],
  'apk-no-cache': [['RUN apk add curl', '1: apk add uses the cache in the image: --no-cache is missing']],
  'apk-upgrade': [['RUN apk upgrade', '1: apk upgrade upgrades every package of the base image']],
  'yum-pin-version': [
    ['RUN yum install httpd', '1: httpd is installed without a version'],
    [
      'RUN yum install -y gcc-c++ glibc.i686 python3-devel',
      '1: gcc-c++, glibc.i686 and python3-devel are installed without a version',
    ],
  ],
  'yum-assume-yes': [['RUN yum install httpd', '1: yum install asks before it installs: -y is missing']],
  'yum-cache-cleaned': [['RUN yum install -y httpd', '1: the cache of yum is left in the layer after yum install']],
  'yum-update': [['RUN yum update -y', '1: yum update upgrades every package of the base image']],
  'dnf-pin-version': [
    ['RUN dnf in -y httpd', '1: httpd is installed without a version'],
    [
      'RUN dnf install -y gcc-c++ glibc.i686 python3-devel',
      '1: gcc-c++, glibc.i686 and python3-devel are installed without a version',
    ],
  ],
  'dnf-assume-yes': [['RUN dnf install httpd', '1: dnf install asks before it installs: -y is missing']],
  'dnf-cache-cleaned': [['RUN dnf install -y httpd', '1: the cache of dnf is left in the layer after dnf install']],
  'dnf-cache-cleaned-in-its-layer': [
    [
      'FROM a\nRUN dnf install -y httpd\nRUN dnf clean all',
      '2: the cache of dnf is removed in a later layer: it stays in this one',
    ],
  ],
  'microdnf-cache-cleaned': [
    ['RUN microdnf install -y httpd', '1: the cache of microdnf is left in the layer after microdnf install'],
  ],
  'dnf-upgrade': [['RUN dnf -y upgrade', '1: dnf upgrade upgrades every package of the base image']],
  'zypper-pin-version': [['RUN zypper install -y httpd', '1: httpd is installed without a version']],
  'zypper-non-interactive': [['RUN zypper patch', '1: zypper patch asks before it changes anything: -y is missing']],
  'zypper-cache-cleaned': [['RUN zypper patch -y', '1: the cache of zypper is left in the layer after zypper patch']],
  'zypper-cache-cleaned-in-its-layer': [
    [
      'RUN zypper install -y httpd\nRUN zypper clean',
      '1: the cache of zypper is removed in a later layer: it stays in this one',
    ],
  ],
  'zypper-dist-upgrade': [['RUN zypper dup -y', '1: zypper dist-upgrade upgrades every package of the base image']],
  'zypper-update': [['RUN zypper up -y', '1: zypper update upgrades every package of the base image']],
  'update-with-install': [['RUN apk update', '1: apk update is not followed by an install in the same RUN']],
  'update-only-for-upgrade': [['RUN apk update && apk upgrade', '1: apk update is followed by an upgrade alone']],
  'pip-pin-version': [
    ['RUN pip install flask', '1: flask is installed without a version'],
    [
      'RUN python -m pip install -U pip setuptools wheel',
      '1: pip, setuptools and wheel are installed without a version',
    ],
  ],
  'pip-no-cache': [
    ['RUN pip install flask', '1: pip install keeps its downloads in the layer: --no-cache-dir is missing'],
  ],
  'npm-pin-version': [['RUN npm add lodash', '1: lodash is installed without a version']],
  'node-add-pin-version': [['RUN yarn add a', '1: a is installed without a version']],
  'gem-pin-version': [['RUN gem install bundler', '1: bundler is installed without a version']],
  'go-pin-version': [['RUN go get github.com/a/b', '1: github.com/a/b is installed without a version']],
  'yarn-cache-cleaned': [['RUN yarn', '1: the cache of yarn is left in the layer after yarn install']],
  'npm-cache-mount': [['RUN npm ci', '1: npm downloads without a cache of the build']],
  'cargo-cache-mount': [['RUN cargo install x', '1: cargo downloads without a cache of the build']],
  'go-cache-mount': [['RUN go mod tidy', '1: go downloads without a cache of the build']],
  'maven-cache-mount': [['RUN mvn -B package', '1: mvn downloads without a cache of the build']],
  'gradle-cache-mount': [['RUN gradle build', '1: gradle downloads without a cache of the build']],
  'composer-cache-mount': [['RUN composer update', '1: composer downloads without a cache of the build']],
  'nuget-cache-mount': [['RUN dotnet restore', '1: dotnet downloads without a cache of the build']],
  'pnpm-cache-mount': [['RUN pnpm i', '1: pnpm downloads without a cache of the build']],
  'mix-cache-mount': [['RUN mix compile', '1: mix downloads without a cache of the build']],
  'bundler-cache-mount': [['RUN bundle install', '1: bundle downloads without a cache of the build']],
  'wget-progress': [['RUN wget https://example.com/tool.tar.gz', '1: wget draws its progress into the build log']],
  'wget-or-curl': [
    ['RUN wget -q a && curl -f b', '1: curl downloads where wget does already (line 1)'],
    ['FROM a\nRUN curl -f a\nRUN wget -q b\nRUN wget -q c', '3: wget downloads where curl does already (line 2)'],
  ],
  'curl-fail': [
    ['RUN curl -LO https://example.com/tool.tar.gz', '1: curl keeps what a failing server answers: --fail is missing'],
  ],
  'download-piped-to-shell': [
    ['RUN curl -fsSL https://example.com/tool.tar.gz | bash', '1: what curl downloads is executed by bash unseen'],
    ['RUN bash <(curl -fsSL https://example.com/tool.tar.gz)', '1: what is downloaded is executed by bash unseen'],
  ],
  'vulnerable-openssl': [
    [
      'ADD https://www.openssl.org/source/openssl-3.0.3.tar.gz /src/',
      '1: OpenSSL 3.0.3 has a buffer overflow in its check of certificates (CVE-2022-3602)',
    ],
  ],
};
