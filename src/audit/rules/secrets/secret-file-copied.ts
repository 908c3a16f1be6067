import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';
import { isSecretFile } from './lib/secret-files.js';

export const secretFileCopied = instructionRule({
  id: 'secret-file-copied',
  title: 'No file with secrets is copied into the image',
  severity: 'high',
  theme: 'secrets',
  rationale: 'Whoever pulls the image has the file; deleting it in a later step leaves it in its layer.',
  remedy: 'Mount it into the step that needs it, or into the container; and keep it out of the build context.',
  example: 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci',
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], dockle: ['CIS-DI-0010'] },
  keywords: ['COPY', 'ADD'],
  checkInstruction(instruction, report) {
    const { sources, target } = copied(instruction);
    const secrets = sources.filter(({ value }) => isSecretFile(value));
    for (const { value, line } of secrets) report({ line }, `${value} becomes a part of the image`);
    if (secrets.length > 0 || !target || instruction.heredocs.length > 0) return;
    // Renamed on the way: COPY deploy /root/.ssh/id_rsa.
    if (!/\/$/.test(target.value) && /\/\.?[^/]*\w$/.test(target.value) && isSecretFile(target.value)) {
      report(target, `${target.value} becomes a part of the image`);
    }
  },
});
