import type { Instruction } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { CURL, WGET } from '../../../read/shell/downloaders.js';
import { optionValues, readOptions, type OptionSpec } from '../../../read/shell/options.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import type { ShellCommand } from '../../../read/shell/script.js';
import { verifiedFrom } from './lib/checksum.js';

const DOWNLOADERS: Readonly<Record<string, OptionSpec>> = { curl: CURL, wget: WGET, aria2c: {}, git: { short: 'cC' } };
/** Nobody sits between the build and itself. */
const LOCAL = /^http:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal|169\.254\.169\.254)/;

function addresses(command: ShellCommand): string[] {
  const spec = Object.hasOwn(DOWNLOADERS, command.name) ? DOWNLOADERS[command.name] : undefined;
  const line = spec && readOptions(command.args, spec);
  if (line) return [...line.operands.map(({ value }) => value), ...optionValues(line, 'url')];
  const found = packageCommand(command);
  if (!found || !['pip', 'npm', 'yarn', 'pnpm'].includes(found.manager)) return [];
  const options = optionValues(found.line, 'i', 'index-url', 'extra-index-url', 'registry');
  return [...found.operands.map(({ value }) => value), ...options];
}

const isPlain = (address: string) => address.startsWith('http://') && !LOCAL.test(address);

function fetched(instruction: Instruction): { readonly line: number; readonly address: string }[] {
  if (instruction.keyword === 'ADD' && !instruction.flags.some(({ name }) => name === 'checksum')) {
    const sources = instruction.args.slice(0, -1).filter(({ value }) => isPlain(value));
    return sources.map(({ value, line }) => ({ line, address: value }));
  }
  const commands = instruction.keyword === 'RUN' ? (instruction.script?.commands ?? []) : [];
  return commands.flatMap((command) => {
    const address = addresses(command).find(isPlain);
    return address === undefined ? [] : [{ line: command.line, address }];
  });
}

export const httpDownload = dockerfileRule({
  id: 'http-download',
  title: 'Downloads are encrypted',
  severity: 'low',
  theme: 'transport',
  rationale: 'Without TLS whoever sits between can change what is downloaded, and nothing tells.',
  remedy: 'Use https, or compare the file with a checksum that stands in the Dockerfile.',
  example: 'RUN curl -fsSLO https://example.com/tool-1.4.2.tar.gz',
  references: { owasp: ['RULE #13'] },
  check(dockerfile, report) {
    for (const instruction of dockerfile.instructions) {
      const found = fetched(instruction);
      if (found.length === 0 || verifiedFrom(instruction)) continue;
      for (const { line, address } of found) report({ line }, `${address} is fetched without TLS`);
    }
  },
});
