import {
  zypperCacheCleaned,
  zypperCacheCleanedInTime,
} from '../../../../src/audit/rules/packages/zypper-cache-cleaned.js';
import { zypperDistUpgrade } from '../../../../src/audit/rules/packages/zypper-dist-upgrade.js';
import { zypperNonInteractive } from '../../../../src/audit/rules/packages/zypper-non-interactive.js';
import { zypperPinVersion } from '../../../../src/audit/rules/packages/zypper-pin-version.js';
import { zypperUpdate } from '../../../../src/audit/rules/packages/zypper-update.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(zypperPinVersion, {
  complies: [
    'RUN zypper install -y httpd=2.4.46',
    'RUN zypper in -y "httpd>=2.4" "vim<10" \'git>2\'',
    'RUN zypper install -y ./a.rpm https://example.com/b.rpm httpd-2.4.46',
    'RUN zypper -n install --no-recommends httpd=2.4',
    'RUN zypper install -y -t pattern devel_basis',
    'RUN zypper install -y pattern:devel_basis $PACKAGES httpd=$VERSION',
    'RUN zypper --non-interactive --gpg-auto-import-keys refresh && zypper clean',
    'RUN zypper install -y -r repo httpd=2',
  ],
  violates: [
    ['RUN zypper install -y httpd', 1],
    ['RUN zypper -n in httpd=2.4 vim', 1],
    ['RUN zypper install --from repo httpd', 1],
    ['RUN ["zypper", "install", "httpd"]', 1],
    ['RUN zypper --root /mnt install -y httpd', 1],
  ],
});

dockerfileCases(zypperNonInteractive, {
  complies: [
    'RUN zypper install -y httpd',
    'RUN zypper -n install httpd && zypper --non-interactive in httpd',
    'RUN zypper install --no-confirm httpd && zypper rm -y httpd && zypper patch -y',
    'RUN zypper -nq in httpd && zypper -q -n install httpd',
    'RUN zypper install httpd -y',
    'RUN yes | zypper install httpd',
    'ENV ZYPP_NONINTERACTIVE=1\nRUN zypper install httpd',
    'RUN zypper refresh && zypper clean',
  ],
  violates: [
    ['RUN zypper install httpd', 1],
    ['RUN zypper in httpd', 1],
    ['RUN zypper remove httpd && zypper rm httpd', 1],
    ['RUN zypper source-install httpd && zypper si vim', 1],
    ['RUN zypper patch', 1],
    ['RUN zypper install -n httpd', 1],
    ['RUN ["zypper", "install", "httpd"]', 1],
  ],
});

dockerfileCases(zypperCacheCleaned, {
  complies: [
    'RUN zypper install -y httpd && zypper clean',
    'RUN zypper -n in httpd && zypper cc -a',
    'RUN zypper install -y httpd && zypper -n clean --all',
    'RUN zypper install -y httpd && rm -rf /var/cache/zypp/*',
    'RUN --mount=type=cache,target=/var/cache/zypp zypper install -y httpd',
    'RUN zypper install -y httpd\nRUN zypper clean',
    'FROM a AS build\nRUN zypper install -y gcc\nFROM b',
  ],
  violates: [
    ['RUN zypper install -y httpd', 1],
    ['RUN zypper clean && zypper in -y httpd', 1],
    ['RUN zypper remove -y httpd', 1],
    ['RUN zypper patch -y', 1],
    ['RUN zypper --non-interactive install httpd', 1],
  ],
});
dockerfileCases(zypperCacheCleanedInTime, {
  complies: ['RUN zypper install -y httpd', 'RUN zypper install -y httpd && zypper cc\nRUN zypper cc'],
  violates: [['RUN zypper install -y httpd\nRUN zypper clean', 1]],
});
dockerfileCases(zypperDistUpgrade, {
  complies: ['RUN zypper update -y', 'RUN zypper install -y dup', 'RUN zypper patch -y'],
  violates: [
    ['RUN zypper dup -y', 1],
    ['RUN zypper -n dist-upgrade', 1],
  ],
});
dockerfileCases(zypperUpdate, {
  complies: ['RUN zypper update -y openssl', 'RUN zypper dup -y', 'RUN zypper refresh'],
  violates: [
    ['RUN zypper -n update', 1],
    ['RUN zypper up -y', 1],
  ],
});
