#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { NexusError } from '../model/errors.js';
import { auditCommand } from './audit.js';
import { statusCommand } from './status.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

const program = new Command('nexus')
  .description(
    'Audits Docker platforms, and looks at what nexus-infra has generated. To generate, run "npx projen" or your .projenrc.ts',
  )
  .version(version)
  .addCommand(auditCommand(version))
  .addCommand(statusCommand());

try {
  await program.parseAsync();
} catch (error) {
  // 1 is an answer; what nobody expected is none.
  const said = error instanceof NexusError ? error.message : ((error as Error).stack ?? String(error));
  process.stderr.write(`nexus: ${said}\n`);
  process.exitCode = 2;
}
