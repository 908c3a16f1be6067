import { addForArchives } from '../../../../src/audit/rules/layers/add-for-archives.js';
import { addFromUrl } from '../../../../src/audit/rules/layers/add-from-url.js';
import { copyOverAdd } from '../../../../src/audit/rules/layers/copy-over-add.js';
import { copyTargetAbsolute } from '../../../../src/audit/rules/layers/copy-target-absolute.js';
import { copyToFolder } from '../../../../src/audit/rules/layers/copy-to-folder.js';
import { noChownFlag } from '../../../../src/audit/rules/layers/no-chown-flag.js';
import { noNeedlessFiles } from '../../../../src/audit/rules/layers/no-needless-files.js';
import { noWholeContext } from '../../../../src/audit/rules/layers/no-whole-context.js';
import { noWholeFilesystem } from '../../../../src/audit/rules/layers/no-whole-filesystem.js';
import { dockerfileCases } from '../../support.js';

const SUM = `sha256:${'0'.repeat(64)}`;

dockerfileCases(copyOverAdd, {
  complies: [
    'COPY a b',
    'ADD a.tar.gz /',
    'ADD rootfs.tar.xz rootfs2.tgz /x/',
    'ADD "a.tar" /',
    'ADD https://example.org/a.txt /',
    'ADD git@example.org:a/b.git /src',
    'ADD https://example.org/a/b.git#v1 /src',
    'ADD $ARCHIVE /',
    'ADD --chown=1 x.tar.zst /',
    'FROM scratch\nADD file:0123456789abcdef in /',
    'ADD',
  ],
  violates: [
    ['ADD a b', 1],
    ['FROM a:1\nadd . /app', 2],
    ['ADD ["a b", "/c"]', 1],
    ['ADD a.jar /', 1],
    ['ADD a.zip /', 1],
    ['ADD a.tar.gz b.txt /x/', 1],
    ['ADD --chown=1:1 requirements.txt .', 1],
    ['ONBUILD ADD . /app', 1],
    ['ADD $DIR/app.jar /', 1],
    ['FROM a:1 AS x\nADD a b\nFROM b:1', 2],
    ['ADD <<EOF /x\nhello\nEOF', 1],
  ],
});

dockerfileCases(addFromUrl, {
  complies: [
    'ADD a b',
    `ADD --checksum=${SUM} https://example.org/a /`,
    'ADD https://example.org/a/b.git /x',
    'ADD git@example.org:a/b.git /x',
    'RUN curl -O https://example.org/a',
    'COPY https /x',
  ],
  violates: [
    ['ADD https://example.org/a.tar.gz /', 1],
    ['ADD http://example.org/a /b', 1],
    ['FROM a:1\nADD a \\\n  https://example.org/b \\\n  /c/', 3],
    ['ADD ["https://example.org/a", "/b"]', 1],
    ['ARG V=1\nADD https://example.org/a-${V}.rpm /', 2],
  ],
});

dockerfileCases(addForArchives, {
  complies: [
    'ADD a.tar.gz /x/',
    'COPY a.tar.gz /x/',
    'COPY a.txt /x/\nRUN tar -xzf b.tar.gz',
    'COPY --from=build a.tar.gz /x/\nRUN tar -xzf /x/a.tar.gz',
    'FROM a:1 AS x\nCOPY a.tar.gz /x/\nFROM b:1\nRUN tar -xzf /x/a.tar.gz',
    'RUN tar -xzf a.tar.gz\nCOPY b.tar.gz /x/',
    'COPY a.tar.gz /x/\nRUN tar -tzf /x/a.tar.gz',
    'COPY a.tar.gz /x/\nRUN tar -xzf /x/a.tar.gz --strip-components=1',
    'COPY a.zip /x/\nRUN unzip /x/a.zip',
    'COPY a.tar.gz /x/\nRUN echo tar -xzf /x/a.tar.gz',
    'COPY a.tar.gz /x/\nRUN tar -cf b.tar /x/a.tar.gz',
  ],
  violates: [
    ['COPY a.tar.gz /x/\nRUN tar -xzf /x/a.tar.gz', 1],
    ['FROM a:1\nCOPY a.tar.gz /x/\nWORKDIR /x\nRUN tar xzf a.tar.gz && rm a.tar.gz', 2],
    ['COPY x /x/a.tar\nRUN tar --extract --file=/x/a.tar', 1],
    ['COPY a.tgz b.txt /x/\nRUN cd /x \\\n && tar -C / -xf a.tgz', 1],
    ['COPY a.gz /x/\nRUN gunzip /x/a.gz', 1],
    ['COPY ["a b.tar.xz", "/x/"]\nRUN tar -xJf "/x/a b.tar.xz"', 1],
    ['COPY *.tar.bz2 /x/\nRUN bsdtar -xf /x/*.tar.bz2', 1],
  ],
});

