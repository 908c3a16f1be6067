import { instructionRule } from '../../rule.js';
import { shellHasPipefail } from './lib/pipefail-shell.js';

const SHELLS = new Set(['bash', 'zsh', 'ash']);

/** KICS only looks at pipes of a shell that the step names; hadolint not at what stands in quotes. */
export const pipefailInShell = instructionRule({
  id: 'pipefail-in-shell',
  title: 'A pipe in a shell that a step starts fails where any of its parts does',
  severity: 'low',
  theme: 'instructions',
  rationale:
    'The shell behind bash -c has options of its own: what SHELL says does not reach it, and a failure on the left of the pipe is lost.',
  remedy: 'Start it with -o pipefail, or choose the shell with SHELL and leave it out of the step.',
  example: `RUN ["/bin/bash", "-o", "pipefail", "-c", "curl -f https://example.org/list | sort > /list"]`,
  references: { kics: ['Shell Running A Pipe Without Pipefail Flag'] },
  keywords: ['RUN'],
  checkInstruction(run, report) {
    const pipe = run.script?.pipes.find(({ pipefail, shell, commands }) => {
      if (pipefail) return false;
      if (shell !== undefined) return SHELLS.has(shell);
      // `bash script.sh | tee log`: the shell's own failure is what is lost.
      return !shellHasPipefail(run) && commands.slice(0, -1).some(({ name }) => SHELLS.has(name));
    });
    if (pipe) report(pipe, `${pipe.shell ?? 'the shell'} runs a pipe without pipefail`);
  },
});
