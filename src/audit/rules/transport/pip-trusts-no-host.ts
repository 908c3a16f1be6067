import { dockerfileRule } from '../../rule.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import type { ShellCommand } from '../../../read/shell/script.js';
import { reportFileSettings } from './lib/file-setting.js';

/** pip, and what passes its options on: pipenv, pip-compile, `uv pip`. */
function trusted(command: ShellCommand): string | undefined {
  const found = packageCommand(command);
  if (found?.manager !== 'pip' && !/^(?:pip|uv)/.test(command.name)) return undefined;
  const { args } = command;
  const at = args.findIndex(({ value }) => /(?:^|[\s"'])--(?:trusted-host|allow-insecure-host)\b/.test(value));
  const word = args[at]?.value;
  if (word !== undefined) return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (args[at + 1]?.value ?? '');
  const setting = found?.operands.findIndex(({ value }) => /\btrusted-host$/.test(value)) ?? -1;
  return found?.subcommand === 'config' && setting > 0 ? found.operands[setting + 1]?.value : undefined;
}

export const pipTrustsNoHost = dockerfileRule({
  id: 'pip-trusts-no-host',
  title: 'pip verifies certificates',
  severity: 'high',
  theme: 'transport',
  rationale:
    'A trusted host is one whose certificate is not looked at: whoever sits between can answer in its place, and a package runs code when it is installed.',
  remedy:
    'Leave `--trusted-host` away. The certificate of an index of your own goes with `--cert`, or into the system’s store.',
  example: 'RUN pip install --no-cache-dir --cert /etc/ssl/own.pem -r requirements.txt',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_4'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      for (const command of run.keyword === 'RUN' ? (run.script?.commands ?? []) : []) {
        const host = trusted(command);
        if (host !== undefined) report(command, `pip does not verify the certificate of ${host}`);
      }
    }
    const file = { path: /pip\.(?:conf|ini)$|uv\.toml$/, setting: /^\s*(?:trusted-host|allow-insecure-host)\s*=/ };
    reportFileSettings(dockerfile, file, report, 'pip does not verify its certificate');
  },
});
