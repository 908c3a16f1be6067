import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A fenced block of a document: ```` ```yaml out/docker-compose.yml ```` has the language `yaml` and that note. */
export interface Block {
  readonly file: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly note: string;
  readonly text: string;
}

/** The documents for readers, relative to the root of the repository. */
export function documents(): string[] {
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
  return ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...below.sort()];
}

export function readDocument(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

export function blocks(file: string): Block[] {
  const found: Block[] = [];
  let open: { line: number; language: string; note: string; fence: string; lines: string[] } | undefined;
  readDocument(file)
    .split('\n')
    .forEach((text, i) => {
      const match = /^(`{3,})\s*(\S*)\s*(.*)$/.exec(text);
      if (open) {
        if (match?.[1] === open.fence && !match[2]) {
          const { line, language, note, lines } = open;
          found.push({ file, line, language, note, text: lines.join('\n') });
          open = undefined;
        } else open.lines.push(text);
      } else if (match) {
        const [, fence = '', language = '', note = ''] = match;
        open = { line: i + 1, language, note: note.trim(), fence, lines: [] };
      }
    });
  return found;
}

/** A document's text without its fenced blocks and code spans. */
export function prose(file: string): string {
  return readDocument(file)
    .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    .replace(/`[^`\n]*`/g, '');
}
