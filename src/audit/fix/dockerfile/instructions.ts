import { copied } from '../../../read/dockerfile/copy.js';
import type { Instruction } from '../../../read/dockerfile/document.js';
import { insert, replace, type Edit } from '../edit.js';
import { leave, type DockerfileFixer } from '../fixer.js';
import { isPlainFile } from './added.js';

/** The keyword of an instruction, as it stands in the file. */
function keywordOf(instruction: Instruction): { readonly at: number; readonly word: string } {
  const word = /^\S+/.exec(instruction.written)?.[0] ?? '';
  // Options stand between the two.
  const between = Math.max(word.length, instruction.written.lastIndexOf(instruction.text));
  return { at: instruction.start - between, word };
}

/** Another keyword, in capitals or small letters as the one before. */
function renamed(instruction: Instruction, keyword: string): Edit {
  const { at, word } = keywordOf(instruction);
  return replace(at, word.length, word === word.toLowerCase() ? keyword.toLowerCase() : keyword);
}

const COPY_FLAGS = ['chown', 'chmod', 'link', 'exclude'];

export const copyOverAdd: DockerfileFixer = (instruction) => {
  const { sources, target } = copied(instruction);
  if (!sources.every((source) => isPlainFile(source, target)))
    return leave('ADD may unpack or fetch one of the sources');
  if (sources.some(({ value }) => /[*?[]/.test(value)))
    return leave('an archive may be among the files of the pattern');
  if (instruction.flags.some(({ name }) => !COPY_FLAGS.includes(name))) return leave('COPY does not have its options');
  return [renamed(instruction, 'COPY')];
};

export const authorsLabel: DockerfileFixer = (instruction, dockerfile) => {
  const label = 'org.opencontainers.image.authors';
  const name = instruction.text.trim();
  const labelled = dockerfile.instructions.some(
    ({ keyword, assignments }) => keyword === 'LABEL' && assignments.some((one) => one.name === label),
  );
  if (labelled) return leave(`there is a label ${label} already`);
  const bare = /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
  if (bare === '' || bare.includes('\n')) return leave('the name goes over several lines');
  const special = dockerfile.escape === '\\' ? /["\\$]/g : /["`$]/g;
  const quoted = `"${bare.replace(special, (sign) => dockerfile.escape + sign)}"`;
  return [renamed(instruction, 'LABEL'), replace(instruction.start, instruction.text.length, `${label}=${quoted}`)];
};

/** `ENV A b c` as `ENV A="b c"`. */
export const withEquals: DockerfileFixer = ({ text, start, assignments }) => {
  const match = /^([\w.-]+)([ \t]+)([^\n]*\S)[ \t]*$/.exec(text);
  const [, name = '', gap = '', value = ''] = match ?? [];
  if (!match || assignments.length !== 1) return leave('it goes over several lines');
  if (/["'\\`]/.test(value)) return leave('quotes and backslashes mean something else in the other form');
  const quoted = /[\s#]/.test(value) ? `"${value}"` : value;
  return [replace(start + name.length, gap.length + value.length, `=${quoted}`)];
};

export const keywordCasing: DockerfileFixer = (instruction, _dockerfile, { message }) => {
  const { at, word } = keywordOf(instruction);
  const wanted = message.includes(` ${word.toLowerCase()} `) ? word.toLowerCase() : word.toUpperCase();
  if (instruction.keyword !== word.toUpperCase() || wanted === word) return leave('the instruction is of another form');
  return [replace(at, word.length, wanted)];
};

/** Words of `FROM image AS name`, with their places. */
function fromWords({ text, start }: Instruction): { readonly word: string; readonly at: number }[] {
  return [...text.matchAll(/[^\s\\`]+/g)].map((match) => ({ word: match[0], at: start + match.index }));
}

export const asCasing: DockerfileFixer = (from) => {
  const as = fromWords(from).at(-2);
  if (as?.word.toLowerCase() !== 'as') return leave('it is written in another way');
  const { word } = keywordOf(from);
  return [replace(as.at, 2, word === word.toLowerCase() ? 'as' : 'AS')];
};

/** Names of stages are compared without regard to case, wherever they are used. */
export const stageCasing: DockerfileFixer = (from) => {
  const name = fromWords(from).at(-1);
  if (!name || name.word !== from.args[2]?.raw) return leave('it is written in another way');
  return [replace(name.at, name.word.length, name.word.toLowerCase())];
};

export const noPlatform: DockerfileFixer = (from, { instructions }) => {
  const own = instructions.some(
    ({ stage, keyword, assignments }) =>
      !stage && keyword === 'ARG' && assignments.some(({ name, value }) => name === 'TARGETPLATFORM' && value),
  );
  if (own) return leave('an ARG gives the platform another value');
  const flag = /--platform=\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})[ \t]+/.exec(from.written);
  return flag ? [replace(keywordOf(from).at + flag.index, flag[0].length, '')] : leave('it is written in another way');
};

export const folderSlash: DockerfileFixer = (instruction) => {
  const { text, start, heredocs, exec } = instruction;
  const raw = copied(instruction).target?.raw;
  if (exec || heredocs.length > 0 || raw === undefined) return leave('it is written in another way');
  if (!/^[\w./~${}-]+$/.test(raw) || !text.endsWith(raw)) return leave('the target is quoted');
  return [insert(start + text.length, '/')];
};

export const fromByName: DockerfileFixer = (instruction, { stages }) => {
  if (instruction.onbuild) return leave('the number is that of a stage in the file that builds on this one');
  const flag = /--from=(\d+)(?=\s)/.exec(instruction.written);
  const named = flag ? stages[Number(flag[1])] : undefined;
  const name = named?.name;
  if (!flag || name === undefined) return leave('the stage has no name');
  if (named === instruction.stage || stages.filter((other) => other.name === name).length > 1)
    return leave('the name is that of several stages');
  const at = keywordOf(instruction).at + flag.index + '--from='.length;
  return [replace(at, (flag[1] ?? '').length, name)];
};

export const noEmptyLine: DockerfileFixer = (instruction, { source }, { line }) => {
  if (source.line(line).trim() !== '' || line >= source.lineCount) return leave('it is the end of the file');
  if (line >= instruction.endLine) return leave('what follows would become a part of the instruction');
  return [{ start: source.startOf(line), end: source.startOf(line + 1), text: '' }];
};
