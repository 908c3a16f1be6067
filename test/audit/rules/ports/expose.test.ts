import { exposeFormat } from '../../../../src/audit/rules/ports/expose-format.js';
import { exposeProtocolCasing } from '../../../../src/audit/rules/ports/expose-protocol-casing.js';
import { exposedPortRange } from '../../../../src/audit/rules/ports/exposed-port-range.js';
import { exposedPrivilegedPort } from '../../../../src/audit/rules/ports/exposed-privileged-port.js';
import { noExposedSsh } from '../../../../src/audit/rules/ports/no-exposed-ssh.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(exposedPortRange, {
  complies: [
    'EXPOSE 65535',
    'EXPOSE 0 80/tcp 443',
    'EXPOSE 8000-9000/udp',
    'EXPOSE $PORT',
    'EXPOSE ${PORT:-80}',
    'RUN echo 99999',
  ],
  violates: [
    ['EXPOSE 65536', 1],
    ['FROM a:1\nEXPOSE 80 80000/tcp', 2],
    ['EXPOSE 60000-70000', 1],
    ['EXPOSE 80 \\\n  99999', 2],
    ['ARG PORT=70000\nEXPOSE $PORT', 2],
    ['EXPOSE "66000"', 1],
  ],
});

dockerfileCases(noExposedSsh, {
  complies: ['EXPOSE 2222', 'EXPOSE 80 443', 'EXPOSE 122/tcp 220', 'EXPOSE 30-40', 'EXPOSE $PORT', 'RUN echo 22'],
  violates: [
    ['EXPOSE 22', 1],
    ['EXPOSE 80 22/tcp 443', 1],
    ['FROM a:1 AS x\nEXPOSE 22/udp\nFROM b:1', 2],
    ['expose 20-25', 1],
    ['ENV SSH=22\nEXPOSE $SSH', 2],
    ['EXPOSE "22"', 1],
    ['ONBUILD EXPOSE 22', 1],
  ],
});

dockerfileCases(exposedPrivilegedPort, {
  complies: [
    'EXPOSE 8080',
    'EXPOSE 1024',
    'EXPOSE 22',
    'FROM a:1 AS x\nEXPOSE 80\nFROM b:1',
    'EXPOSE $PORT',
    'FROM mcr.microsoft.com/windows/servercore/iis\nEXPOSE 80',
  ],
  violates: [
    ['EXPOSE 80', 1],
    ['FROM a:1\nEXPOSE 8080 443/tcp', 2],
    ['FROM a:1 AS base\nEXPOSE 1023\nFROM base', 2],
  ],
});

dockerfileCases(exposeFormat, {
  complies: ['EXPOSE 80', 'EXPOSE 80/tcp 53/UDP 9000-9100/sctp', 'EXPOSE $PORT/tcp', 'EXPOSE ${A}-${B}'],
  violates: [
    ['EXPOSE 8080:80', 1],
    ['EXPOSE 127.0.0.1:80:80', 1],
    ['FROM a:1\nEXPOSE 80, 443', 2],
    ['EXPOSE http', 1],
    ['EXPOSE 80/http', 1],
  ],
});

dockerfileCases(exposeProtocolCasing, {
  complies: ['EXPOSE 80', 'EXPOSE 80/tcp 53/udp'],
  violates: [
    ['EXPOSE 80/TCP', 1],
    ['FROM a:1\nEXPOSE 80/tcp 53/Udp', 2],
  ],
});
