import { instructionRule } from '../../rule.js';
import { literalSecretOf } from './lib/command-secret.js';
import { isStandIn, secretVerdict } from './lib/secret-value.js';

/** Only what stands there: a variable's content is the business of the rules about arguments. */
export const secretInCommand = instructionRule({
  id: 'secret-in-command',
  title: 'No command is given a secret that stands in the file',
  severity: 'critical',
  theme: 'secrets',
  rationale: 'The command stands in the repository and in the history of the image, the secret with it.',
  remedy: 'Make the secret invalid. Mount the new one into the step, and let the command read the file.',
  example:
    'RUN --mount=type=secret,id=token \\\n    curl -fsSL -H "Authorization: Bearer $(cat /run/secrets/token)" -O https://example.org/tool',
  references: {
    cis: ['4.10'],
    owasp: ['RULE #12'],
    nist: ['4.1.4'],
    kics: ['Passwords And Secrets'],
    dockle: ['CIS-DI-0010'],
  },
  keywords: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'],
  checkInstruction(instruction, report) {
    const { keyword, script } = instruction;
    for (const command of script?.commands ?? []) {
      const place = literalSecretOf(command);
      if (place !== undefined) report(command, `${command.name} gets a secret with ${place}`);
    }
    for (const { name, value, line } of [
      ...(script?.assignments ?? []),
      ...(script?.commands.flatMap(({ assignments }) => assignments) ?? []),
    ]) {
      if (value.dynamic || (keyword === 'RUN' && isStandIn(value.value))) continue;
      const verdict = secretVerdict(name, value.value);
      if (verdict && verdict.by !== 'shape' && verdict.by !== 'url') report({ line }, `${name} ${verdict.what}`);
    }
  },
});
