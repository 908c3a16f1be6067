import type { OptionSpec } from './options.js';

/** What is to be known of a package manager to read its command lines. */
export interface PackageManager {
  readonly name: string;
  /** Options before the sub-command; those behind it too, where `local` does not say otherwise. */
  readonly options: OptionSpec;
  readonly local?: OptionSpec;
  /** Sub-commands by their other names. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Sub-commands that have sub-commands of their own: `dnf module install`. */
  readonly nested?: readonly string[];
}

const APT: PackageManager = {
  name: 'apt-get',
  options: {
    short: 'tocaP',
    long: ['target-release', 'default-release', 'option', 'config-file', 'host-architecture', 'build-profiles'],
  },
};

const RPM_OPTIONS: OptionSpec = {
  short: 'cdexR',
  long: [
    ...['config', 'debuglevel', 'errorlevel', 'randomwait', 'exclude', 'excludepkgs', 'enablerepo', 'disablerepo'],
    ...['repo', 'repoid', 'repofrompath', 'installroot', 'releasever', 'setopt', 'disableexcludes', 'disableplugin'],
    ...['enableplugin', 'downloaddir', 'destdir', 'forcearch', 'color', 'comment', 'advisory', 'advisories', 'bz'],
    ...['bzs', 'cve', 'cves', 'sec-severity', 'secseverity', 'use-host-config'],
  ],
};

const DNF: PackageManager = {
  name: 'dnf',
  options: RPM_OPTIONS,
  aliases: {
    in: 'install',
    'install-n': 'install',
    'install-na': 'install',
    'install-nevra': 'install',
    rei: 'reinstall',
    up: 'upgrade',
    groups: 'group',
    modules: 'module',
  },
  nested: ['module', 'group', 'config-manager', 'environment'],
};

const NPM_OPTIONS: OptionSpec = {
  short: 'Cw',
  long: [
    ...['prefix', 'registry', 'loglevel', 'userconfig', 'globalconfig', 'cache', 'workspace', 'tag', 'omit', 'only'],
    ...['include', 'save-prefix', 'before', 'install-strategy', 'otp', 'script-shell', 'cpu', 'os', 'libc', 'cafile'],
    ...['fetch-timeout', 'fetch-retries', 'maxsockets', 'https-proxy', 'proxy', 'location', 'node-options', 'dir'],
    ...['filter', 'store-dir', 'reporter', 'global-dir', 'lockfile-dir', 'virtual-store-dir', 'network-concurrency'],
  ],
};

const NPM_ALIASES = {
  ...Object.fromEntries(
    ['i', 'in', 'ins', 'inst', 'insta', 'instal', 'isnt', 'isnta', 'isntal', 'isntall'].map((alias) => [
      alias,
      'install',
    ]),
  ),
  add: 'install',
  c: 'config',
  'clean-install': 'ci',
  'install-ci-test': 'cit',
  it: 'install-test',
};

