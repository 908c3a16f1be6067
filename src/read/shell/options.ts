import type { ShellCommand, ShellWord } from './script.js';

/** Which options of a program take a value, so that the value is not taken for an operand. */
export interface OptionSpec {
  /** Letters whose value follows, in the same word or the next: `t` for `-t stable` and `-tstable`. */
  readonly short?: string;
  /** Names whose value may be the next word: `--target-release stable`. */
  readonly long?: readonly string[];
  /** Whether `-name` is one long option and not several letters, as in Go's tools. */
  readonly singleDash?: boolean;
}

export interface Option {
  /** Without dashes: `y`, `assume-yes`. */
  readonly name: string;
  readonly value: string | undefined;
  readonly word: ShellWord;
}

/** The words of a command behind its name, taken apart. */
export interface CommandLine {
  readonly options: readonly Option[];
  readonly operands: readonly ShellWord[];
  /** Operands behind `--`; they are among `operands` too. */
  readonly afterDashes: readonly ShellWord[];
}

/** Takes options and operands apart as getopt does: options may stand behind operands. */
export function readOptions(words: readonly ShellWord[], spec: OptionSpec): CommandLine {
  const all = words.flatMap(fields);
  const options: Option[] = [];
  const operands: ShellWord[] = [];
  for (let index = 0; index < all.length; index++) {
    const word = all[index] as ShellWord;
    const text = word.value;
    if (text === '--') {
      const afterDashes = all.slice(index + 1);
      return { options, operands: [...operands, ...afterDashes], afterDashes };
    }
    if (!text.startsWith('-') || text === '-') {
      operands.push(word);
      continue;
    }
    const read =
      text.startsWith('--') || spec.singleDash ? longOption(word, spec) : letters(word, spec.short ?? '', options);
    if (!read) continue;
    const next = read.takesNext ? all[index + 1] : undefined;
    if (next) index++;
    options.push({ name: read.name, value: next ? next.value : read.value, word });
  }
  return { options, operands, afterDashes: [] };
}

interface Read {
  readonly name: string;
  readonly value: string | undefined;
  readonly takesNext: boolean;
}

function longOption(word: ShellWord, spec: OptionSpec): Read {
  const text = word.value.replace(/^--?/, '');
  const at = text.indexOf('=');
  if (at >= 0) return { name: text.slice(0, at), value: text.slice(at + 1), takesNext: false };
  return { name: text, value: undefined, takesNext: spec.long?.includes(text) ?? false };
}

/** Adds every letter but the last; that one is given back, because it may take the next word. */
function letters(word: ShellWord, valued: string, options: Option[]): Read | undefined {
  const text = word.value.slice(1);
  for (let index = 0; index < text.length; index++) {
    const name = text.charAt(index);
    const rest = text.slice(index + 1);
    if (rest.startsWith('=')) return { name, value: rest.slice(1), takesNext: false };
    if (valued.includes(name)) return { name, value: rest === '' ? undefined : rest, takesNext: rest === '' };
    if (rest === '') return { name, value: undefined, takesNext: false };
    options.push({ name, value: undefined, word });
  }
  return undefined;
}

/** An unquoted `$PACKAGES` of a known value is as many words as it holds. */
function fields(word: ShellWord): ShellWord[] {
  if (word.dynamic || !word.raw.startsWith('$') || !/\s|^$/.test(word.value)) return [word];
  return word.value
    .split(/\s+/)
    .filter((value) => value !== '')
    .map((value) => ({ ...word, value }));
}

/** Whether one of the options is there, and not taken back as `--yes=false` is. */
export function hasOption({ options }: CommandLine, ...names: readonly string[]): boolean {
  return options.some(({ name, value }) => names.includes(name) && (name.length === 1 || !isOff(value ?? '')));
}

export function optionValues({ options }: CommandLine, ...names: readonly string[]): string[] {
  return options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
}

/** `false`, `0`, `no`, `off`, `never`, `n`, `f`, in any case. */
export function isOff(value: string): boolean {
  return /^(?:false|0|no|off|never|n|f)$/i.test(value.trim());
}

/** Whether the command has words that may turn out to be options: `apt-get $APT_OPTIONS install`. */
export function mayHoldOptions(command: ShellCommand): boolean {
  return command.args.some(
    ({ dynamic, raw }) => dynamic && /^"?\$\{?(?:\w*(?:opt|flag|arg|param|switch)\w*|[@*])/i.test(raw),
  );
}

/** Whether a word, or a part of it that could hold a version, is only known when the image is built. */
export function isUnknown({ dynamic, raw }: ShellWord): boolean {
  if (!dynamic) return false;
  const text = raw.replace(/^["']|["']$/g, '');
  return /^[$`]/.test(text) || /(?:\$\w+|\$[@*]|\}|\)|`)$/.test(text);
}
