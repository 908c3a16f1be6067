/** One line of an ignore file. */
interface Pattern {
  readonly matches: RegExp;
  readonly excludes: boolean;
}

/** Whether a path of the build context is left out, as Docker reads ignore files: the last line that fits decides. */
export function ignores(text: string): (path: string) => boolean {
  const known = answers.get(text);
  if (known) return known;
  const patterns = readAll(text);
  const before = new Map<string, boolean>();
  const answer = (path: string) => {
    const said = before.get(path);
    if (said !== undefined) return said;
    const parts = path.split('/');
    // A folder that is left out takes along what is in it.
    const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const ignored = patterns.reduce(
      (ignored, { matches, excludes }) => (paths.some((one) => matches.test(one)) ? excludes : ignored),
      false,
    );
    before.set(path, ignored);
    return ignored;
  };
  if (answers.size >= KEPT) answers.clear();
  answers.set(text, answer);
  return answer;
}

/** Several rules ask the same of one file, and many projects have the same everywhere. */
const answers = new Map<string, (path: string) => boolean>();
const KEPT = 64;

function readAll(text: string): Pattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap(read);
}

function read(line: string): Pattern[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.trim();
  const excludes = !trimmed.startsWith('!');
  const segments = (excludes ? trimmed : trimmed.slice(1).trim())
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  return segments.length === 0 ? [] : [{ matches: compile(segments), excludes }];
}

/** Patterns begin at the root of the context; `**` stands for any number of folders, none included. */
function compile(segments: readonly string[]): RegExp {
  const parts = segments.map((segment, index) => {
    const last = index === segments.length - 1;
    return segment === '**' ? (last ? '.*' : '(?:.*/)?') : `${glob(segment)}${last ? '' : '/'}`;
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

function glob(segment: string): string {
  return segment.replaceAll(/\\.|\[\^?[^\]]+\]|[*?.+^${}()|[\]]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2 && part.startsWith('[')) return part;
    return part.length > 1 ? part : `\\${part}`;
  });
}
