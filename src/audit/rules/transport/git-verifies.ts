import { dockerfileRule } from '../../rule.js';
import { isOff } from '../../../read/shell/options.js';
import type { ShellCommand } from '../../../read/shell/script.js';
import { reportFileSettings } from './lib/file-setting.js';

/** `git config --global http.sslVerify false`, `git -c http.https://x/.sslVerify=0`, `git clone --config …`. */
function switchesOff({ name, args }: ShellCommand): boolean {
  if (name !== 'git' || args.some(({ value }) => /^--(?:get|unset)/.test(value))) return false;
  return args.some(({ value }, index) => {
    const match = /^(?:--config=|-c)?http\.(?:.*\.)?sslverify(?:=(.*))?$/i.exec(value);
    if (!match) return false;
    const next = match[1] ?? args[index + 1]?.value ?? '';
    return isOff(next.replaceAll(/["']/g, ''));
  });
}

export const gitVerifies = dockerfileRule({
  id: 'git-verifies',
  title: 'git verifies certificates',
  severity: 'high',
  theme: 'transport',
  rationale: 'Without verification whoever sits between can answer in the place of the server: the sources are theirs.',
  remedy: 'Leave `http.sslVerify` as it is. The certificate of a server of your own goes into `http.sslCAInfo`.',
  example: 'RUN git config --system http.sslCAInfo /etc/ssl/own.pem',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_14'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      for (const command of run.keyword === 'RUN' ? (run.script?.commands ?? []) : []) {
        if (switchesOff(command)) report(command, 'git is told not to verify certificates (http.sslVerify)');
      }
    }
    const file = { path: /gitconfig$/, setting: /^\s*sslverify\s*=\s*["']?(?:false|0|no|off)\b/i };
    reportFileSettings(dockerfile, file, report, 'git verifies no certificates');
  },
});
