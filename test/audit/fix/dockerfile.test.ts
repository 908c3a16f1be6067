import { expect, test } from 'vitest';
import { mended } from './support.js';

test.each([
  ['apt-get-assume-yes', 'RUN apt-get install curl', 'RUN apt-get install -y curl'],
  ['apt-get-assume-yes', 'RUN sudo apt-get  install \\\n  curl', 'RUN sudo apt-get  install -y \\\n  curl'],
  ['apt-get-assume-yes', 'RUN <<EOF\napt-get install curl\nEOF', 'RUN <<EOF\napt-get install -y curl\nEOF'],
  ['apt-instead-of-apt-get', 'RUN apt -y install a', 'RUN apt-get -y install a'],
  ['apt-instead-of-apt-get', 'RUN A=apt apt update', 'RUN A=apt apt-get update'],
  ['apt-instead-of-apt-get', 'RUN /usr/bin/apt update', 'RUN /usr/bin/apt-get update'],
  ['apk-no-cache', 'RUN apk update && apk add a', 'RUN apk add --no-cache a'],
  ['apk-no-cache', 'RUN a && apk update && \\\n    apk add a', 'RUN a && apk add --no-cache a'],
  [
    'apk-no-cache',
    'RUN apk update && apk upgrade && apk add a',
    'RUN apk update && apk upgrade && apk add --no-cache a',
  ],
  ['apk-no-cache', 'RUN apk update; apk add a', 'RUN apk update; apk add --no-cache a'],
  ['pip-no-cache', 'RUN python3 -m pip install a', 'RUN python3 -m pip install --no-cache-dir a'],
  ['yum-assume-yes', 'RUN yum install a', 'RUN yum install -y a'],
  ['dnf-assume-yes', 'RUN dnf install a', 'RUN dnf install -y a'],
  ['zypper-non-interactive', 'RUN zypper install a', 'RUN zypper --non-interactive install a'],
  ['yum-cache-cleaned', 'RUN yum install -y a', 'RUN yum install -y a && yum clean all'],
  ['dnf-cache-cleaned', 'RUN a && \\\n  dnf install -y b', 'RUN a && \\\n  dnf install -y b && \\\n  dnf clean all'],
  ['dnf-cache-cleaned', 'RUN a \\\n  && dnf install -y b', 'RUN a \\\n  && dnf install -y b \\\n  && dnf clean all'],
  ['zypper-cache-cleaned', 'RUN zypper install -y a', 'RUN zypper install -y a && zypper clean --all'],
  [
    'apt-lists-deleted',
    'RUN apt-get update && apt-get install -y a\nCOPY b /b',
    'RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*\nCOPY b /b',
  ],
  ['copy-over-add', 'ADD a.json b/ /c/', 'COPY a.json b/ /c/'],
  ['copy-over-add', 'add --chown=1:1 a /c/', 'copy --chown=1:1 a /c/'],
  ['copy-to-folder', 'COPY a b ./c', 'COPY a b ./c/'],
  ['no-maintainer', 'MAINTAINER a <a@b.example>', 'LABEL org.opencontainers.image.authors="a <a@b.example>"'],
  ['no-maintainer', 'MAINTAINER a $1 "b"', 'LABEL org.opencontainers.image.authors="a \\$1 \\"b\\""'],
  ['key-value-format', 'ENV A b', 'ENV A=b'],
  ['key-value-format', 'ENV A   b $C  d', 'ENV A="b $C  d"'],
  ['key-value-format', 'LABEL a.b c', 'LABEL a.b=c'],
  ['cmd-exec-form', 'CMD node server.js --port=80', 'CMD ["node", "server.js", "--port=80"]'],
  ['cmd-exec-form', 'ENTRYPOINT node server.js', 'ENTRYPOINT ["node", "server.js"]'],
  ['instruction-casing', 'run a\nRUN b', 'RUN a\nRUN b'],
  ['apt-instead-of-apt-get', 'RUN apt install -y g++ a=1~b $C "${D}"', 'RUN apt-get install -y g++ a=1~b $C "${D}"'],
  ['copy-over-add', 'ADD start.sh /', 'COPY start.sh /'],
  ['copy-over-add', 'ADD . /', 'COPY . /'],
  ['copy-over-add', 'ONBUILD ADD a /b', 'ONBUILD COPY a /b'],
  [
    'apt-lists-deleted',
    'RUN apt-get update && apt-get install -y a\nRUN sh -c "b"\nRUN apt-get update && apt-get upgrade; rm -r /var/lib/apt/lists/*',
    'RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*\nRUN sh -c "b"\nRUN apt-get update && apt-get upgrade; rm -r /var/lib/apt/lists/*',
  ],
  ['no-empty-continuation', 'RUN a \\\n\n\n  b', 'RUN a \\\n  b'],
])('GIVEN %s WHEN fixed THEN %j is %j', (rule, before, after) => {
  const { text } = mended('Dockerfile', `FROM debian:12\n${before}\n`, rule);
  expect(text).toBe(`FROM debian:12\n${after}\n`);
});

