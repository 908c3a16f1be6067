import { instructionRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

export const healthcheckCanFail = instructionRule({
  id: 'healthcheck-can-fail',
  title: 'The health check fails when the program answers with an error',
  severity: 'medium',
  theme: 'healthcheck',
  rationale:
    'curl is content with any answer, a page that says 500 among them, and || true with anything: the container is healthy for ever.',
  remedy: 'Give curl --fail, and let the command end as it ends.',
  example: 'HEALTHCHECK CMD ["curl", "--fail", "--silent", "http://127.0.0.1:8080/health"]',
  references: {},
  keywords: ['HEALTHCHECK'],
  checkInstruction(instruction, report) {
    const commands = instruction.script?.commands ?? [];
    const last = commands.at(-1);
    if (commands.length > 1 && last?.conditional && isSuccess(last))
      report(last, `${last.name} makes every failure a success`);
    for (const command of commands) {
      // What comes behind looks at the answer itself.
      if (command.name !== 'curl' || command.substituted || command.pipeline.length > 1) continue;
      if (!command.args.some(({ value }) => isFailing(value)))
        report(command, 'curl takes an error of the server for success');
    }
  },
});

function isSuccess({ name, args }: ShellCommand): boolean {
  return name === 'true' || name === ':' || (name === 'exit' && args[0]?.value === '0');
}

/** `-f`, alone or among others; and what makes the script look at the status itself. */
function isFailing(option: string): boolean {
  return (
    /^--fail(?:-with-body|-early)?$|^-(?:[a-zA-Z0-9#]*f)/.test(option) ||
    /^(?:--write-out|-\w*w)$|%\{(?:http_code|response_code)\}/.test(option)
  );
}
