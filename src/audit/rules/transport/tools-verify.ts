import { commandRule } from '../../rule.js';
import { isOff } from '../../../read/shell/options.js';

type Check = (words: readonly string[]) => boolean;

/** One of the options stands there, and not as `--insecure=false`. */
const has =
  (...options: readonly string[]): Check =>
  (words) =>
    words.some((word) => {
      const at = word.indexOf('=');
      return options.includes(at < 0 ? word : word.slice(0, at)) && (at < 0 || !isOff(word.slice(at + 1)));
    });
/** One of the options is switched off: `--tls-verify=false`. */
const off =
  (...options: readonly string[]): Check =>
  (words) =>
    words.some((word, index) => {
      const [name = '', value] = word.split('=', 2);
      return options.includes(name) && isOff(value ?? words[index + 1] ?? '');
    });
const says =
  (pattern: RegExp): Check =>
  (words) =>
    pattern.test(words.join(' '));
const any =
  (...checks: readonly Check[]): Check =>
  (words) =>
    checks.some((check) => check(words));

const REGISTRY = off('--tls-verify', '--src-tls-verify', '--dest-tls-verify');
const CONDA = any(has('-k', '--insecure'), says(/\bssl_verify[ =]+(?:false|no|0|off)\b/i));
const MAVEN = says(/ssl\.(?:insecure|allowall)=true/);
const KUBERNETES = has('--insecure-skip-tls-verify', '--plain-http');

/** What each program calls it. */
const TOOLS: Readonly<Record<string, Check>> = {
  aria2c: off('--check-certificate'),
  http: off('--verify'),
  https: off('--verify'),
  axel: has('-k', '--insecure'),
  rclone: has('--no-check-certificate'),
  skopeo: REGISTRY,
  buildah: REGISTRY,
  podman: REGISTRY,
  crane: has('--insecure'),
  oras: has('--insecure', '--plain-http'),
  helm: KUBERNETES,
  kubectl: KUBERNETES,
  oc: KUBERNETES,
  aws: has('--no-verify-ssl'),
  'ansible-galaxy': has('-c', '--ignore-certs'),
  svn: has('--trust-server-cert'),
  mc: has('--insecure'),
  vault: has('-tls-skip-verify'),
  conda: CONDA,
  mamba: CONDA,
  micromamba: CONDA,
  mvn: MAVEN,
  mvnw: MAVEN,
  composer: says(/\bconfig\b.*\b(?:disable-tls[ =]+true|secure-http[ =]+false)\b/),
  bundle: says(/\bconfig\b.*\bssl_verify_mode[ =]+(?:0|none)\b/i),
  gem: says(/(?:--source|-s|--add|-a)[ =]http:\/\//),
  go: has('-insecure', '--insecure'),
  poetry: says(/\bcertificates\.\S+\.cert[ =]+false\b/),
  lftp: says(/ssl:verify-certificate[ =]+(?:no|false|off|0)\b/),
};

export const toolsVerify = commandRule({
  id: 'tools-verify',
  title: 'Programs that download verify certificates',
  severity: 'high',
  theme: 'transport',
  rationale:
    'Without verification whoever sits between can answer in the place of the server, and what they send is used.',
  remedy: 'Leave the option away. The certificate of an authority of your own goes into the system’s store.',
  example: 'COPY own.crt /usr/local/share/ca-certificates/\nRUN update-ca-certificates',
  references: { owasp: ['RULE #13'] },
  commands: Object.keys(TOOLS),
  checkCommand(command, report) {
    const words = command.args.map(({ value }) => value);
    if (TOOLS[command.name]?.(words)) report(command, `${command.name} does not verify certificates`);
  },
});
