import { writtenBy } from '../../../../read/dockerfile/written.js';
import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';
import { dockerfileRule, type DockerfileRule, type RuleText } from '../../../rule.js';
import { isOff } from '../../../../read/shell/options.js';
import { once } from '../../../../model/once.js';

/** A variable as it is set somewhere, as far as its value is known. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly dynamic: boolean;
  readonly line: number;
}

/** A rule about variables that switch a verification off. */
export interface SwitchRule extends DockerfileRule {
  /** By variable, whether a setting of it does. */
  readonly switches: Readonly<Record<string, (setting: Setting) => boolean>>;
}

/** `0`, `false` … in any case. */
export const whenOff = ({ value, dynamic }: Setting): boolean => !dynamic && isOff(unquoted(value));
export const whenOn = ({ value, dynamic }: Setting): boolean =>
  !dynamic && unquoted(value).trim() !== '' && !isOff(unquoted(value));
/** Whatever it is: the program only asks whether there is one. */
export const whenSet = ({ value }: Setting): boolean => unquoted(value).trim() !== '';

/** Exactly one of these. */
export const whenIs =
  (...values: readonly string[]) =>
  ({ value, dynamic }: Setting): boolean =>
    !dynamic && values.includes(unquoted(value.trim()));

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}

/** Everything that a Dockerfile sets in an environment: its own, a command's, or that of every shell. */
export const settingsOf = once(({ instructions }: Dockerfile): readonly Setting[] =>
  instructions.flatMap((instruction) => [
    ...instruction.assignments.flatMap(({ name, value, line }) =>
      value && instruction.keyword !== 'LABEL' ? [{ name, value: value.value, dynamic: value.dynamic, line }] : [],
    ),
    ...fromScript(instruction),
    ...fromFiles(instruction),
  ]),
);

function fromScript({ script, keyword }: Instruction): Setting[] {
  if (!script || keyword === 'HEALTHCHECK') return [];
  const own = script.commands.flatMap(({ assignments }) => assignments);
  return [...script.assignments, ...own].map(({ name, value, line }) => ({
    name,
    value: value.value,
    dynamic: value.dynamic,
    line,
  }));
}

/** `echo 'export A=0' >> /etc/profile`. */
function fromFiles(instruction: Instruction): Setting[] {
  return writtenBy(instruction).flatMap(({ path, text, line }) => {
    if (!/(?:profile|bashrc|environment|\.env|zshrc|\.sh|envvars)$/.test(path ?? '')) return [];
    return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(.*)$/gm)].map(([, name = '', value = '']) => ({
      name,
      value: value.trimEnd(),
      dynamic: value.includes('$'),
      line,
    }));
  });
}

/** A rule that a variable does not switch a verification off. */
export function switchRule(
  rule: RuleText & Pick<SwitchRule, 'switches'> & { readonly consequence: string },
): SwitchRule {
  const { switches, consequence, ...text } = rule;
  const unsafe = new Map(Object.entries(switches));
  const checked = dockerfileRule({
    ...text,
    check(dockerfile, report) {
      for (const setting of settingsOf(dockerfile)) {
        if (unsafe.get(setting.name)?.(setting))
          report({ line: setting.line }, `${setting.name}=${setting.value}: ${consequence}`);
      }
    },
  });
  return { ...checked, switches };
}
