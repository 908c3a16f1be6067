import { commandRule } from '../../rule.js';
import { writtenUntil } from '../../../read/dockerfile/written.js';
import { hasOption, mayHoldOptions, optionValues } from '../../../read/shell/options.js';
import { downloadLine } from './lib/download.js';

export const curlFail = commandRule({
  id: 'curl-fail',
  title: 'curl fails when the server does',
  severity: 'info',
  theme: 'packages',
  rationale:
    'For curl an answer like 404 or 500 is a success: the page with the error is saved as if it were the program, and the build goes on.',
  remedy: 'Add `-f` (`--fail`): `curl -fsSL`.',
  example: 'RUN curl -fsSLO https://example.com/tool-1.4.2.tar.gz',
  references: {},
  commands: ['curl'],
  checkCommand(command, report, run) {
    const line = downloadLine(command);
    if (!line || line.operands.length === 0 || mayHoldOptions(command)) return;
    if (hasOption(line, 'f', 'fail', 'fail-with-body', 'fail-early', 'I', 'head', 'V', 'version')) return;
    // Who asks for the status looks at it.
    if (optionValues(line, 'w', 'write-out').some((format) => format.includes('http_code'))) return;
    const keeps =
      hasOption(line, 'O', 'remote-name', 'o', 'output', 'remote-name-all') ||
      command.redirects.some(({ operator }) => operator.startsWith('>')) ||
      command.pipeline.indexOf(command) < command.pipeline.length - 1;
    if (!keeps || optionValues(line, 'o', 'output').some((file) => file === '/dev/null')) return;
    if (
      writtenUntil(run).some(
        ({ path, text }) => /curlrc$/.test(path ?? '') && /^[ \t]*-{0,2}fail\b|^[ \t]*-f/m.test(text),
      )
    )
      return;
    report(command, 'curl keeps what a failing server answers: --fail is missing');
  },
});
