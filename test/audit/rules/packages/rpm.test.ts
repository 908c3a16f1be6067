import { dnfAssumeYes } from '../../../../src/audit/rules/packages/dnf-assume-yes.js';
import {
  dnfCacheCleaned,
  dnfCacheCleanedInTime,
  microdnfCacheCleaned,
} from '../../../../src/audit/rules/packages/dnf-cache-cleaned.js';
import { dnfPinVersion } from '../../../../src/audit/rules/packages/dnf-pin-version.js';
import { dnfUpgrade } from '../../../../src/audit/rules/packages/dnf-upgrade.js';
import { yumAssumeYes } from '../../../../src/audit/rules/packages/yum-assume-yes.js';
import { yumCacheCleaned } from '../../../../src/audit/rules/packages/yum-cache-cleaned.js';
import { yumPinVersion } from '../../../../src/audit/rules/packages/yum-pin-version.js';
import { yumUpdate } from '../../../../src/audit/rules/packages/yum-update.js';
import { dockerfileCases } from '../../support.js';

for (const [rule, manager] of [
  [yumPinVersion, 'yum'],
  [dnfPinVersion, 'dnf'],
  [dnfPinVersion, 'microdnf'],
] as const) {
  dockerfileCases(rule, {
    complies: [
      `RUN ${manager} install -y httpd-2.4.57`,
      `RUN ${manager} install -y httpd-2.4.57-5.el9 glibc-2.17-317.el7.i686 httpd-2.4.6-el7`,
      `RUN ${manager} -y --setopt=install_weak_deps=False install nodejs-18* vim-2:9.0 2:vim-9.0`,
      `RUN ${manager} install -y https://example.com/epel-release-latest-8.noarch.rpm ./a.rpm /tmp/b.rpm`,
      `RUN ${manager} install -y --enablerepo epel --disablerepo=x tool-$VERSION "tool-\${V}-1.el8"`,
      `RUN ${manager} install -y "nodejs >= 18" $PACKAGES @development-tools`,
      `RUN ${manager} module install -y nodejs:18`,
      `RUN ${manager} -y module install nodejs:18/minimal`,
      `RUN ${manager} groupinstall -y "Development Tools"`,
      `RUN ${manager} update -y && ${manager} clean all`,
      `RUN ${manager} remove -y httpd`,
    ],
    violates: [
      [`RUN ${manager} install httpd`, 1],
      [`RUN ${manager} -y install httpd-2.4 php`, 1],
      [`RUN ${manager} install -y epel-release`, 1],
      [`RUN ${manager} install -y java-1.8.0-openjdk`, 1],
      [`RUN ${manager} install -y gcc-c++ glibc.i686 python3-devel`, 1],
      [`RUN ${manager} install -y php-*`, 1],
      [`RUN ${manager} module install -y nodejs`, 1],
      [`RUN ["${manager}", "install", "httpd"]`, 1],
      [`RUN sudo ${manager} install -y --nogpgcheck httpd`, 1],
      [`RUN ${manager} reinstall -y tzdata`, 1],
    ],
  });
}
dockerfileCases(dnfPinVersion, {
  complies: ['RUN yum install -y httpd', 'RUN dnf config-manager --add-repo https://example.com/x.repo'],
  violates: [
    ['RUN dnf in -y httpd', 1],
    ['RUN dnf5 install -y httpd', 1],
    ['RUN tdnf install -y httpd', 1],
  ],
});

for (const [rule, manager] of [
  [yumAssumeYes, 'yum'],
  [dnfAssumeYes, 'dnf'],
  [dnfAssumeYes, 'microdnf'],
] as const) {
  dockerfileCases(rule, {
    complies: [
      `RUN ${manager} install -y httpd`,
      `RUN ${manager} -y install httpd && ${manager} install httpd -y`,
      `RUN ${manager} install --assumeyes httpd && ${manager} -qy install httpd && ${manager} install -vy httpd`,
      `RUN ${manager} --setopt=assumeyes=1 install httpd`,
      `RUN yes | ${manager} install httpd`,
      `RUN echo "assumeyes=1" >> /etc/${manager}.conf\nRUN ${manager} install httpd`,
      `RUN ${manager} clean all && ${manager} makecache`,
      `RUN ${manager} $OPTS install httpd`,
    ],
    violates: [
      [`RUN ${manager} install httpd`, 1],
      [`RUN ${manager} groupinstall "Development Tools"`, 1],
      [`RUN ${manager} localinstall a.rpm`, 1],
      [`RUN ${manager} -q install httpd && ${manager} -y clean all`, 1],
      [`RUN ${manager} install --exclude -y httpd`, 1],
      [`RUN ["${manager}", "install", "httpd"]`, 1],
    ],
  });
}