test.each([
  ['instruction-casing', 'from a\nrun b\nRUN c\n', 'from a\nrun b\nrun c\n'],
  ['from-as-casing', 'FROM a as b\n', 'FROM a AS b\n'],
  ['stage-name-casing', 'FROM a AS Bc\nFROM Bc\nCOPY --from=BC / /', 'FROM a AS bc\nFROM Bc\nCOPY --from=BC / /'],
  ['from-redundant-platform', 'FROM --platform=$TARGETPLATFORM a', 'FROM a'],
  ['stage-by-name', 'FROM a AS b\nFROM c\nCOPY --link --from=0 / /', 'FROM a AS b\nFROM c\nCOPY --link --from=b / /'],
])('GIVEN %s WHEN fixed THEN %j is %j', (rule, before, after) => {
  expect(mended('Dockerfile', before, rule).text).toBe(after);
});

test.each([
  ['apt-get-assume-yes', 'RUN sh -c "apt-get install a"', 'stands inside of a word'],
  ['apt-instead-of-apt-get', 'RUN apt list', 'no such sub-command'],
  ['yum-cache-cleaned', 'RUN yum install -y a || true', 'more than a chain'],
  ['yum-cache-cleaned', 'RUN yum install -y a; b', 'more than a chain'],
  ['yum-cache-cleaned', 'RUN (yum install -y a)', 'more than a chain'],
  ['yum-cache-cleaned', 'RUN <<EOF\nyum install -y a\nEOF', 'no plain command line'],
  ['yum-cache-cleaned', 'RUN ["yum", "install", "-y", "a"]', 'no plain command line'],
  ['apt-lists-deleted', 'RUN apt-get update && apt-get install -y a\nRUN apt-get install -y b', 'later step'],
  ['yum-cache-cleaned', 'RUN sudo yum install -y a', 'its rights with sudo'],
  ['apt-instead-of-apt-get', 'RUN apt -y upgrade', 'does something else'],
  ['apt-instead-of-apt-get', "RUN apt -y install 'a*'", 'does something else'],
  ['apt-lists-deleted', 'RUN apt-get update && apt-get install -y a\nRUN apt-get download b', 'later step'],
  ['apt-lists-deleted', 'RUN apt-get update && apt-get install -y a\nRUN apt-cache show b', 'later step'],
  ['apt-lists-deleted', 'RUN apt-get update && apt-get install -y a\nRUN ./b.sh', 'runs a script'],
  ['apt-lists-deleted', 'RUN apt-get update && apt-get install -y a\nRUN curl b | bash', 'runs a script'],
  ['apk-no-cache', 'RUN --network=none apk add a', 'without a network'],
  ['apk-no-cache', 'RUN apk add --no-network a', 'without a network'],
  ['pip-no-cache', 'RUN pip install --cache-dir /c a', 'wants the cache'],
  ['pip-no-cache', 'RUN pip install a\nFROM b\nCOPY --from=0 /root/.cache /root/.cache', 'wants the cache'],
  ['copy-over-add', 'ADD a.ova /c/', 'may unpack'],
  ['copy-over-add', 'ADD A.TAR.GZ /c/', 'may unpack'],
  ['copy-over-add', 'ADD a.apk /c/', 'may unpack'],
  ['copy-over-add', 'ADD a /', 'may unpack'],
  ['copy-over-add', 'ADD me@example.com:a/b /c/', 'may unpack'],
  ['stage-by-name', 'FROM a AS b\nONBUILD COPY --from=0 /a /a', 'builds on this one'],
  ['cmd-exec-form', 'FROM redis:7\nCMD redis-server --save 60', 'entrypoint'],
  ['cmd-exec-form', 'FROM example/node\nCMD node a.js', 'entrypoint'],
  ['cmd-exec-form', 'FROM node:22-windowsservercore\nCMD node a.js', 'entrypoint'],
  ['cmd-exec-form', 'COPY start /usr/local/bin/\nCMD start a', 'script'],
  ['cmd-exec-form', 'COPY a /usr/local/bin/start\nCMD start a', 'script'],
  ['cmd-exec-form', 'RUN echo a > /usr/local/bin/start\nCMD start a', 'script'],
  ['copy-over-add', 'ADD a*.json /c/', 'pattern'],
  ['copy-over-add', 'ADD a rootfs /', 'may unpack'],
  ['copy-over-add', 'ADD $A b /c/', 'may unpack'],
  ['copy-over-add', 'ADD --keep-git-dir=true a /c/', 'does not have its options'],
  ['no-maintainer', 'LABEL org.opencontainers.image.authors=b\nMAINTAINER a', 'already'],
  ['key-value-format', 'ENV A "b c"', 'quotes'],
  ['key-value-format', 'ENV A b \\\n  c', 'several lines'],
  ['cmd-exec-form', 'CMD node $A', 'a shell has to read it'],
  ['cmd-exec-form', 'CMD a && b', 'a shell has to read it'],
  ['cmd-exec-form', 'CMD exec node a.js', "the shell's own"],
  ['cmd-exec-form', 'CMD A=b node a.js', "the shell's own"],
  ['cmd-exec-form', 'CMD ./start', 'script'],
  ['cmd-exec-form', 'CMD start.sh', 'script'],
  ['cmd-exec-form', 'ENTRYPOINT ["a"]\nCMD node a.js', 'ENTRYPOINT would be put together'],
  ['cmd-exec-form', 'SHELL ["/bin/bash", "-c"]\nCMD node a.js', 'another shell'],
  ['cmd-exec-form', "CMD ['node']", 'plain command line'],
])('GIVEN %s WHEN fixed THEN %j is left alone', (rule, text, why) => {
  const result = mended('Dockerfile', `FROM debian:12\n${text}\n`, rule);
  expect(result.text).toBe(`FROM debian:12\n${text}\n`);
  expect(result.left.join('; ')).toContain(why);
});

