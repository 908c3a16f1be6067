import { pipefailInShell } from '../../../../src/audit/rules/instructions/pipefail-in-shell.js';
import { pipefail } from '../../../../src/audit/rules/instructions/pipefail.js';
import { runWithoutEffect } from '../../../../src/audit/rules/instructions/run-without-effect.js';
import { shellChangedByCommand } from '../../../../src/audit/rules/instructions/shell-changed-by-command.js';
import { shellInstruction } from '../../../../src/audit/rules/instructions/shell-instruction.js';
import { dockerfileCases } from '../../support.js';

const BASH = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n';

dockerfileCases(pipefail, {
  complies: [
    'RUN a && b || c',
    'RUN echo "a | b"',
    'RUN set -o pipefail && a | b',
    'RUN set -eo pipefail; a | b',
    'RUN set -euxo pipefail; \\\n  a | b',
    'RUN <<EOF\nset -o pipefail\na | b\nEOF',
    `${BASH}RUN a | b`,
    'SHELL ["bash", "-eo", "pipefail", "-c"]\nRUN a | b',
    'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b',
    'SHELL ["/bin/zsh", "-o", "pipefail", "-c"]\nRUN a | b',
    'FROM alpine:3.22\nSHELL ["/bin/sh", "-eo", "pipefail", "-c"]\nRUN a | b',
    'FROM node:24-alpine\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a | b',
    `FROM a:1 AS x\n${BASH}FROM x\nRUN a | b`,
    'SHELL ["pwsh", "-c"]\nRUN Get-Process | Stop-Process',
    'SHELL ["powershell", "-Command"]\nRUN a | b',
    'SHELL ["cmd", "/S", "/C"]\nRUN a | b',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir | find "x"',
    'RUN ["a", "|", "b"]',
    'CMD a | b',
    'RUN bash -o pipefail -c "a | b"',
  ],
  violates: [
    ['RUN a | b', 1],
    ['FROM debian:12\nRUN wget -O - https://example.org | wc -l > /n', 2],
    ['RUN apt-get update \\\n  && curl -fsSL x | bash', 2],
    [`${BASH}SHELL ["/bin/sh", "-c"]\nRUN a | b`, 3],
    ['SHELL ["/bin/bash", "-c"]\nRUN a | b', 2],
    ['FROM debian:12\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a | b', 3],
    [`FROM a:1\n${BASH}RUN a | b\nFROM b:1\nRUN a | b`, 5],
    ['RUN a | b; set -o pipefail', 1],
    ['RUN x=$(a | b)', 1],
    ['RUN if a | grep -q b; then c; fi', 1],
    ['RUN a | while read -r x; do b "$x"; done', 1],
    ['RUN a |& b', 1],
    ['ONBUILD RUN a | b', 1],
    ['RUN <<EOF\ntrue\na | b\nEOF', 3],
    ['RUN set -e; a | b', 1],
  ],
});

dockerfileCases(pipefailInShell, {
  complies: [
    'RUN a | b',
    'RUN curl x | bash',
    'RUN bash -o pipefail -c "a | b"',
    'RUN bash -c "set -o pipefail; a | b"',
    'RUN bash -c "a && b"',
    'RUN ["/bin/bash", "-o", "pipefail", "-c", "a | b"]',
    'RUN sh -c "a | b"',
    `${BASH}RUN bash x.sh | tee log`,
  ],
  violates: [
    ['RUN bash -c "a | b"', 1],
    ['RUN ["/bin/bash", "-c", "a | b"]', 1],
    ['RUN ["/bin/zsh", "-c", "a | b > /n"]', 1],
    [`${BASH}RUN bash -c "a | b"`, 2],
    ['RUN bash x.sh | tee log', 1],
    ['RUN true \\\n && ash -c "a | b"', 2],
  ],
});

dockerfileCases(shellInstruction, {
  complies: [
    'RUN ln -s /usr/bin/python3 /usr/bin/python',
    'RUN ln -s /bin/sh /usr/local/bin/shell',
    'RUN ls /bin/sh',
    'RUN rm /bin/sh.bak',
    'SHELL ["/bin/bash", "-c"]',
    'RUN echo ln -sf /bin/bash /bin/sh',
  ],
  violates: [
    ['RUN ln -sf /bin/bash /bin/sh', 1],
    ['RUN rm /bin/sh && ln -s /bin/bash /bin/sh', 1],
    ['RUN ln -sfv bash /usr/bin/sh', 1],
    ['RUN true \\\n && mv /bin/bash /bin/sh', 2],
    ['RUN ["ln", "-sf", "/bin/bash", "/bin/sh"]', 1],
  ],
});

dockerfileCases(shellChangedByCommand, {
  complies: [
    'RUN ln -sf /bin/bash /bin/sh',
    'RUN useradd -s /bin/bash app',
    'RUN usermod -aG docker app',
    'RUN usermod -s /usr/sbin/nologin app',
    'RUN bash -c true',
    'SHELL ["powershell", "-Command"]\nRUN powershell -File a.ps1',
    'RUN mv a b',
  ],
  violates: [
    ['RUN chsh -s /bin/zsh', 1],
    ['RUN chsh -s $(which zsh) && usermod -s /bin/zsh app', 1],
    ['RUN usermod --shell=/bin/bash app', 1],
    ['RUN mv /bin/bash /bin/bash.old && ln -s /bin/dash /bin/bash', 1, 1],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command Get-Item', 2],
    ['RUN ["powershell", "-Command", "Get-Item"]', 1],
  ],
});

dockerfileCases(runWithoutEffect, {
  complies: [
    'RUN cd /x && make',
    'RUN export A=b && make',
    'RUN . ./install.sh',
    'RUN source /x/install.sh',
    'RUN true',
    'RUN ["cd", "/x"]',
    'RUN export A=$(make)',
    'RUN : > /file',
    'RUN set -eux; make',
    'SHELL ["powershell"]\nRUN cd x',
    'RUN A=b make',
  ],
  violates: [
    ['RUN cd /x', 1],
    ['RUN export A=b', 1],
    ['RUN export A=b \\\n && export C=d', 1],
    ['RUN . /venv/bin/activate', 1],
    ['RUN source ~/.bashrc', 1],
    ['RUN A=b', 1],
    ['RUN umask 022', 1],
    ['RUN alias ll="ls -l"', 1],
  ],
});
