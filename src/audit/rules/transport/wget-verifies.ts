import { dockerfileRule } from '../../rule.js';
import { WGET } from '../../../read/shell/downloaders.js';
import { isOff, optionValues, readOptions } from '../../../read/shell/options.js';
import type { ShellWord } from '../../../read/shell/script.js';
import { reportFileSettings } from './lib/file-setting.js';

const SETTING = /^\s*check[-_]?certificate\s*=\s*(?:off|no|0|quiet)/i;

/** getopt takes every beginning that is one option's alone: `--no-check-cert`. */
function switchesOff(args: readonly ShellWord[]): boolean {
  const line = readOptions(args, WGET);
  if (line.options.some(({ name }) => /^no-check/.test(name) && 'no-check-certificate'.startsWith(name))) return true;
  if (optionValues(line, 'check-certificate').some((value) => isOff(value) || value === 'quiet')) return true;
  return optionValues(line, 'e', 'execute').some((setting) => SETTING.test(setting));
}

export const wgetVerifies = dockerfileRule({
  id: 'wget-verifies',
  title: 'wget verifies certificates',
  severity: 'high',
  theme: 'transport',
  rationale:
    'With `--no-check-certificate` whoever sits between the build and the server can answer in its place, and what they send goes into the image.',
  remedy:
    'Leave the option away. Where ca-certificates is missing, install it; a certificate of your own goes with `--ca-certificate`.',
  example: 'RUN wget -nv https://example.com/tool-1.4.2.tar.gz',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_3'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      for (const command of run.keyword === 'RUN' ? (run.script?.commands ?? []) : []) {
        if (command.name === 'wget' && switchesOff(command.args)) {
          report(command, 'wget does not verify the certificate of the server');
        }
      }
    }
    const file = { path: /wgetrc$/, setting: SETTING };
    reportFileSettings(dockerfile, file, report, 'no wget verifies certificates');
  },
});