test('GIVEN a backquote that escapes WHEN fixed THEN it escapes in the label too', () => {
  const head = '# escape=`\nFROM a\n';
  const after = `${head}LABEL org.opencontainers.image.authors="a \`"b\`" \`$c \\\\d"\n`;
  expect(mended('Dockerfile', `${head}MAINTAINER a "b" $c \\\\d\n`, 'no-maintainer').text).toBe(after);
});

test('GIVEN a platform of its own WHEN fixed THEN the flag stays', () => {
  const text = 'ARG TARGETPLATFORM=linux/arm64\nFROM --platform=$TARGETPLATFORM a\n';
  expect(mended('Dockerfile', text, 'from-redundant-platform').text).toBe(text);
});

test.each([
  ['apt-get-no-recommends', 'RUN apt-get install -y curl && curl https://example.com'],
  ['yarn-cache-cleaned', 'RUN yarn install'],
])('GIVEN %s, which is a decision, WHEN fixed THEN %j stays', (rule, line) => {
  const text = `FROM node:22\n${line}\n`;
  expect(mended('Dockerfile', text, rule).text).toBe(text);
});

test('GIVEN carriage returns and a byte order mark WHEN fixed THEN they stay, and new lines have them too', () => {
  const before = '\uFEFFFROM node:22\r\nENV A b\r\nRUN a && \\\r\n  dnf install b\r\nCMD c';
  const after =
    '\uFEFFFROM node:22\r\nENV A=b\r\nRUN a && \\\r\n  dnf install -y b && \\\r\n  dnf clean all\r\nCMD ["c"]';
  const rules = ['key-value-format', 'dnf-assume-yes', 'dnf-cache-cleaned', 'cmd-exec-form'];
  expect(mended('Dockerfile', before, ...rules).text).toBe(after);
});

test('GIVEN several findings at one place WHEN fixed THEN all of them are gone', () => {
  const rules = ['apt-instead-of-apt-get', 'apt-get-assume-yes', 'apt-lists-deleted'];
  expect(mended('Dockerfile', 'FROM a\nRUN apt update && apt install b # c\n', ...rules)).toEqual({
    text: 'FROM a\nRUN apt-get update && apt-get install -y b # c\n',
    left: ['the step ends in an unusual way'],
  });
});

test('GIVEN a suppression WHEN fixed THEN what it accepts stays as it is', () => {
  const text = 'FROM a\n# nexus-audit: ignore key-value-format -- that is how we write it\nENV A b\nENV C d\n';
  expect(mended('Dockerfile', text, 'key-value-format').text).toBe(text.replace('C d', 'C=d'));
});
