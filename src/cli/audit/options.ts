import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { AuditConfig } from '../../audit/config.js';
import { CONFIG_FILES } from '../../audit/config-names.js';
import type { Known } from '../../audit/report/baseline.js';
import { NexusError } from '../../model/errors.js';
import { readOption } from './inputs.js';

export const FORMATS = ['text', 'json', 'sarif', 'html', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** What `nexus audit` is told. */
export interface AuditCliOptions {
  readonly format?: Format;
  readonly output?: string;
  readonly failUnder?: number;
  readonly baseline?: string;
  readonly config?: string;
  readonly stdinPaths?: boolean;
  readonly listRules?: boolean;
  readonly verbose?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.sarif': 'sarif',
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
};

/** The format that is asked for, or that the name of the output says. */
export function formatOf({ format, output }: AuditCliOptions): Format {
  return format ?? BY_EXTENSION[extname(output ?? '').toLowerCase()] ?? 'text';
}

/** `--fail-under`: 0 to 10. */
export function parseScore(value: string): number {
  const number = Number(value);
  if (!/^\d+(?:\.\d+)?$/.test(value.trim()) || number > 10)
    throw new InvalidArgumentError('It must be a number from 0 to 10.');
  return number;
}

/** The configuration that is named, or that lies in the current folder. */
export async function readConfig(
  named: string | undefined,
): Promise<{ config: AuditConfig; file: string | undefined }> {
  const present = CONFIG_FILES.filter((name) => existsSync(name));
  if (named === undefined && present.length > 1) {
    throw new NexusError(`there are ${present.join(' and ')}`, { fix: 'Keep one of them, or name it with --config' });
  }
  const file = named ?? present[0];
  if (file === undefined) return { config: {}, file };
  const [{ RULES }, { parseConfig }] = await Promise.all([
    import('../../audit/rules/index.js'),
    import('../../audit/config-file.js'),
  ]);
  const { config, problems } = parseConfig(readOption('--config', file), file, RULES);
  if (problems.length > 0) throw new NexusError(`the configuration is wrong:\n  ${problems.join('\n  ')}`);
  return { config, file };
}

export async function readKnown(file: string): Promise<readonly Known[]> {
  const { readBaseline } = await import('../../audit/report/baseline.js');
  const text = readOption('--baseline', file);
  try {
    return readBaseline(text);
  } catch (error) {
    throw new NexusError(`--baseline ${file}: ${(error as Error).message}`, {
      fix: 'Make it with "nexus audit --format json --output FILE"',
    });
  }
}
