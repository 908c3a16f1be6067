import { instructionRule } from '../../rule.js';
import { exposedPorts } from './lib/exposed.js';

export const exposeProtocolCasing = instructionRule({
  id: 'expose-protocol-casing',
  title: 'Protocols are in small letters',
  severity: 'info',
  theme: 'ports',
  rationale: 'Not every tool that reads the image compares them without looking at the case.',
  remedy: 'Write tcp, udp or sctp.',
  example: 'EXPOSE 53/udp',
  references: { buildkit: ['ExposeProtoCasing'] },
  keywords: ['EXPOSE'],
  checkInstruction(instruction, report) {
    for (const { argument, protocol } of exposedPorts(instruction)) {
      if (protocol !== protocol.toLowerCase()) report(argument, `${protocol} is ${protocol.toLowerCase()}`);
    }
  },
});
