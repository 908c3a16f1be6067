import { commandRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

const INTERPRETERS = /^(?:(?:ba|da|a|z|k|fi)?sh|python[\d.]*|perl|ruby|node|php|pwsh|source|\.|eval)$/;
const DOWNLOADERS = ['curl', 'wget'];
/** What looks at the download on its way. */
const VERIFIERS = /^(?:sha\d+sum|shasum|md5sum|b2sum|gpgv?|cosign|minisign)$/;

/** Whether it executes its input: `bash`, `bash -s -- x`, `python3 -`; not `python3 -c '…'`, not `bash file`. */
function executesInput({ name, args }: ShellCommand): boolean {
  if (!INTERPRETERS.test(name)) return false;
  const words = args.map(({ value }) => value);
  if (words.some((word) => /^-[a-zA-Z]*[ce]$/.test(word) && !/^-[eux]+$/.test(word))) return false;
  if (words.includes('-') || words.some((word) => /^-[a-z]*s$/.test(word) || word === '/dev/stdin')) return true;
  return !words.some((word) => !word.startsWith('-') && word !== 'pipefail');
}

/** `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`. */
function executesSubstitution({ name, args }: ShellCommand): boolean {
  if (!INTERPRETERS.test(name)) return false;
  const download = /(?:\$\(|`|<\()\s*(?:sudo\s+)?(?:curl|wget)\b/;
  return args.some(({ raw }, index) => {
    if (!download.test(raw)) return false;
    const before = args[index - 1]?.value ?? '';
    return raw.startsWith('<(') || name === 'eval' || /^-[a-z]*[ce]$/.test(before);
  });
}

type Pipeline = ShellCommand['pipeline'];
const UNVERIFIED = new WeakMap<Pipeline, ReadonlyMap<ShellCommand, ShellCommand>>();

/** The commands of a pipeline that get what another one downloads, as it comes. */
function unverified(pipeline: Pipeline): ReadonlyMap<ShellCommand, ShellCommand> {
  const known = UNVERIFIED.get(pipeline);
  if (known) return known;
  const found = new Map<ShellCommand, ShellCommand>();
  UNVERIFIED.set(pipeline, found);
  let download: ShellCommand | undefined;
  for (const command of pipeline) {
    if (download) found.set(command, download);
    else if (DOWNLOADERS.includes(command.name)) download = command;
    if (VERIFIERS.test(command.name)) break;
  }
  return found;
}

export const downloadPipedToShell = commandRule({
  id: 'download-piped-to-shell',
  title: 'Downloads are verified before they are executed',
  severity: 'medium',
  theme: 'packages',
  rationale:
    'Whoever controls the address, today or at any later build, runs what they like in the build. Of a download that breaks off, the first half is executed.',
  remedy:
    'Download to a file, compare it with a checksum that stands in the Dockerfile, then run it; or install a package.',
  example:
    'RUN curl -fsSLo install.sh https://example.com/v1.4.2/install.sh && echo "$SHA256  install.sh" | sha256sum -c - && sh install.sh',
  references: { cis: ['4.11'], owasp: ['RULE #13'] },
  checkCommand(command, report) {
    const download = unverified(command.pipeline).get(command);
    if (download && executesInput(command)) {
      report(command, `what ${download.name} downloads is executed by ${command.name} unseen`);
    } else if (executesSubstitution(command)) {
      report(command, `what is downloaded is executed by ${command.name} unseen`);
    }
  },
});
