import { copied, remoteKind } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

export const addFromUrl = instructionRule({
  id: 'add-from-url',
  title: 'Downloads are checked against a checksum',
  severity: 'medium',
  theme: 'layers',
  rationale:
    'ADD takes whatever the server gives on that day into a layer of its own, which a later step cannot make smaller.',
  remedy: 'Give ADD the --checksum, or download, check and remove in one RUN.',
  example:
    'ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/tool.tar.gz /opt/',
  references: {
    cis: ['4.9', '4.11'],
    kics: ['Curl or Wget Instead of Add'],
    checkov: ['CKV_DOCKER_4'],
    dockle: ['CIS-DI-0009'],
  },
  keywords: ['ADD'],
  checkInstruction(instruction, report) {
    if (instruction.flags.some(({ name, value }) => name === 'checksum' && value)) return;
    for (const { value, line } of copied(instruction).sources) {
      if (remoteKind(value) === 'http') report({ line }, `${value} is taken as it comes`);
    }
  },
});
