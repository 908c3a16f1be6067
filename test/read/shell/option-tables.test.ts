import { describe, expect, test } from 'vitest';
import { CURL, WGET } from '../../../src/read/shell/downloaders.js';
import { readOptions } from '../../../src/read/shell/options.js';
import { packageCommands } from '../../../src/read/shell/package-command.js';
import { parseShell } from '../../../src/read/shell/parse.js';

/**
 * Options with a value, as the manuals of the programs have them: what is forgotten in the tables of the sources turns a
 * value into a package, an address or a command.
 */
const MANUALS: Readonly<Record<string, readonly [command: string, options: string]>> = {
  apt: [
    'apt-get install',
    '-t -o -c -a -P --target-release --default-release --option --config-file --host-architecture --build-profiles',
  ],
  apk: [
    'apk add',
    '-t -X -p --virtual --repository --root --arch --cache-dir --cache-max-age --keys-dir --progress-fd --repositories-file --timeout --wait',
  ],
  dnf: [
    'dnf install',
    `-c -d -e -x -R --config --debuglevel --errorlevel --randomwait --exclude --excludepkgs --enablerepo --disablerepo --repo
    --repoid --repofrompath --installroot --releasever --setopt --disableexcludes --disableplugin --enableplugin --downloaddir
    --destdir --forcearch --color --comment --advisory --advisories --bz --bzs --cve --cves --sec-severity --secseverity
    --use-host-config`,
  ],
  zypper: ['zypper install', '-r -t -p --repo --from --type --plus-repo --category --priority --name --bugzilla'],
  pip: [
    'pip install',
    `-r -c -e -t -i -f -b -C --requirement --requirements --constraint --constraints --editable --target --index-url
    --find-links --extra-index-url --trusted-host --platform --python-version --implementation --abi --root --prefix --src
    --upgrade-strategy --no-binary --only-binary --progress-bar --build --proxy --retries --timeout --exists-action --cert
    --client-cert --cache-dir --log --config-settings --config-setting --python --global-option --install-option --report
    --group --use-feature --use-deprecated --keyring-provider --root-user-action --build-constraint --override --index
    --default-index --index-strategy --with --allow-insecure-host --default-timeout --resume-retries --pip-args --suffix
    --refresh-package --upgrade-package --reinstall-package --no-binary-package --link-mode --directory --project`,
  ],
  npm: [
    'npm install',
    `-C -w --prefix --registry --loglevel --userconfig --globalconfig --cache --workspace --tag --omit --only --include
    --save-prefix --before --install-strategy --otp --script-shell --cpu --os --libc --cafile --fetch-timeout --fetch-retries
    --maxsockets --https-proxy --proxy --location --node-options --dir --filter --store-dir --reporter --global-dir
    --lockfile-dir --virtual-store-dir --network-concurrency`,
  ],
  yarn: [
    'yarn add',
    `--cwd --cache-folder --modules-folder --network-timeout --network-concurrency --registry --mutex --mode --use-yarnrc
    --global-folder --prefix --link-folder --preferred-cache-folder --proxy --https-proxy --otp --tag --inline-builds`,
  ],
  gem: [
    'gem install',
    `-v -i -P -n -g -s --version --install-dir --bindir --source --trust-policy --platform --build-root --file --config-file
    --target-rbconfig --without`,
  ],
  go: [
    'go install',
    `-C -o -p -ldflags -gcflags -asmflags -gccgoflags -tags -mod -modfile -overlay -pkgdir -toolexec -exec -installsuffix
    -buildmode -compiler -pgo -covermode -coverpkg`,
  ],
  pipx: ['pipx install', '-i --python --pip-args --suffix --index-url --spec'],
  pacman: ['pacman -S', '-b -r --config --root --dbpath --cachedir --ignore'],
};

describe.each(Object.entries(MANUALS))('%s', (_name, [command, options]) => {
  test.each(options.split(/\s+/))('%s takes the next word', (option) => {
    const [found] = packageCommands(parseShell(`${command} ${option} value package`, () => 1));
    expect(found?.operands.map(({ value }) => value)).toEqual(['package']);
    expect(found?.subcommand).toBe(command.endsWith('-S') ? 'install' : command.split(' ')[1]);
  });
});

test.each(
  '-R --root --installroot -c --config -D --reposd-dir -C --cache-dir --raw-cache-dir --solv-cache-dir --pkg-cache-dir --releasever -p --plus-repo --plus-content --userdata'.split(
    ' ',
  ),
)('zypper %s value install', (option) => {
  const [found] = packageCommands(parseShell(`zypper ${option} value install package`, () => 1));
  expect([found?.subcommand, found?.operands.map(({ value }) => value)]).toEqual(['install', ['package']]);
});