for (const [rule, manager] of [
  [yumCacheCleaned, 'yum'],
  [dnfCacheCleaned, 'dnf'],
  [microdnfCacheCleaned, 'microdnf'],
] as const) {
  dockerfileCases(rule, {
    complies: [
      `RUN ${manager} install -y httpd && ${manager} clean all`,
      `RUN ${manager} -y install httpd; ${manager} -y clean all`,
      `RUN ${manager} install -y httpd && rm -rf /var/cache/yum`,
      `RUN ${manager} install -y httpd && rm -rf /var/cache/yum/* /tmp/*`,
      `RUN ${manager} install -y httpd && rm -rf /var/cache/dnf`,
      `RUN ${manager} install -y httpd && rm -rf /var/cache/*`,
      `RUN ${manager} install -y a && ${manager} install -y b && ${manager} clean all && rm -rf /x`,
      `RUN --mount=type=cache,target=/var/cache/yum ${manager} install -y httpd`,
      `RUN --mount=type=cache,target=/var/cache/dnf ${manager} install -y httpd`,
      `RUN ${manager} update -y`,
      `FROM a AS build\nRUN ${manager} install -y gcc\nFROM b\nCOPY --from=build /x /x`,
    ],
    violates: [
      [`RUN ${manager} install -y httpd`, 1],
      [`RUN ${manager} clean all && ${manager} install -y httpd`, 1],
      [`RUN ${manager} install -y a && ${manager} clean all && ${manager} install -y b`, 1],
      [`RUN ${manager} install -y httpd && ${manager} clean metadata`, 1],
      [`RUN ${manager} install -y httpd && rm -rf /tmp/*`, 1],
      [`RUN ["${manager}", "install", "-y", "httpd"]`, 1],
      [`FROM a AS build\nRUN ${manager} install -y gcc\nFROM build\nRUN true`, 2],
      [`FROM a\nRUN ${manager} -y update && \\\n  ${manager} -y install httpd`, 3],
    ],
  });
}
dockerfileCases(yumCacheCleaned, {
  complies: ['RUN yum install -y httpd && dnf clean all', 'RUN dnf install -y httpd'],
  violates: [['RUN yum install -y httpd\nRUN yum clean all', 1]],
});
dockerfileCases(dnfCacheCleaned, {
  complies: ['RUN dnf install -y httpd\nRUN dnf clean all', 'RUN microdnf install -y httpd'],
  violates: [['RUN dnf clean all\nRUN dnf install -y httpd', 2]],
});
dockerfileCases(dnfCacheCleanedInTime, {
  complies: ['RUN dnf install -y httpd', 'RUN dnf install -y httpd && dnf clean all\nRUN dnf clean all'],
  violates: [['FROM a\nRUN dnf install -y httpd\nRUN dnf clean all', 2]],
});

dockerfileCases(yumUpdate, {
  complies: [
    'RUN yum update -y openssl',
    'RUN yum -y --security update',
    'RUN yum check-update',
    'RUN yum install -y a',
  ],
  violates: [
    ['RUN yum update -y', 1],
    ['RUN yum -y upgrade && yum clean all', 1],
  ],
});
dockerfileCases(dnfUpgrade, {
  complies: ['RUN dnf upgrade -y openssl', 'RUN dnf makecache'],
  violates: [
    ['RUN dnf -y upgrade', 1],
    ['RUN microdnf update -y && microdnf clean all', 1],
    ['RUN dnf upgrade-minimal -y', 1],
  ],
});