/** By the name of the program. */
export const PACKAGE_MANAGERS: Readonly<Record<string, PackageManager>> = {
  'apt-get': APT,
  apt: { ...APT, name: 'apt' },
  aptitude: { ...APT, name: 'aptitude', aliases: { 'safe-upgrade': 'upgrade' } },
  apk: {
    name: 'apk',
    options: {
      short: 'tXp',
      long: [
        ...['virtual', 'repository', 'root', 'arch', 'cache-dir', 'cache-max-age', 'keys-dir', 'progress-fd'],
        ...['repositories-file', 'timeout', 'wait'],
      ],
    },
    aliases: { fix: 'fix' },
  },
  yum: { name: 'yum', options: RPM_OPTIONS, nested: ['module', 'group', 'groups', 'config-manager'] },
  dnf: DNF,
  dnf5: DNF,
  'dnf-3': DNF,
  microdnf: { ...DNF, name: 'microdnf' },
  tdnf: { ...DNF, name: 'tdnf' },
  zypper: {
    name: 'zypper',
    options: {
      short: 'RcDCp',
      long: [
        ...['root', 'installroot', 'config', 'reposd-dir', 'cache-dir', 'raw-cache-dir', 'solv-cache-dir'],
        ...['pkg-cache-dir', 'releasever', 'plus-repo', 'plus-content', 'userdata', 'repo', 'from', 'type'],
      ],
    },
    local: { short: 'rtp', long: ['repo', 'from', 'type', 'plus-repo', 'category', 'priority', 'name', 'bugzilla'] },
    aliases: {
      in: 'install',
      rm: 'remove',
      si: 'source-install',
      cc: 'clean',
      ref: 'refresh',
      up: 'update',
      dup: 'dist-upgrade',
      ar: 'addrepo',
      mr: 'modifyrepo',
    },
  },
  pip: {
    name: 'pip',
    options: {
      short: 'rcetifbC',
      long: [
        ...[
          'requirement',
          'requirements',
          'constraint',
          'constraints',
          'editable',
          'target',
          'index-url',
          'find-links',
        ],
        ...['extra-index-url', 'trusted-host', 'platform', 'python-version', 'implementation', 'abi', 'root', 'prefix'],
        ...[
          'src',
          'upgrade-strategy',
          'no-binary',
          'only-binary',
          'progress-bar',
          'build',
          'proxy',
          'retries',
          'timeout',
        ],
        ...['exists-action', 'cert', 'client-cert', 'cache-dir', 'log', 'config-settings', 'config-setting', 'python'],
        ...['global-option', 'install-option', 'report', 'group', 'use-feature', 'use-deprecated', 'keyring-provider'],
        ...['root-user-action', 'build-constraint', 'override', 'index', 'default-index', 'index-strategy', 'with'],
        ...['allow-insecure-host', 'default-timeout', 'resume-retries', 'pip-args', 'suffix', 'refresh-package'],
        ...['upgrade-package', 'reinstall-package', 'no-binary-package', 'link-mode', 'directory', 'project'],
      ],
    },
  },
  npm: { name: 'npm', options: NPM_OPTIONS, aliases: NPM_ALIASES, nested: ['config', 'cache'] },
  pnpm: { name: 'pnpm', options: NPM_OPTIONS, aliases: { i: 'install', c: 'config' }, nested: ['config', 'store'] },
  yarn: {
    name: 'yarn',
    options: {
      long: [
        ...['cwd', 'cache-folder', 'modules-folder', 'network-timeout', 'network-concurrency', 'registry', 'mutex'],
        ...['mode', 'use-yarnrc', 'global-folder', 'prefix', 'link-folder', 'preferred-cache-folder', 'proxy'],
        ...['https-proxy', 'otp', 'tag', 'inline-builds'],
      ],
    },
    aliases: { '': 'install' },
    nested: ['global', 'cache', 'config'],
  },
  gem: {
    name: 'gem',
    options: {
      short: 'viPngs',
      long: [
        ...['version', 'install-dir', 'bindir', 'source', 'trust-policy', 'platform', 'build-root', 'file'],
        ...['config-file', 'target-rbconfig', 'without'],
      ],
    },
    aliases: { i: 'install' },
  },
  go: {
    name: 'go',
    options: {
      singleDash: true,
      long: [
        ...['C', 'o', 'p', 'ldflags', 'gcflags', 'asmflags', 'gccgoflags', 'tags', 'mod', 'modfile', 'overlay'],
        ...['pkgdir', 'toolexec', 'exec', 'installsuffix', 'buildmode', 'compiler', 'pgo', 'covermode', 'coverpkg'],
      ],
    },
  },
  pipx: { name: 'pipx', options: { long: ['python', 'pip-args', 'suffix', 'index-url', 'spec'], short: 'i' } },
  pacman: { name: 'pacman', options: { short: 'br', long: ['config', 'root', 'dbpath', 'cachedir', 'ignore'] } },
};

/** Programs that are another one under a different name: `pip3.11`, `yarnpkg`. */
export function packageManagerOf(program: string): PackageManager | undefined {
  if (/^pip-?\d*(?:\.\d+)?$/.test(program)) return PACKAGE_MANAGERS.pip;
  if (/^gem\d+(?:\.\d+)*$/.test(program)) return PACKAGE_MANAGERS.gem;
  if (program === 'yarnpkg') return PACKAGE_MANAGERS.yarn;
  return Object.hasOwn(PACKAGE_MANAGERS, program) ? PACKAGE_MANAGERS[program] : undefined;
}
