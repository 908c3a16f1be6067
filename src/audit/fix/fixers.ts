import { logRotation, noNewPrivileges } from './compose/services.js';
import { append, aptLists } from './dockerfile/cleanup.js';
import { execForm } from './dockerfile/exec-form.js';
import {
  asCasing,
  authorsLabel,
  copyOverAdd,
  folderSlash,
  fromByName,
  keywordCasing,
  noEmptyLine,
  noPlatform,
  stageCasing,
  withEquals,
} from './dockerfile/instructions.js';
import { apkNoCache, aptGet, option, pipNoCache, zypperOption } from './dockerfile/packages.js';
import type { ComposeFixer, DockerfileFixer } from './fixer.js';

const APT = ['apt-get', 'apt'];
const APT_INSTALLS = ['install', 'reinstall', 'build-dep', 'satisfy'];
const RPM = ['yum', 'dnf', 'microdnf', 'tdnf'];
const RPM_CHANGES = [
  'install', 'reinstall', 'update', 'upgrade', 'remove', 'erase', 'autoremove', 'downgrade', 'groupinstall', 'localinstall',
  'builddep', 'swap', 'distro-sync',
]; // prettier-ignore

/**
 * What can be mended without a person: where nobody has to choose (a version, a user, a port), and where what is built
 * or started does the same as before, less what was superfluous. By id of the rule.
 *
 * Not among them: `apt-get-no-recommends`, for `curl` without the recommended `ca-certificates` knows no server; and
 * `yarn-cache-cleaned`, for Yarn 2 and later runs packages out of that cache.
 */
export const DOCKERFILE_FIXERS: ReadonlyMap<string, DockerfileFixer> = new Map(
  Object.entries<DockerfileFixer>({
    'apt-get-assume-yes': option('-y', APT, APT_INSTALLS),
    'apt-instead-of-apt-get': aptGet,
    'apt-lists-deleted': aptLists,
    'apk-no-cache': apkNoCache,
    'pip-no-cache': pipNoCache,
    'yum-assume-yes': option('-y', RPM, RPM_CHANGES),
    'dnf-assume-yes': option('-y', RPM, RPM_CHANGES),
    'zypper-non-interactive': zypperOption,
    'yum-cache-cleaned': append('yum clean all'),
    'dnf-cache-cleaned': append('dnf clean all'),
    'microdnf-cache-cleaned': append('microdnf clean all'),
    'zypper-cache-cleaned': append('zypper clean --all'),
    'copy-over-add': copyOverAdd,
    'copy-to-folder': folderSlash,
    'stage-by-name': fromByName,
    'no-maintainer': authorsLabel,
    'key-value-format': withEquals,
    'cmd-exec-form': execForm,
    'stage-cmd-exec-form': execForm,
    'instruction-casing': keywordCasing,
    'from-as-casing': asCasing,
    'stage-name-casing': stageCasing,
    'from-redundant-platform': noPlatform,
    'no-empty-continuation': noEmptyLine,
  }),
);

export const COMPOSE_FIXERS: ReadonlyMap<string, ComposeFixer> = new Map(
  Object.entries<ComposeFixer>({
    'security-options': noNewPrivileges,
    'no-new-privileges': noNewPrivileges,
    'log-rotation': logRotation,
  }),
);
