import type { Kind, Mutant } from './mutants.js';
import { KINDS } from './mutants.js';

export type Status = 'killed' | 'timed out' | 'survived' | 'not run';

export interface Tried extends Mutant {
  readonly status: Status;
  readonly killedBy?: string;
}

/** Whether no test has noticed it. */
export function isAlive({ status }: Tried): boolean {
  return status === 'survived' || status === 'not run';
}

/** Killed ones and those that no longer end, of all; in percent. */
export function score(tried: readonly Tried[]): number {
  const dead = tried.filter((one) => !isAlive(one)).length;
  return tried.length === 0 ? 0 : (100 * dead) / tried.length;
}

export function asText(tried: readonly Tried[]): string {
  const rows = (title: string, keys: readonly string[], keyOf: (one: Tried) => string) => [
    title.padEnd(28) + 'mutants   dead',
    ...keys.map((key) => {
      const those = tried.filter((one) => keyOf(one) === key);
      return `${key.padEnd(28)}${String(those.length).padStart(7)}${`${score(those).toFixed(1)} %`.padStart(9)}`;
    }),
  ];
  const alive = tried.filter(isAlive).sort(byPlace);
  const folders = [...new Set(tried.map(folderOf))].sort();
  const kinds = KINDS.filter((kind) => tried.some((one) => one.kind === kind));
  return [
    ...alive.map(lineOf),
    '',
    ...rows('folder', folders, folderOf),
    '',
    ...rows('kind', kinds, ({ kind }: { kind: Kind }) => kind),
    '',
    `${tried.length} mutants: ${counts(tried)}; ${score(tried).toFixed(1)} % dead`,
  ].join('\n');
}

function counts(tried: readonly Tried[]): string {
  return (['killed', 'timed out', 'survived', 'not run'] as const)
    .map((status) => `${tried.filter((one) => one.status === status).length} ${status}`)
    .join(', ');
}

/** `src/x/y.ts:12  survived  string  'a' → ''` */
export function lineOf({ file, line, status, kind, original, replacement }: Tried): string {
  const short = (text: string) => {
    const flat = text.replace(/\s+/g, ' ');
    return flat.length > 70 ? `${flat.slice(0, 67)}…` : flat;
  };
  return `${file}:${line}  ${status}  ${kind}  ${short(original)} → ${short(replacement)}`;
}

const folderOf = ({ file }: Mutant) =>
  file
    .split('/')
    .slice(0, 3)
    .join('/')
    .replace(/\/[^/]+\.ts$/, '');
const byPlace = (a: Mutant, b: Mutant) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start);
