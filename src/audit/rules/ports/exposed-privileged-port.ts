import { isWindows } from '../../../read/dockerfile/base.js';
import { lineage } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { exposedPorts } from './lib/exposed.js';

export const exposedPrivilegedPort = dockerfileRule({
  id: 'exposed-privileged-port',
  title: 'Programs listen on ports from 1024 on',
  severity: 'info',
  theme: 'ports',
  rationale:
    'Below 1024 a program may need root or a capability to listen: on older engines, in host networks, and where all capabilities are dropped.',
  remedy: 'Listen on a port from 1024 on, and publish it as the one that callers expect.',
  example: 'EXPOSE 8080',
  references: { cis: ['5.8'] },
  check(dockerfile, report) {
    const { final } = dockerfile;
    if (!final || isWindows(final)) return;
    for (const instruction of lineage(final).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'EXPOSE') continue;
      for (const { argument, from } of exposedPorts(instruction)) {
        if (from < 1024 && from !== 22) report(argument, `port ${argument.value} is below 1024`);
      }
    }
  },
});
