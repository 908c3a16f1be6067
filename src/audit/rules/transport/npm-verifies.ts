import { dockerfileRule } from '../../rule.js';
import { isOff } from '../../../read/shell/options.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import type { ShellCommand } from '../../../read/shell/script.js';
import { reportFileSettings } from './lib/file-setting.js';

const NAME = /^(?:strict-ssl|strict_ssl|enableStrictSsl)$/i;

function switchesOff(command: ShellCommand): boolean {
  const found = packageCommand(command);
  if (!found || !['npm', 'yarn', 'pnpm'].includes(found.manager)) return false;
  const { line, operands, subcommand } = found;
  if (line.options.some(({ name, value }) => NAME.test(name) && isOff(value ?? ''))) return true;
  if (line.options.some(({ name }) => name === 'no-strict-ssl')) return true;
  if (!/^(?:config set|set)$/.test(subcommand)) return false;
  return operands.some(({ value }, index) => {
    const [key = '', own] = value.split('=', 2);
    return NAME.test(key) && isOff(own ?? operands[index + 1]?.value ?? '');
  });
}

export const npmVerifies = dockerfileRule({
  id: 'npm-verifies',
  title: 'npm, yarn and pnpm verify certificates',
  severity: 'high',
  theme: 'transport',
  rationale:
    'Without verification whoever sits between can answer in the place of the registry, and a package runs code when it is installed.',
  remedy: 'Leave `strict-ssl` as it is. The certificate of a registry of your own goes into `cafile`.',
  example: 'RUN npm config set cafile /etc/ssl/own.pem',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_13'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      for (const command of run.keyword === 'RUN' ? (run.script?.commands ?? []) : []) {
        if (switchesOff(command)) report(command, `${command.name} is told not to verify certificates (strict-ssl)`);
      }
    }
    const file = {
      path: /(?:npmrc|yarnrc|yarnrc\.yml)$/,
      setting: /^\s*(?:strict-ssl|enableStrictSsl)[\s=:]+["']?(?:false|0|no)\b/i,
    };
    reportFileSettings(dockerfile, file, report, 'certificates are not verified');
  },
});
