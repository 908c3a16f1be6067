import { writtenUntil } from '../../../read/dockerfile/written.js';
import { commandRule } from '../../rule.js';
import { hasOption, mayHoldOptions } from '../../../read/shell/options.js';
import { downloadLine } from './lib/download.js';

/** `-nv` is two letters that mean one thing; so are `-nc` and `-nd`. */
const NO_VERBOSE = /^-[a-zA-Z]*nv/;

export const wgetProgress = commandRule({
  id: 'wget-progress',
  title: 'wget does not draw its progress into the log',
  severity: 'info',
  theme: 'packages',
  rationale:
    'Without a terminal wget writes a line for every 50 kB: a large download is thousands of lines of build log.',
  remedy: 'Add `--progress=dot:giga`, or `-nv` or `-q`.',
  example: 'RUN wget -nv https://example.com/tool-1.4.2.tar.gz',
  references: { hadolint: ['DL3047'] },
  commands: ['wget'],
  checkCommand(command, report, run) {
    const line = downloadLine(command);
    if (!line || (line.operands.length === 0 && !hasOption(line, 'i', 'input-file'))) return;
    if (hasOption(line, 'progress', 'q', 'quiet', 'no-verbose', 'o', 'output-file', 'a', 'append-output')) return;
    if (command.args.some(({ value }) => NO_VERBOSE.test(value)) || mayHoldOptions(command)) return;
    if (
      writtenUntil(run).some(
        ({ path, text }) => /wgetrc$/.test(path ?? '') && /^[ \t]*(?:quiet|verbose|progress)/m.test(text),
      )
    ) {
      return;
    }
    report(command, 'wget draws its progress into the build log');
  },
});
