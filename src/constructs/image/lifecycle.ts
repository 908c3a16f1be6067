import type { SourceFolder } from '../core/source-folder.js';
import type { PackageFile } from './package-file.js';
import { filesOf } from './script-files.js';

/** Scripts of its own package.json that a package manager runs when it installs, in npm's order (npm's guide "scripts"). */
export const LIFECYCLE = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
] as const;

/** What the commands of a script need besides package.json. */
export interface Needs {
  /** Files and folders of the context. */
  readonly files: readonly string[];
  /** Whether Prisma's client is generated. */
  readonly prisma: boolean;
  /** Whether Git hooks are set up, for which an image has no use. */
  readonly hooks: boolean;
  /** Whether husky stands among commands that an image needs. */
  readonly husky: boolean;
  /** Commands of which nobody can tell what they read. */
  readonly unknown: readonly string[];
}

/** Tools for Git hooks, and what stands around them. */
const HOOKS = /^(?:husky|lefthook|simple-git-hooks|pre-commit|yorkie|git-hooks)$/;
const AROUND_HOOKS = /^(?:is-ci|is-ci-cli|true|exit|echo|test|\[|command|git)$/;

/** Commands that read nothing of the context but package.json and the lock file. */
const HARMLESS =
  /^(?:only-allow|check-engines?|check-node-version|npm-check-engines|npm-force-resolutions|opencollective(?:-postinstall)?|ngcc|true|exit|echo|is-ci|test|\[)$/;

const INTERPRETERS = /^(?:node|sh|bash|tsx|ts-node|zx|bun)$/;
const RUNNERS = /^(?:npx|pnpx|bunx|cross-env|cross-env-shell|env|dotenv|--)$/;

/** What a script of package.json needs, with the scripts that it runs itself. */
export function needsOf(script: string, manifest: PackageFile, folder: SourceFolder, depth = 0): Needs {
  const commands = manifest.scripts[script]
    ?.split(/&&|\|\||[;|\n]/)
    .map((command) => command.trim())
    .filter(Boolean);
  const all = (commands ?? []).map((command) => needsOfCommand(command, manifest, folder, depth));
  const setUp = (commands ?? []).filter((_, i) => all[i]?.hooks);
  // What only guards them, `is-ci || husky`, goes with them.
  const alone = (commands ?? []).every(
    (command) => setUp.includes(command) || AROUND_HOOKS.test(wordsOf(command)[0] ?? ''),
  );
  if (setUp.length > 0 && alone) return { ...NOTHING, hooks: true };
  const [husky, others] = [setUp.filter(isHusky), setUp.filter((command) => !isHusky(command))];
  return {
    ...together(all),
    hooks: false,
    husky: husky.length > 0,
    unknown: [...all.flatMap(({ unknown }) => unknown), ...others],
  };
}

const NOTHING: Needs = { files: [], prisma: false, hooks: false, husky: false, unknown: [] };

function isHusky(command: string): boolean {
  return command.includes('husky');
}

function together(all: readonly Needs[]): Needs {
  return {
    files: [...new Set(all.flatMap(({ files }) => files))],
    prisma: all.some(({ prisma }) => prisma),
    hooks: all.length > 0 && all.every(({ hooks }) => hooks),
    husky: all.some(({ husky }) => husky),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}

function needsOfCommand(command: string, manifest: PackageFile, folder: SourceFolder, depth: number): Needs {
  const [program = '', ...args] = wordsOf(command);
  const known = runOf(program, args);
  if (known.length > 0) {
    if (depth > 5 || !known.every((name) => name in manifest.scripts)) return { ...NOTHING, unknown: [command] };
    return together(known.map((name) => needsOf(name, manifest, folder, depth + 1)));
  }
  if (program === 'patch-package') return { ...NOTHING, files: [optionOf(args, '--patch-dir') ?? 'patches'] };
  if (program === 'prisma' && args[0] === 'generate') return { ...NOTHING, prisma: true };
  if (HOOKS.test(program) || /^(?:\.\/)?\.husky\//.test(args[0] ?? '')) return { ...NOTHING, hooks: true };
  if (program === 'git' && args[0] === 'config') return { ...NOTHING, hooks: true };
  if (HARMLESS.test(program)) return NOTHING;
  const path = INTERPRETERS.test(program)
    ? args.find((arg) => !arg.startsWith('-'))
    : /^\.?\.?\//.test(program)
      ? program
      : undefined;
  const files =
    path === undefined || args.includes('-e') || args.includes('--eval') ? undefined : filesOf(path, folder);
  return files ? { ...NOTHING, files } : { ...NOTHING, unknown: [command] };
}

/** Words of a command without variables and runners before it: `npx --no-install cross-env CI=1 husky` is `husky`. */
function wordsOf(command: string): string[] {
  const words = command.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')) ?? [];
  let at = 0;
  const rest = () => words[at] ?? '';
  for (let moved = true; moved && at < words.length;) {
    const before = at;
    if (/^\w+=/.test(rest())) at++;
    else if (RUNNERS.test(rest())) {
      at++;
      while (rest().startsWith('-')) at++;
    } else if (/^(?:npm|pnpm|yarn)$/.test(rest()) && /^(?:exec|dlx|x)$/.test(words[at + 1] ?? '')) {
      at += 2;
      while (rest().startsWith('-')) at++;
    }
    moved = at > before;
  }
  const [program = '', ...args] = words.slice(at);
  return [program.replace(/^(?:\.\/)?node_modules\/\.bin\//, ''), ...args];
}

/** Names of the scripts that a command runs: `npm run generate`, `run-s one two`; none if it runs none. */
function runOf(program: string, args: readonly string[]): string[] {
  const plain = args.filter((arg) => !arg.startsWith('-'));
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) {
    const [first, second] = plain;
    if (first === 'run' || first === 'run-script') return second ? [second] : [];
    return program !== 'npm' && first !== undefined && !/^(?:install|add|i|config|rebuild)$/.test(first) ? [first] : [];
  }
  return /^(?:run-s|run-p|npm-run-all2?)$/.test(program) ? plain : [];
}

function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}
