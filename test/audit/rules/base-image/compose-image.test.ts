import { serviceImageDigest } from '../../../../src/audit/rules/base-image/service-image-digest.js';
import { serviceImageNotLatest } from '../../../../src/audit/rules/base-image/service-image-not-latest.js';
import { serviceImageTag } from '../../../../src/audit/rules/base-image/service-image-tag.js';
import { servicePlatform } from '../../../../src/audit/rules/base-image/service-platform.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const image = (name: string, more = '') => `services:\n  a:\n    image: ${name}\n${more}`;
const DIGEST = `sha256:${'a'.repeat(64)}`;
const BUILT = '    build: .\n';

composeCases(serviceImageTag, {
  complies: [
    ...[
      'nginx:1.29',
      `nginx@${DIGEST}`,
      `nginx:1.29@${DIGEST}`,
      '${IMAGE}',
      'app:${TAG}',
      'localhost:5000/app:1',
      '${IMAGE:-app:1}',
    ].map((name) => image(name)),
    image('app', BUILT),
    image('app', '  b:\n    image: app\n    build: .\n'),
    'services:\n  a: { build: . }\n',
    image('app${SUFFIX}'),
  ],
  violates: [
    [image('nginx'), 3],
    [image('localhost:5000/app'), 3],
    [image('ghcr.io/acme/app'), 3],
    [image('${REGISTRY}/app'), 3],
    [image('${IMAGE:-nginx}'), 3],
  ],
});

composeCases(serviceImageNotLatest, {
  complies: [
    ...['nginx:1.29', 'nginx', `nginx:latest@${DIGEST}`, 'app:${TAG}', 'app:latest-alpine'].map((name) => image(name)),
    image('app:latest', BUILT),
  ],
  violates: [
    [image('nginx:latest'), 3],
    [image('app:${TAG:-latest}'), 3],
    [image('${REGISTRY}/app:latest'), 3],
    [image('registry:5000/app:latest'), 3],
  ],
});

composeCases(serviceImageDigest, {
  complies: [
    ...['nginx', 'nginx:latest', `nginx:1@${DIGEST}`, 'app:${TAG}'].map((name) => image(name)),
    image('app:1', BUILT),
  ],
  violates: [
    [image('nginx:1.29'), 3],
    [image('app:${TAG:-1.2}'), 3],
  ],
});

composeCases(servicePlatform, {
  complies: services(
    'restart: always',
    'platform: "${PLATFORM}"',
    'platform:',
    'build: { context: ., platforms: [linux/amd64] }',
  ),
  violates: [
    [service('platform: linux/amd64'), 4],
    [service('platform: ${PLATFORM:-linux/arm64}'), 4],
  ],
});
