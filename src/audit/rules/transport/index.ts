import type { Rule } from '../../rule.js';
import { addChecksum } from './add-checksum.js';
import { apkVerifies } from './apk-verifies.js';
import { aptNotForced } from './apt-not-forced.js';
import { aptSourceSigned } from './apt-source-signed.js';
import { aptVerifies } from './apt-verifies.js';
import { curlVerifies } from './curl-verifies.js';
import { environmentSwitches } from './environment-switches.js';
import { gitVerifies } from './git-verifies.js';
import { httpDownload } from './http-download.js';
import { npmVerifies } from './npm-verifies.js';
import { pipTrustsNoHost } from './pip-trusts-no-host.js';
import { rpmManagerVerifies } from './rpm-manager-verifies.js';
import { rpmManagerVerifiesServer } from './rpm-manager-verifies-server.js';
import { rpmRepositorySigned } from './rpm-repository-signed.js';
import { rpmVerifies } from './rpm-verifies.js';
import { serviceVerifies } from './service-verifies.js';
import { sshHostKeyChecked } from './ssh-host-key-checked.js';
import { toolsVerify } from './tools-verify.js';
import { wgetVerifies } from './wget-verifies.js';
import { zypperVerifies } from './zypper-verifies.js';

export const transportRules: readonly Rule[] = [
  curlVerifies,
  wgetVerifies,
  pipTrustsNoHost,
  ...environmentSwitches,
  apkVerifies,
  aptVerifies,
  aptNotForced,
  aptSourceSigned,
  rpmManagerVerifies,
  rpmManagerVerifiesServer,
  rpmRepositorySigned,
  rpmVerifies,
  zypperVerifies,
  npmVerifies,
  gitVerifies,
  toolsVerify,
  sshHostKeyChecked,
  httpDownload,
  addChecksum,
  serviceVerifies,
];
