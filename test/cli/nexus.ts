import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, vi } from 'vitest';
import { auditCommand } from '../../src/cli/audit.js';
import { temporaryFolder } from '../support/project.js';

export const DOCKERFILE = 'FROM node:latest\nRUN apt-get update\nCOPY . .\nCMD node app.js\n';
export const COMPOSE = 'services:\n  app:\n    build: .\n    privileged: true\n';

let folder = '';
const home = process.cwd();

/** Lets every test of a file run in an empty folder of its own. */
export function inFolders(): void {
  beforeEach(() => {
    folder = temporaryFolder();
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    process.exitCode = undefined;
  });
}

export const here = (path = ''): string => join(folder, path);

export function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(here(path)), { recursive: true });
  writeFileSync(here(path), text);
}

/** What `nexus audit` says and answers; in this process, as a new one takes a second. */
export async function nexus(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => stdout.push(String(text)) > 0);
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => stderr.push(String(text)) > 0);
  let status: number;
  try {
    await auditCommand('1.2.3').parseAsync(args, { from: 'user' });
    status = Number(process.exitCode);
  } catch (error) {
    // As main.ts does.
    status = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
    stderr.push((error as Error).message);
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

export interface Json {
  readonly score: number;
  readonly files: number;
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly references: object }[];
  readonly known?: readonly unknown[];
  readonly baseline?: { readonly new: number; readonly known: number; readonly mended: number };
  readonly suppressed: readonly { readonly reason: string; readonly by: string }[];
  readonly problems: readonly { readonly kind: string; readonly file: string; readonly message: string }[];
}

export async function json(...args: string[]): Promise<Json & { status: number; stderr: string }> {
  const { stdout, status, stderr } = await nexus('--format', 'json', ...args);
  return { ...(JSON.parse(stdout) as Json), status, stderr };
}

export const rulesOf = ({ findings }: Json): string[] => findings.map(({ rule, file }) => `${rule} ${file}`);
