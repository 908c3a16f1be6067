import type { Finding } from '../../finding.js';
import { html } from '../escape.js';

/** Lines before and after, and of the finding itself. */
const AROUND = 2;
const LINES = 14;
/** Characters of a line. */
const WIDTH = 240;

/** Shows the lines that findings speak of. What a finding calls a secret is not shown again. */
export class Evidence {
  readonly #files = new Map<string, readonly string[] | undefined>();
  readonly #secret: ReadonlyMap<string, ReadonlySet<number>>;

  public constructor(
    findings: readonly Finding[],
    private readonly textOf: (file: string) => string | undefined,
  ) {
    const secret = new Map<string, Set<number>>();
    for (const { rule, file, line, endLine } of findings) {
      if (rule.theme !== 'secrets') continue;
      const lines = secret.get(file) ?? new Set<number>();
      for (let at = line; at <= endLine; at++) lines.add(at);
      secret.set(file, lines);
    }
    this.#secret = secret;
  }

  /** A block with numbered lines, those of the finding marked; empty where the file is not at hand. */
  public of({ file, line, endLine }: Finding, id: string): string {
    const lines = this.#linesOf(file);
    if (!lines || line > lines.length) return '';
    const first = Math.max(1, line - AROUND);
    const end = Math.min(Math.max(line, endLine), line + LINES);
    const last = Math.min(lines.length, end + AROUND);
    const rows = lines.slice(first - 1, last).map((text, index) => {
      const number = first + index;
      const hit = number >= line && number <= end;
      const anchor = number === line ? ` id="${id}"` : '';
      const tag = hit ? 'mark' : 'span';
      const shown = this.#shown(file, number, text);
      return `<${tag} class="l${hit ? ' hit' : ''}"${anchor}><span class="n">${number}</span>${shown}</${tag}>`;
    });
    const label = `${file}, lines ${first} to ${last}`;
    return `<pre tabindex="0" role="region" aria-label="${html(label)}"><code>${rows.join('')}</code></pre>`;
  }

  #shown(file: string, number: number, text: string): string {
    const readable = this.#secret.get(file)?.has(number) ? masked(text) : text;
    const cut = readable.length > WIDTH ? `${readable.slice(0, WIDTH)} …` : readable;
    return html(cut.replaceAll('\t', '    '));
  }

  #linesOf(file: string): readonly string[] | undefined {
    if (!this.#files.has(file)) {
      const lines = this.textOf(file)
        ?.replace(/^\uFEFF/, '')
        .split(/\r?\n/);
      this.#files.set(file, lines?.at(-1) === '' ? lines.slice(0, -1) : lines);
    }
    return this.#files.get(file);
  }
}

/** A line with a secret, up to where a value may begin: its name, or its first word. */
export function masked(line: string): string {
  // A port that a store answers on without a password is no secret.
  if (/^\s*-?\s*["']?[\d.:-]+(?:\/\w+)?["']?\s*$/.test(line)) return line;
  const name = /^\s*(?:-\s+)?(?:(?:ENV|ARG|LABEL|export)\s+)?["']?[\w.-]+["']?\s*(?:=|:(?!\/))\s*/i.exec(line);
  const [kept] = name ?? /^\s*\S{0,10}\s?/.exec(line) ?? [''];
  return line.trim() === '' || kept.trim() === line.trim() ? line : `${kept}••••••`;
}
