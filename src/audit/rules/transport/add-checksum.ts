import { instructionRule } from '../../rule.js';
import { verifiedFrom } from './lib/checksum.js';

export const addChecksum = instructionRule({
  id: 'add-checksum',
  title: 'ADD compares what it downloads with a checksum',
  severity: 'info',
  theme: 'transport',
  rationale: 'Without a checksum the file is whatever the server sends on the day of the build.',
  remedy: 'Add `--checksum=sha256:…`, or verify the file in the RUN that uses it.',
  example:
    'ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool-1.4.2.tar.gz /tmp/',
  references: { cis: ['4.11'], owasp: ['RULE #13'] },
  keywords: ['ADD'],
  checkInstruction(instruction, report) {
    if (instruction.flags.some(({ name }) => name === 'checksum') || verifiedFrom(instruction)) return;
    for (const { value, line } of instruction.args.slice(0, -1)) {
      // A repository has its commit instead.
      if (!/^https?:\/\//.test(value) || /\.git(?:#|$)/.test(value)) continue;
      report({ line }, `${value} is not compared with a checksum`);
    }
  },
});
