import { consecutiveRun } from '../../../../src/audit/rules/layers/consecutive-run.js';
import { groupableInstructions } from '../../../../src/audit/rules/layers/groupable-instructions.js';
import { noInteractiveCommands } from '../../../../src/audit/rules/layers/no-interactive-commands.js';
import { noRelativeCd } from '../../../../src/audit/rules/layers/no-relative-cd.js';
import { noSystemVolume } from '../../../../src/audit/rules/layers/no-system-volume.js';
import { noSystemWorkdir } from '../../../../src/audit/rules/layers/no-system-workdir.js';
import { workdirAbsolute } from '../../../../src/audit/rules/layers/workdir-absolute.js';
import { workdirOverCd } from '../../../../src/audit/rules/layers/workdir-over-cd.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(workdirAbsolute, {
  complies: [
    'WORKDIR /',
    'WORKDIR /app',
    'WORKDIR "/a b"',
    "WORKDIR '/app'",
    'WORKDIR $HOME',
    'WORKDIR ${APP}/x',
    'WORKDIR c:\\\\app',
    'WORKDIR C:/app',
    'WORKDIR "C:\\\\Program Files"',
    'WORKDIR \\app',
    'ONBUILD WORKDIR app',
  ],
  violates: [
    ['WORKDIR app', 1],
    ['WORKDIR ./app', 1],
    ['WORKDIR "app"', 1],
    ['FROM a:1\nWORKDIR /app\nWORKDIR src', 3],
    ['workdir ..', 1],
    ['WORKDIR app/$X', 1],
    ['FROM a:1 AS x\nWORKDIR a\nFROM b:1\nWORKDIR b', 2, 4],
  ],
});

dockerfileCases(workdirOverCd, {
  complies: [
    'RUN make -C /src',
    'RUN cd src && make',
    'RUN echo cd /src',
    'RUN X=$(cd /src && pwd)',
    'WORKDIR /src\nRUN make',
    'CMD cd /src && make',
    'RUN abcd /src',
    'SHELL ["powershell"]\nRUN cd /src',
  ],
  violates: [
    ['RUN cd /src && make', 1],
    ['RUN true \\\n && cd /src \\\n && make', 2],
    ['RUN (cd /src; make)', 1],
    ['RUN cd "$SRC" && make', 1],
    ['RUN cd && ls', 1],
    ['RUN cd /a && cd /b && make', 1],
    ['RUN bash -c "cd /src && make"', 1],
    ['RUN <<EOF\nset -e\ncd /src\nEOF', 3],
    ['ONBUILD RUN cd /src && make', 1],
  ],
});

dockerfileCases(noRelativeCd, {
  complies: ['RUN cd /src && make', 'RUN cd $SRC && make', 'RUN cd ~/x && make', 'RUN make', 'RUN cd C:/src'],
  violates: [
    ['RUN cd src && make', 1],
    ['RUN cd .. && make', 1],
    ['RUN cd /src/../x && make', 1],
    ['RUN cd /src && make && cd -', 1],
    ['RUN git clone x \\\n && cd ./x && make', 2],
  ],
});

dockerfileCases(consecutiveRun, {
  complies: [
    'RUN a',
    'RUN a\nCOPY b /c\nRUN d',
    'RUN a && b && c\nRUN d',
    'RUN a\nRUN b && c && d',
    'RUN a\nRUN --mount=type=cache,target=/x b',
    'FROM a:1\nRUN a\nFROM b:1\nRUN b',
    'RUN a\nONBUILD RUN b',
    'RUN a\nUSER x\nRUN b',
    'SHELL ["powershell"]\nRUN a\nRUN b',
  ],
  violates: [
    ['RUN a\nRUN b', 2],
    ['RUN a\n\n# why\nRUN b', 4],
    ['RUN a\nRUN b\nRUN c', 2, 3],
    ['FROM a:1\nRUN a && b\nRUN c | d\nCMD ["x"]\nRUN e', 3],
    ['RUN --mount=type=cache,target=/x a\nRUN --mount=type=cache,target=/x b', 2],
    ['RUN ["a"]\nRUN ["b"]', 2],
    ['RUN a\nRUN b && c && d\nRUN e\nRUN f', 4],
  ],
});

dockerfileCases(groupableInstructions, {
  complies: [
    'RUN a',
    'RUN a\n\nRUN b',
    'RUN a \\\n && b\nRUN c',
    'COPY a /x/\nCOPY b /y/',
    'COPY a /x/\nADD b /x/',
    'COPY --from=x a /x/\nCOPY b /x/',
    'FROM a:1 AS x\nRUN a\nRUN b\nFROM b:1',
    'ENV A=1\nENV B=2',
  ],
  violates: [
    ['RUN a\nRUN b', 2],
    ['FROM a:1\nRUN a && b && c\nRUN d\nRUN e', 3, 4],
    ['COPY a /x/\nCOPY b /x/', 2],
    ['ADD a.tar /x/\nADD b.tar /x/\nCOPY c ./\nCOPY d ./', 2, 4],
  ],
});

dockerfileCases(noInteractiveCommands, {
  complies: [
    'RUN apt-get install -y vim nano openssh-client',
    'RUN echo kill',
    'RUN --mount=type=cache,target=/x true',
    'RUN command -v ssh',
    'RUN ssh-keyscan example.org',
    'RUN systemctl enable x',
    'CMD ["top"]',
    'RUN rm -rf /tmp/ps',
  ],
  violates: [
    ['RUN service nginx start', 1],
    ['RUN apt-get update && vim /etc/x', 1],
    ['RUN true \\\n ; /bin/ps aux', 2],
    ['RUN kill $(cat /x)', 1],
    ['RUN ["top"]', 1],
    ['RUN sudo mount /dev/x /y', 1],
    ['RUN ssh example.org true', 1],
    ['RUN free -m', 1],
    ['RUN shutdown now', 1],
    ['RUN ifconfig eth0', 1],
    ['RUN nano x', 1],
    ['RUN ps | grep x', 1],
  ],
});

dockerfileCases(noSystemVolume, {
  complies: [
    'VOLUME /data',
    'VOLUME ["/var/lib/x", "/etc/app"]',
    'VOLUME /usr/share/nginx',
    'VOLUME /sysdata',
    'RUN ls /proc',
  ],
  violates: [
    ['VOLUME /proc', 1],
    ['VOLUME ["/data", "/sys", "/dev/"]', 1, 1],
    ['VOLUME /data /etc', 1],
    ['FROM a:1\nVOLUME /', 2],
    ['VOLUME /dev/shm', 1],
  ],
});

dockerfileCases(noSystemWorkdir, {
  complies: ['WORKDIR /app', 'WORKDIR /procedures', 'WORKDIR /devel/x', 'WORKDIR proc', 'WORKDIR $X'],
  violates: [
    ['WORKDIR /proc/self/fd/8', 1],
    ['FROM a:1\nWORKDIR "/dev/x"', 2],
    ['WORKDIR /proc', 1],
    ['ARG D=/boot/x\nWORKDIR $D', 2],
    ['WORKDIR /lost+found/a', 1],
  ],
});
