import { instructionRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

export const noSetuidBit = instructionRule({
  id: 'no-setuid-bit',
  title: 'No file gets the setuid or setgid bit',
  severity: 'medium',
  theme: 'user',
  rationale: 'Such a file runs as its owner whoever starts it: a hole in it is a way from the application to root.',
  remedy: 'Leave the bit away; give the program the one capability that it needs, or run that step before USER.',
  example: 'RUN chmod 0755 /usr/local/bin/tool',
  references: { cis: ['4.8'], dockle: ['CIS-DI-0008'] },
  keywords: ['RUN', 'COPY', 'ADD'],
  checkInstruction(instruction, report) {
    const mode = instruction.flags.find(({ name }) => name === 'chmod')?.value;
    if (mode !== undefined && setsBit(mode)) report(instruction, `--chmod=${mode} sets the setuid or setgid bit`);
    for (const command of instruction.script?.commands ?? []) {
      const given = modeOf(command);
      if (given === undefined) continue;
      if (setsBit(given) || (setsGroupBit(given) && command.args.some(({ value }) => /\/s?bin\//.test(value))))
        report(command, `${command.name} ${given} sets the setuid or setgid bit`);
    }
  },
});

function modeOf({ name, args }: ShellCommand): string | undefined {
  const values = args.map(({ value }) => value);
  // Folders with the setgid bit only hand on their group.
  if (name === 'install' && !values.some((value) => /^(?:-[0-9A-Z_a-ce-z]*d\w*|--directory)$/.test(value))) {
    const at = values.findIndex((value) => /^-\w*m$/.test(value) || value === '--mode');
    return at < 0
      ? values.find((value) => /^(?:--mode=|-m\d)/.test(value))?.replace(/^--mode=|^-m/, '')
      : values[at + 1];
  }
  if (name !== 'chmod') return undefined;
  return values.find(
    (value) => /^[0-7]+$/.test(value) || (/^[ugoa]*[-+=]/.test(value) && !/^--|^-[RvcfhHLP]+$/.test(value)),
  );
}

/** `4755`, `06755`, `u+s`, `+s`, `ug=rwxs`. */
function setsBit(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) return /^0*[4567][0-7]{3}$/.test(mode);
  return mode.split(',').some((clause) => /^(?:[go]*[ua][ugoa]*)?[+=][rwxXt]*s/.test(clause));
}

/** `2755`, `g+s`: for programs alone; a folder only hands on its group. */
function setsGroupBit(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) return /^0*[23][0-7]{3}$/.test(mode);
  return mode.split(',').some((clause) => /^o*g[go]*[+=][rwxXt]*s/.test(clause));
}
