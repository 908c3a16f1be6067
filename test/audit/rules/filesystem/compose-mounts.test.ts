import { dockerSocket } from '../../../../src/audit/rules/filesystem/docker-socket.js';
import { engineSocket } from '../../../../src/audit/rules/filesystem/engine-socket.js';
import { hostCredentials } from '../../../../src/audit/rules/filesystem/host-credentials.js';
import { hostSystemPath } from '../../../../src/audit/rules/filesystem/host-system-path.js';
import { sensitiveHostDirectory } from '../../../../src/audit/rules/filesystem/sensitive-host-directory.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const mount = (text: string) => service(`volumes:\n  - ${text}`);
const bind = (source: string) => mount(`type: bind\n    source: ${source}\n    target: /x`);
const device = (path: string) =>
  `${service('volumes: [d:/d]')}volumes:\n  d:\n    driver_opts:\n      device: ${path}\n`;

composeCases(dockerSocket, {
  complies: [
    ...['data:/var/lib/app', './docker.md:/docker.md', '/run/containerd/containerd.sock:/x', './socks:/socks'].map(
      mount,
    ),
    ...services(
      'restart: always',
      'use_api_socket: false',
      'environment: { DOCKER_HOST: "unix:///var/run/docker.sock" }',
    ),
  ],
  violates: [
    [mount('/var/run/docker.sock:/var/run/docker.sock'), 5],
    [mount('/var/run/docker.sock:/var/run/docker.sock:ro'), 5],
    [mount('"/run/docker.sock:/var/run/docker.sock"'), 5],
    [mount('/run/user/1000/docker.sock:/var/run/docker.sock'), 5],
    [mount('${SOCK:-/var/run/docker.sock}:/var/run/docker.sock'), 5],
    [mount('${XDG_RUNTIME_DIR}/docker.sock:/var/run/docker.sock'), 5],
    [mount('//./pipe/docker_engine://./pipe/docker_engine'), 5],
    [mount('\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine'), 5],
    [bind('/var/run/docker.sock'), 5],
    [mount('type: npipe\n    source: \\\\.\\pipe\\docker_engine\n    target: \\\\.\\pipe\\docker_engine'), 5],
    [service('use_api_socket: true'), 4],
    [device('/var/run/docker.sock'), 8],
  ],
});

composeCases(engineSocket, {
  complies: ['/var/run/docker.sock:/x', 'data:/x', './containerd.md:/x'].map(mount),
  violates: [
    [mount('/run/containerd/containerd.sock:/run/containerd/containerd.sock'), 5],
    [mount('/run/podman/podman.sock:/var/run/docker.sock:ro'), 5],
    [mount('/var/run/crio/crio.sock:/x'), 5],
    [bind('/run/buildkit/buildkitd.sock'), 5],
  ],
});

composeCases(sensitiveHostDirectory, {
  complies: [
    ...[
      'data:/etc',
      '/usr/src/app/node_modules',
      './etc:/etc',
      '/opt/app:/app',
      '/etc/app.conf:/x',
      '/variety:/x',
      '~/x:/x',
    ].map(mount),
    ...['/home/me/app/data:/data', '/srv/app:/app', '${DIR}:/etc', '/var/www:/var/www', '/var/run/docker.sock:/x'].map(
      mount,
    ),
    ...['/data', './etc', '/tmp/x'].map(bind),
    mount('type: tmpfs\n    target: /run'),
    mount('type: volume\n    source: etc\n    target: /etc'),
    device('/opt/data'),
    device(':/export/etc'),
  ],
  violates: [
    [mount('/:/host:ro'), 5],
    [mount('/etc:/etc'), 5],
    [mount('/etc/:/host/etc:ro'), 5],
    [mount('/var/run:/var/run'), 5],
    [mount('/proc:/host/proc:ro'), 5],
    [mount('/sys/fs/cgroup:/sys/fs/cgroup:ro'), 5],
    [mount('/lib/modules:/lib/modules:ro'), 5],
    [mount('/boot:/boot'), 5],
    [mount('/root/.ssh:/x'), 5],
    [mount('/etc/passwd:/etc/passwd:ro'), 5],
    [mount('/etc/ssh/keys:/x'), 5],
    [mount('/var/lib/docker/containers:/x:ro'), 5],
    [mount('/home:/home'), 5],
    [mount('/home/me:/x'), 5],
    [mount('//etc:/x'), 5],
    [bind('/usr'), 5],
    [bind('/dev'), 5],
    [mount('type: bind\n    src: /var/lib\n    dst: /x'), 5],
    [device('/etc'), 8],
    [`${service('restart: always')}volumes:\n  d:\n    driver_opts: { mountpoint: /sys }\n`, 7],
  ],
});

composeCases(hostSystemPath, {
  complies: [
    ...[
      '/etc:/etc',
      '/opt/x:/x',
      'data:/etc/x',
      './x:/x',
      '/etc/localtime:/etc/localtime:ro',
      '/etc/timezone:/x:ro',
    ].map(mount),
    ...['/usr/share/zoneinfo:/usr/share/zoneinfo:ro', '/var/run/docker.sock:/x', '/data/etc/x:/x', '/usr/src/x'].map(
      mount,
    ),
  ],
  violates: [
    [mount('/srv/app/data:/data'), 5],
    [mount('/var/lib/postgres:/var/lib/postgresql/data'), 5],
    [mount('/etc/nginx/nginx.conf:/etc/nginx/nginx.conf:ro'), 5],
    [mount('/etc/localtime:/etc/localtime'), 5],
    [mount('/home/me/app:/app'), 5],
    [bind('/media/disk'), 5],
    [device('/srv/data'), 8],
  ],
});

composeCases(hostCredentials, {
  complies: ['./ssh:/x', 'aws:/root/.aws', './.env:/x', '~/data:/x', './docker:/x', '/etc/ssh:/x', '${DATA}:/x'].map(
    mount,
  ),
  violates: [
    [mount('~/.ssh:/root/.ssh:ro'), 5],
    [mount('$HOME/.aws:/root/.aws'), 5],
    [mount('${HOME}/.kube/config:/root/.kube/config'), 5],
    [mount('~/.docker/config.json:/x'), 5],
    [mount('~:/home'), 5],
    [mount('${HOME}:/home'), 5],
    [mount('./id_rsa:/x'), 5],
    [mount('C:\\Users\\me\\.aws:/x'), 5],
    [bind('/home/me/.gnupg'), 5],
  ],
});
