import { dockerfileRule, type DockerfileRule, type RuleText } from '../../../rule.js';
import { isOff, optionValues, readOptions } from '../../../../read/shell/options.js';
import type { ShellCommand } from '../../../../read/shell/script.js';
import { reportFileSettings } from './file-setting.js';

export const RPM_PROGRAMS = ['yum', 'dnf', 'dnf5', 'dnf-3', 'microdnf', 'tdnf', 'rpm', 'yum-builddep', 'yumdownloader'];
const CONFIGURED = [...RPM_PROGRAMS, 'yum-config-manager', 'dnf-config-manager'];

/** A rule that a setting of yum and dnf is not switched off: on the command line, or in a file. */
export function rpmSettingRule(
  rule: RuleText & { readonly setting: string; readonly consequence: string },
): DockerfileRule {
  const { setting, consequence } = rule;
  return dockerfileRule({
    ...rule,
    check(dockerfile, report) {
      for (const run of dockerfile.instructions) {
        for (const command of run.keyword === 'RUN' ? (run.script?.commands ?? []) : []) {
          if (CONFIGURED.includes(command.name) && setsOff(command, setting)) {
            report(command, `${setting} is switched off for ${command.name}: ${consequence}`);
          }
        }
      }
      const file = {
        path: /(?:\.repo|yum\.conf|dnf\.conf)$/,
        setting: new RegExp(`^\\s*${setting}\\s*=\\s*(?:0|no|false|off)\\b`, 'i'),
      };
      reportFileSettings(dockerfile, file, report, consequence);
    },
  });
}

/** `--setopt=sslverify=0`, `--setopt=*.sslverify=false`, `config-manager setopt own.sslverify=0`. */
function setsOff({ args }: ShellCommand, setting: string): boolean {
  const line = readOptions(args, { long: ['setopt'] });
  const all = [...optionValues(line, 'setopt'), ...line.operands.map(({ value }) => value)];
  return all.some((text) => {
    const [key = '', value = ''] = text.replaceAll(/["']/g, '').split('=', 2);
    return (key === setting || key.endsWith(`.${setting}`)) && isOff(value);
  });
}