test.each([
  ['dnf install-n', 'install'],
  ['dnf install-na', 'install'],
  ['dnf install-nevra', 'install'],
  ['dnf rei', 'reinstall'],
  ['dnf up', 'upgrade'],
  ['dnf groups install', 'group install'],
  ['dnf modules enable', 'module enable'],
  ['dnf config-manager add', 'config-manager add'],
  ['dnf environment list', 'environment list'],
  ['yum groups install', 'groups install'],
  ['zypper rm', 'remove'],
  ['zypper si', 'source-install'],
  ['zypper cc', 'clean'],
  ['zypper ref', 'refresh'],
  ['zypper up', 'update'],
  ['zypper dup', 'dist-upgrade'],
  ['zypper ar', 'addrepo'],
  ['zypper mr', 'modifyrepo'],
  ['aptitude safe-upgrade', 'upgrade'],
  ['npm isntall', 'install'],
  ['npm in', 'install'],
  ['npm clean-install', 'ci'],
  ['npm install-ci-test', 'cit'],
  ['npm it', 'install-test'],
  ['npm cache clean', 'cache clean'],
  ['pnpm i', 'install'],
  ['pnpm c set', 'config set'],
  ['pnpm store prune', 'store prune'],
  ['yarn cache clean', 'cache clean'],
  ['yarn config set', 'config set'],
  ['gem i', 'install'],
  ['gem3.3 install', 'install'],
  ['pip-3.12 install', 'install'],
  ['microdnf in', 'install'],
  ['tdnf in', 'install'],
])('%s is %s', (text, subcommand) => {
  expect(packageCommands(parseShell(`${text} x`, () => 1))[0]?.subcommand).toBe(subcommand);
});

const LONG: readonly (readonly [program: string, spec: typeof CURL, options: string])[] = [
  [
    'curl',
    CURL,
    `abstract-unix-socket aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie
    cookie-jar create-file-mode crlfile data data-ascii data-binary data-raw data-urlencode dns-servers doh-url dump-header
    engine etag-compare etag-save form form-string ftp-port header hostpubsha256 interface json keepalive-time key key-type
    limit-rate local-port max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max pass
    pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-header proxy-user quote range rate referer
    request request-target resolve retry retry-delay retry-max-time socks5 socks5-hostname speed-limit speed-time stderr
    time-cond tls-max tls13-ciphers trace trace-ascii unix-socket upload-file url url-query user user-agent variable write-out`,
  ],
  [
    'wget',
    WGET,
    `output-file append-output execute input-file tries output-document timeout dns-timeout connect-timeout read-timeout wait
    waitretry quota directory-prefix user-agent level accept reject domains header user password http-user http-password
    post-data post-file method body-data body-file ca-certificate ca-directory certificate private-key referer load-cookies
    save-cookies limit-rate max-redirect progress secure-protocol config base cut-dirs include-directories exclude-directories
    bind-address proxy-user proxy-password start-pos restrict-file-names prefer-family retry-on-http-error compression`,
  ],
];

test.each(LONG)('%s: its long options with a value', (program, spec, options) => {
  const wrong = options.split(/\s+/).filter((option) => {
    const args = parseShell(`${program} --${option} value address`, () => 1).commands[0]?.args ?? [];
    return (
      readOptions(args, spec)
        .operands.map(({ value }) => value)
        .join() !== 'address'
    );
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['curl', CURL, 'AbcCdDeEFhHKmoPQrtTuUwxXyYz'],
  ['wget', WGET, 'oaeitOTwQPUlARDIXB'],
] as const)('%s: its short options with a value', (program, spec, letters) => {
  const wrong = letters.split('').filter((letter) => {
    const args = parseShell(`${program} -${letter} value address`, () => 1).commands[0]?.args ?? [];
    return (
      readOptions(args, spec)
        .operands.map(({ value }) => value)
        .join() !== 'address'
    );
  });
  expect(wrong).toEqual([]);
});

test.each([
  'sudo -u a --user a -g a --group a -h a -p a -C a -r a -t a -U a -D a -R a A=b -n',
  'doas -u a -C a',
  'env -u a --unset a -C a --chdir a -S a A=b -i',
  'exec -a a',
  'command -p',
  'builtin',
  'nohup',
  '/usr/bin/time -o a -f a -v',
  'nice -n a --adjustment a',
  'ionice -c a -n a -p a',
  'timeout -s a --signal a -k a --kill-after a 5',
  'gosu app',
  'su-exec app',
  'chroot --userspec a --groups a /mnt',
  'setpriv --no-new-privs',
  'eatmydata',
  'catchsegv',
  'faketime now',
  'stdbuf -i a -o a -e a',
  'xargs -n a -I a -P a -L a -d a -a a -E a -s a --max-args a --max-procs a --delimiter a -r',
  'retry -t a -d a',
  'sudo --',
  'timeout -- 5',
  'env -- A=b',
  'timeout 5 nice --',
])('%s runs what follows', (wrapper) => {
  const [command] = parseShell(`${wrapper} curl -f address`, () => 1).commands;
  expect([command?.name, command?.args.map(({ value }) => value)]).toEqual(['curl', ['-f', 'address']]);
});
