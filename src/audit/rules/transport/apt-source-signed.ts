import { writtenBy } from '../../../read/dockerfile/written.js';
import { instructionRule } from '../../rule.js';

const LIST =
  /^[ \t]*deb(?:-src)?[ \t]+\[[^\]\n]*\b(?:trusted|allow-insecure)=yes\b[^\]\n]*\][ \t]+(?!file:|copy:|cdrom:)/m;
const DEB822 = /^[ \t]*(?:Trusted|Allow-Insecure):[ \t]*yes\b/im;

export const aptSourceSigned = instructionRule({
  id: 'apt-source-signed',
  title: 'Every source of apt is signed',
  severity: 'high',
  theme: 'transport',
  rationale: '`trusted=yes` is for a source whose signature is not looked at: its packages may come from anyone.',
  remedy: 'Put the key of the repository into /etc/apt/keyrings, and name it with `signed-by`.',
  example:
    'RUN echo "deb [signed-by=/etc/apt/keyrings/own.gpg] https://example.com/debian bookworm main" > /etc/apt/sources.list.d/own.list',
  references: { cis: ['4.11'], owasp: ['RULE #13'] },
  keywords: ['RUN', 'COPY', 'ADD'],
  checkInstruction(instruction, report) {
    for (const { text, line } of writtenBy(instruction)) {
      // A local folder has nobody in between.
      if (LIST.test(text) || DEB822.test(text)) report({ line }, 'a source of apt is trusted without a signature');
    }
    for (const command of instruction.keyword === 'RUN' ? (instruction.script?.commands ?? []) : []) {
      if (!/^(?:add-apt-repository|apt-add-repository|sed)$/.test(command.name)) continue;
      if (command.args.some(({ value }) => /\[[^\]]*\btrusted=yes\b/.test(value))) {
        report(command, 'a source of apt is trusted without a signature');
      }
    }
  },
});
