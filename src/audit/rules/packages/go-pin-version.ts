import type { Instruction } from '../../../read/dockerfile/document.js';
import { isUnknown, optionValues } from '../../../read/shell/options.js';
import type { PackageCommand } from '../../../read/shell/package-command.js';
import type { ShellWord } from '../../../read/shell/script.js';
import { pinRule } from './lib/package-rule.js';
import { earlier } from './lib/stages.js';

/** What moves: Go's own queries, and the usual names of branches. */
const MOVING = /@(?:latest|none|upgrade|patch|master|main|develop|HEAD)$/;

function isPinned(word: ShellWord, found: PackageCommand, run: Instruction): boolean {
  // What follows the program of `go run` belongs to that program.
  if (found.subcommand === 'run' && word !== found.operands[0]) return true;
  if (found.subcommand === 'get' && word.value === 'tool') return true;
  if (optionValues(found.line, 'mod').includes('vendor') || isUnknown(word)) return true;
  const { value } = word;
  if (MOVING.test(value)) return false;
  return value.includes('@') || /^[./]|\.go$/.test(value) || !isRemote(value) || isOwn(value, run);
}

/** An import path that is fetched begins with a host; `net/http` and `cmd/vet` come with Go. */
function isRemote(path: string): boolean {
  return path.includes('/') && (path.split('/')[0] ?? '').includes('.');
}

/** In a GOPATH, the sources that were copied have their import path as their folder. */
function isOwn(path: string, run: Instruction): boolean {
  const project = path
    .split('/')
    .slice(0, 3)
    .join('/')
    .replace(/\/\.\.\.$/, '');
  return [...earlier(run)].some(
    ({ keyword, text }) => ['WORKDIR', 'COPY', 'ADD'].includes(keyword) && text.includes(`/src/${project}`),
  );
}

export const goPinVersion = pinRule({
  id: 'go-pin-version',
  title: 'go install names versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, or with `@latest`, the program is built from whatever its authors have published on the day of the build.',
  remedy: 'Name the version: `go install example.com/tool@v1.4.2`.',
  example: 'RUN go install golang.org/x/tools/cmd/stringer@v0.24.0',
  references: { cis: ['4.11'], owasp: ['RULE #13'], hadolint: ['DL3062'] },
  managers: ['go'],
  subcommands: ['install', 'get', 'run'],
  isPinned,
});
