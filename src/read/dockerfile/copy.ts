import type { Argument, Instruction } from './document.js';

export interface Copied {
  /** Files, URLs and archives; documents that stand in the file itself are not among them. */
  readonly sources: readonly Argument[];
  readonly target: Argument | undefined;
  /** Stage or image of `--from`. */
  readonly from: string | undefined;
}

/** What `COPY` and `ADD` take from where to where. */
export function copied(instruction: Instruction): Copied {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  const words = instruction.heredocs.length > 0 ? besideHeredocs(instruction) : instruction.args;
  const alone = words.length === 1 && instruction.heredocs.length === 0;
  return { sources: alone ? words : words.slice(0, -1), target: alone ? undefined : words.at(-1), from };
}

/** `COPY <<A <<B file /folder/`: the words that name no document. */
function besideHeredocs({ text, line }: Instruction): Argument[] {
  const [first = ''] = text.split('\n', 1);
  return first
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('<<'))
    .map((raw) => ({ raw, value: raw, dynamic: raw.includes('$'), line }));
}

/** Endings of what `ADD` unpacks, and of single packed files, which are close enough to it. */
const ARCHIVE = /\.(?:tar|tar\.\w+|t[abglpx]z2?|tbz|tb2|tZ|tzst|zst|Z|bz2|gz|lz|lzma|xz)$/;

export function isArchive(path: string): boolean {
  return ARCHIVE.test(path);
}

/** What `ADD` fetches instead of reading it from the build context. */
export function remoteKind(source: string): 'http' | 'git' | undefined {
  if (/^(?:git@|git:\/\/|ssh:\/\/)/.test(source)) return 'git';
  if (/^https?:\/\/[^#?]*\.git(?:[#?]|$)/.test(source)) return 'git';
  return /^https?:\/\//.test(source) ? 'http' : undefined;
}
