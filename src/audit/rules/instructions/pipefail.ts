import { instructionRule } from '../../rule.js';
import { shellHasPipefail } from './lib/pipefail-shell.js';

/**
 * hadolint wants SHELL alone; Trivy also takes `set -o pipefail` in the step itself, which does the same.
 * Pipes of a shell that the step starts are for `pipefail-in-shell`.
 */
export const pipefail = instructionRule({
  id: 'pipefail',
  title: 'A pipe fails where any of its parts does',
  severity: 'low',
  theme: 'instructions',
  rationale:
    'A pipe ends as its last part ends: a download that failed on the left gives an empty file, and the build goes on.',
  remedy: 'Set the option for all steps with SHELL, or for one with set -o pipefail.',
  example: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  references: { hadolint: ['DL4006'], trivy: ['DS032'] },
  keywords: ['RUN'],
  checkInstruction(run, report) {
    if (run.exec || shellHasPipefail(run)) return;
    const pipe = run.script?.pipes.find((candidate) => !candidate.pipefail && candidate.shell === undefined);
    if (pipe) report(pipe, `a failure of ${pipe.commands[0]?.name || 'what is left of the pipe'} goes unnoticed`);
  },
});
