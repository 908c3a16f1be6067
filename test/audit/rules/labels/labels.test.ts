import { labelEmail } from '../../../../src/audit/rules/labels/label-email.js';
import { labelHash } from '../../../../src/audit/rules/labels/label-hash.js';
import { labelKey } from '../../../../src/audit/rules/labels/label-key.js';
import { labelMissing } from '../../../../src/audit/rules/labels/label-missing.js';
import { labelNotEmpty } from '../../../../src/audit/rules/labels/label-not-empty.js';
import { labelRfc3339 } from '../../../../src/audit/rules/labels/label-rfc3339.js';
import { labelSemver } from '../../../../src/audit/rules/labels/label-semver.js';
import { labelSpdx } from '../../../../src/audit/rules/labels/label-spdx.js';
import { labelSuperfluous } from '../../../../src/audit/rules/labels/label-superfluous.js';
import { labelUrl } from '../../../../src/audit/rules/labels/label-url.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(labelKey, {
  complies: [
    'LABEL maintainer=a',
    'LABEL org.opencontainers.image.source="x" a-b.c1=d',
    'LABEL "a.b"="c"',
    'LABEL com.docker.desktop.extension.api.version=">= 0.3.3"',
    'LABEL $KEY=value',
    'ENV A_B=c',
  ],
  violates: [
    ['LABEL Maintainer=a', 1],
    ['LABEL a_b=c', 1],
    ['LABEL a..b=c', 1],
    ['LABEL a--b=c', 1],
    ['LABEL 1a=c', 1],
    ['LABEL a.=c', 1],
    ['LABEL com.docker.x=y io.docker.x=y org.dockerproject.x=y', 1, 1, 1],
    ['FROM a:1\nLABEL ok=1 \\\n  Not="ok"', 3],
    ['LABEL a/b=c', 1],
  ],
});

dockerfileCases(labelMissing, {
  settings: { labels: { owner: 'text', version: 'semver' } },
  complies: [
    'LABEL x=y',
    'FROM a:1\nLABEL owner=a version=1.0.0',
    'FROM a:1\nLABEL owner=a\nLABEL version=1.0.0',
    'FROM a:1 AS base\nLABEL owner=a version=1.0.0\nFROM base',
  ],
  violates: [
    ['FROM a:1', 1, 1],
    ['FROM a:1\nLABEL owner=a', 1],
    ['FROM a:1 AS x\nLABEL owner=a version=1.0.0\nFROM b:1', 3, 3],
  ],
});
dockerfileCases(labelMissing, { complies: ['FROM a:1'], violates: [] });

dockerfileCases(labelSuperfluous, {
  settings: { labels: { owner: 'text' }, strictLabels: true },
  complies: ['LABEL owner=a', 'FROM a:1'],
  violates: [['LABEL owner=a \\\n  other=b', 2]],
});
dockerfileCases(labelSuperfluous, {
  settings: { strictLabels: true },
  complies: ['RUN true'],
  violates: [['LABEL a=b', 1]],
});
dockerfileCases(labelSuperfluous, {
  settings: { labels: { owner: 'text' } },
  complies: ['LABEL other=b'],
  violates: [],
});

dockerfileCases(labelNotEmpty, {
  settings: { labels: { owner: 'text' } },
  complies: ['LABEL owner=a', 'LABEL other=""', 'LABEL owner=$X'],
  violates: [
    ['LABEL owner=""', 1],
    ['LABEL owner=', 1],
  ],
});

dockerfileCases(labelUrl, {
  settings: { labels: { site: 'url' } },
  complies: [
    'LABEL site="https://example.org/a?b=c#d"',
    'LABEL site=git+ssh://example.org/x',
    'LABEL site=$URL',
    'LABEL other=x',
  ],
  violates: [
    ['LABEL site=example.org', 1],
    ['LABEL site="not a url"', 1],
    ['LABEL site=http://', 1],
  ],
});

dockerfileCases(labelRfc3339, {
  settings: { labels: { created: 'rfc3339' } },
  complies: [
    'LABEL created=2026-01-31T12:00:00Z',
    'LABEL created="2026-01-31T12:00:00.5+02:00"',
    'LABEL created=$DATE',
  ],
  violates: [
    ['LABEL created=2026-01-31', 1],
    ['LABEL created=2026-02-30T12:00:00Z', 1],
    ['LABEL created="31 January 2026"', 1],
    ['LABEL created=2026-01-31T25:00:00Z', 1],
  ],
});

dockerfileCases(labelSpdx, {
  settings: { labels: { licence: 'spdx' } },
  complies: [
    'LABEL licence=MIT',
    'LABEL licence=GPL-3.0-or-later',
    'LABEL licence="MIT OR Apache-2.0"',
    'LABEL licence=LicenseRef-Ours',
    'LABEL licence=$L',
  ],
  violates: [
    ['LABEL licence=mit', 1],
    ['LABEL licence="Apache 2"', 1],
    ['LABEL licence=proprietary', 1],
    ['LABEL licence="MIT OR ours"', 1],
  ],
});

dockerfileCases(labelHash, {
  settings: { labels: { commit: 'hash' } },
  complies: [
    'LABEL commit=0123abc',
    `LABEL commit=${'a1'.repeat(20)}`,
    `LABEL commit=${'a1'.repeat(32)}`,
    'LABEL commit=$GIT',
  ],
  violates: [
    ['LABEL commit=0123ab', 1],
    ['LABEL commit=main', 1],
    [`LABEL commit=${'a1'.repeat(21)}`, 1],
    ['LABEL commit=0123abg', 1],
  ],
});

dockerfileCases(labelSemver, {
  settings: { labels: { version: 'semver' } },
  complies: ['LABEL version=1.2.3', 'LABEL version=1.2.3-rc.1+build.5', 'LABEL version=${V}'],
  violates: [
    ['LABEL version=1.2', 1],
    ['LABEL version=v1.2.3', 1],
    ['LABEL version=01.2.3', 1],
    ['ARG V=next\nLABEL version=$V', 2],
  ],
});

dockerfileCases(labelEmail, {
  settings: { labels: { contact: 'email' } },
  complies: ['LABEL contact=team@example.org', 'LABEL contact="a.b+c@mail.example.org"', 'LABEL contact=$X'],
  violates: [
    ['LABEL contact=team', 1],
    ['LABEL contact="Team <team@example.org>"', 1],
    ['LABEL contact=team@', 1],
    ['LABEL contact=a..b@example.org', 1],
  ],
});