dockerfileCases(copyToFolder, {
  complies: [
    'COPY a b',
    'COPY a b /c/',
    'COPY ["a", "b", "/c/"]',
    'COPY --from=x a b ./',
    'COPY a b $DIR',
    'COPY a b ${DIR}/',
    '# escape=`\nCOPY a b c:\\x\\',
    'COPY <<EOF /a\nx\nEOF',
    'ADD a b /c',
    'COPY a',
  ],
  violates: [
    ['COPY a b /c', 1],
    ['COPY package.json package-lock.json .', 1],
    ['FROM a:1\nCOPY --chown=1 a \\\n  b \\\n  /c', 2],
    ['COPY ["a", "b", "/c"]', 1],
    ['COPY a b ${DIR}/c', 1],
    ['ARG D=/c\nCOPY a b $D', 2],
    ['COPY <<A <<B /c\na\nA\nb\nB', 1],
  ],
});

dockerfileCases(copyTargetAbsolute, {
  complies: [
    'COPY a /b',
    'COPY a "/b"',
    'COPY ["a", "/b"]',
    'WORKDIR /x\nCOPY a .',
    'WORKDIR /x\nCOPY a b c/',
    'FROM a:1 AS x\nWORKDIR /x\nFROM x\nCOPY a .',
    'COPY a $DIR',
    'COPY a "${DIR}/b"',
    'COPY a c:/b',
    'COPY a C:\\\\b',
    'ONBUILD COPY a .',
    'RUN cp a b',
  ],
  violates: [
    ['COPY a .', 1],
    ['FROM a:1\nCOPY a b', 2],
    ['FROM a:1\nCOPY a ./\nWORKDIR /x\nCOPY a .', 2],
    ['FROM a:1 AS x\nWORKDIR /x\nCOPY a .\nFROM b:1\nCOPY --from=x a .', 5],
    ['COPY ["a", "b/"]', 1],
    ['COPY <<EOF b\nx\nEOF', 1],
    ['FROM a:1\nONBUILD WORKDIR /x\nADD a b/', 3],
  ],
});

dockerfileCases(noChownFlag, {
  complies: [
    'COPY a /b',
    'COPY --chown=root:root a /b',
    'COPY --chown=0:0 a /b',
    'COPY --chmod=755 a /b',
    'RUN chown app /b',
  ],
  violates: [
    ['COPY --chown=app:app a /b', 1],
    ['ADD --chown=1000 a.tar /b', 1],
    ['FROM a:1\nCOPY --from=x --chown=${UID}:${GID} a /b', 2],
  ],
});

dockerfileCases(noWholeFilesystem, {
  complies: ['COPY --from=x /a /', 'COPY / /', 'COPY --from=x / /rootfs/', 'COPY --from=x . .'],
  violates: [
    ['COPY --from=x / /', 1],
    ['FROM a:1 AS x\nFROM scratch\nCOPY --from=x --chown=1 / /', 3],
    ['COPY --from=x ["/", "/"]', 1],
  ],
});

dockerfileCases(noWholeContext, {
  complies: [
    'COPY src .',
    'COPY --from=x . .',
    'COPY ./src /a',
    'COPY .npmrc /a',
    'ONBUILD COPY . .',
    'COPY .. /a',
    'RUN cp . /a',
  ],
  violates: [
    ['COPY . .', 1],
    ['COPY . /app/', 1],
    ['FROM a:1\nCOPY --chown=1 ./ /app', 2],
    ['COPY ["." , "/app"]', 1],
    ['COPY package.json . /app/', 1],
    ['ADD . /app', 1],
  ],
});

dockerfileCases(noNeedlessFiles, {
  complies: [
    'COPY src /app',
    'COPY --from=x .git /app',
    'FROM a:1 AS build\nCOPY .git /src/.git\nFROM b:1\nCOPY x /y',
    'COPY git /app',
    'COPY compose.js docker.json /app/',
  ],
  violates: [
    ['COPY .git /app/.git', 1],
    ['FROM a:1\nCOPY Dockerfile docker-compose.yml src /app/', 2, 2],
    ['FROM a:1 AS base\nCOPY ./.idea/ /x\nFROM base', 2],
    ['ADD .npm /root/.npm', 1],
  ],
});
