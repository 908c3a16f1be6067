#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { NexusError } from '../model/errors.js';
import { auditCommand } from './audit.js';
import { statusCommand } from './status.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

const program = new Command('nexus')
  .description(
    'Audits Docker platforms, and looks at what nexus-infra has generated. To generate, run "npx projen" or your .projenrc.ts',
  )
  .version(version)
  .exitOverride()
  .addCommand(auditCommand(version))
  .addCommand(statusCommand());

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read has read enough: `nexus audit | head`.
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  // 1 is an answer: what is used wrongly, and what nobody expected, is none.
  process.exitCode = 2;
  if (error instanceof CommanderError) {
    // It has said what there is to say: of help, or of a wrong option.
    if (error.exitCode === 0) process.exitCode = 0;
  } else {
    const said = error instanceof NexusError ? error.message : ((error as Error).stack ?? String(error));
    process.stderr.write(`nexus: ${said}\n`);
  }
}
