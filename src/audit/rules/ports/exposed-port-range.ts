import { instructionRule } from '../../rule.js';
import { exposedPorts } from './lib/exposed.js';

export const exposedPortRange = instructionRule({
  id: 'exposed-port-range',
  title: 'Exposed ports are numbers up to 65535',
  severity: 'low',
  theme: 'ports',
  rationale: 'There are no other ports. The build fails, or the program listens elsewhere.',
  remedy: 'Correct the number.',
  example: 'EXPOSE 8080',
  references: { hadolint: ['DL3011'], kics: ['UNIX Ports Out Of Range'], trivy: ['DS008'] },
  keywords: ['EXPOSE'],
  checkInstruction(instruction, report) {
    for (const { argument, from, to } of exposedPorts(instruction)) {
      if (Math.max(from, to) > 65_535) report(argument, `there is no port ${argument.value}`);
    }
  },
});
