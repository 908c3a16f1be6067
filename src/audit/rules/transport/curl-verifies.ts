import { dockerfileRule } from '../../rule.js';
import { CURL } from '../../../read/shell/downloaders.js';
import { hasOption, readOptions } from '../../../read/shell/options.js';
import { reportFileSettings } from './lib/file-setting.js';

export const curlVerifies = dockerfileRule({
  id: 'curl-verifies',
  title: 'curl verifies certificates',
  severity: 'high',
  theme: 'transport',
  rationale:
    'With `-k` whoever sits between the build and the server can answer in its place, and what they send goes into the image.',
  remedy: 'Leave `-k` away. Where the server has a certificate of your own authority, name that with `--cacert`.',
  example: 'RUN curl -fsSLO https://example.com/tool-1.4.2.tar.gz',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_2'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      for (const command of run.keyword === 'RUN' ? (run.script?.commands ?? []) : []) {
        if (command.name !== 'curl') continue;
        if (hasOption(readOptions(command.args, CURL), 'k', 'insecure', 'proxy-insecure', 'doh-insecure')) {
          report(command, 'curl does not verify the certificate of the server');
        }
      }
    }
    const file = { path: /curlrc$/, setting: /^\s*(?:--?)?(?:insecure|k)\b/ };
    reportFileSettings(dockerfile, file, report, 'no curl verifies certificates');
  },
});
