import { instructionRule } from '../../rule.js';

export const exposeFormat = instructionRule({
  id: 'expose-format',
  title: 'EXPOSE names ports of the container alone',
  severity: 'low',
  theme: 'ports',
  rationale:
    "Addresses and ports of the host are not the image's to choose: the builder passes over them or refuses them.",
  remedy: 'Write PORT, PORT/PROTOCOL or FIRST-LAST, and publish the port where the container is started.',
  example: 'EXPOSE 8080/tcp',
  references: { buildkit: ['ExposeInvalidFormat'] },
  keywords: ['EXPOSE'],
  checkInstruction(instruction, report) {
    for (const argument of instruction.args) {
      const { value } = argument;
      if (argument.dynamic || value.startsWith('#') || /^\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?$/i.test(value)) continue;
      report(argument, value.includes(':') ? `${value} maps to the host` : `${value} is no port`);
    }
  },
});
