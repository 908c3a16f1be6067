import { copied } from '../../../read/dockerfile/copy.js';
import type { Instruction } from '../../../read/dockerfile/document.js';
import { instructionRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';
import { isSecretFile } from './lib/secret-files.js';

/** Removed in the same step, the file is in no layer. What the argument it came from leaves behind is another rule's. */
export const secretWrittenToLayer = instructionRule({
  id: 'secret-written-to-layer',
  title: 'No step leaves a file with secrets behind',
  severity: 'high',
  theme: 'secrets',
  rationale: 'The file stays in the layer, whatever later steps do with it.',
  remedy: 'Mount the secret as the file that the command looks for.',
  example: 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci',
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], dockle: ['CIS-DI-0010'] },
  keywords: ['RUN', 'COPY', 'ADD'],
  checkInstruction(instruction, report) {
    for (const command of instruction.script?.commands ?? []) {
      for (const file of filesWritten(command)) {
        if (isSecretFile(file) && !isRemoved(file, instruction)) report(command, `${file} stays in the layer`);
      }
    }
    const { target } = copied(instruction);
    if (instruction.keyword === 'RUN' || instruction.heredocs.length === 0 || !target) return;
    const written =
      isSecretFile(target.value) &&
      instruction.heredocs.some(({ content }) => /token|password|secret|PRIVATE KEY|_auth|=\S{8}/i.test(content));
    if (written) report(instruction, `${target.value} stays in the layer`);
  },
});

/** What `echo`, `printf`, `cat` and `tee` write; other programs make files of their own, which may be public. */
function filesWritten({ name, args, redirects, pipeline }: ShellCommand): string[] {
  if (name === 'tee' && pipeline.some((other) => isText(other)))
    return args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (!isText({ name }) || (args.every(({ value }) => value === '' || value.startsWith('-')) && name !== 'cat'))
    return [];
  return redirects
    .filter(({ operator }) => /^&?>/.test(operator))
    .flatMap(({ target }) => (target ? [target.value] : []));
}

function isText({ name }: Pick<ShellCommand, 'name'>): boolean {
  return name === 'echo' || name === 'printf' || name === 'cat';
}

function isRemoved(file: string, { script }: Instruction): boolean {
  return (script?.commands ?? []).some(
    ({ name, args }) =>
      (name === 'rm' || name === 'shred' || name === 'unlink') &&
      args.some(
        ({ value }) =>
          value === file || (!value.startsWith('-') && file.startsWith(`${value.replace(/\/?\*?$/, '')}/`)),
      ),
  );
}
