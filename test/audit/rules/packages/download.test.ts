import { curlFail } from '../../../../src/audit/rules/packages/curl-fail.js';
import { downloadPipedToShell } from '../../../../src/audit/rules/packages/download-piped-to-shell.js';
import { vulnerableOpenssl } from '../../../../src/audit/rules/packages/vulnerable-openssl.js';
import { wgetOrCurl } from '../../../../src/audit/rules/packages/wget-or-curl.js';
import { wgetProgress } from '../../../../src/audit/rules/packages/wget-progress.js';
import { dockerfileCases } from '../../support.js';

const URL = 'https://example.com/tool.tar.gz';

dockerfileCases(wgetProgress, {
  complies: [
    `RUN wget --progress=dot:giga ${URL}`,
    `RUN wget --progress bar:force ${URL}`,
    `RUN wget -q ${URL} && wget --quiet ${URL} && wget -qO- ${URL} && wget -O x -q ${URL}`,
    `RUN wget -nv ${URL} && wget --no-verbose ${URL} && wget -nvO x ${URL}`,
    `RUN wget -o log ${URL} && wget --output-file=log ${URL} && wget -a log ${URL} && wget --append-output log ${URL}`,
    `RUN echo "quiet = on" > /root/.wgetrc && wget ${URL}`,
    'RUN wget --version',
    'RUN apt-get install -y wget && curl x && command -v wget',
    `RUN wget $WGET_OPTS ${URL}`,
  ],
  violates: [
    [`RUN wget ${URL}`, 1],
    [`RUN wget -O quick.tar.gz ${URL}`, 1],
    [`RUN wget -Oquick.tar.gz ${URL}`, 1],
    [`RUN wget -nc ${URL} && wget -c ${URL}`, 1],
    [`RUN ["wget", "${URL}"]`, 1],
    [`RUN apt-get update && \\\n  wget --no-check-certificate ${URL}`, 2],
    [`RUN wget -P /tmp/q ${URL} | tar xz`, 1],
  ],
});

dockerfileCases(wgetOrCurl, {
  complies: [
    'RUN wget -q a\nRUN wget -q b',
    'RUN curl -f a && curl -f b',
    'RUN apt-get install -y wget curl',
    'FROM a AS x\nRUN wget -q a\nFROM b\nRUN curl -f b',
    'RUN curl -f a\nHEALTHCHECK CMD wget -q http://127.0.0.1/',
    'RUN command -v curl || wget -q a',
    'RUN apk add curl && wget -q a',
  ],
  violates: [
    ['RUN wget -q a && curl -f b', 1],
    ['FROM a\nRUN curl -f a\nRUN wget -q b\nRUN wget -q c', 3],
    ['RUN ["wget", "a"]\nRUN ["curl", "b"]', 2],
    ['RUN sudo wget -q a | tar x; curl b', 1],
    ['RUN if [ -x curl ]; then curl -f a; else wget -q a; fi', 1],
  ],
});

dockerfileCases(curlFail, {
  complies: [
    `RUN curl -fsSL ${URL} -o x`,
    `RUN curl --fail -O ${URL} && curl --fail-with-body -O ${URL} && curl -sSfL ${URL} | tar xz`,
    `RUN curl -sS ${URL}`,
    `RUN curl -s -o /dev/null -w '%{http_code}' ${URL}`,
    `RUN curl -sI ${URL} | grep 200`,
    `RUN echo "fail" > ~/.curlrc && curl -O ${URL}`,
    'RUN curl --version | head -1',
    'RUN curl $CURL_OPTS https://x > y && curl -o x',
  ],
  violates: [
    [`RUN curl -sSL ${URL} -o x`, 1],
    [`RUN curl -LO ${URL}`, 1],
    [`RUN curl -s ${URL} | bash`, 1],
    [`RUN curl -L ${URL} > x`, 1],
    [`RUN curl -o f ${URL}`, 1],
    [`RUN echo silent > ~/.curlrc && curl -o f ${URL}`, 1],
    [`RUN echo fail > /notes && curl -o f ${URL}`, 1],
  ],
});

dockerfileCases(downloadPipedToShell, {
  complies: [
    `RUN curl -fsSL ${URL} | tar xz`,
    `RUN curl -fsSL ${URL} | gpg --dearmor -o x && wget -qO- ${URL} | apt-key add -`,
    `RUN curl -fsSLo i.sh ${URL} && echo "abc  i.sh" | sha256sum -c - && sh i.sh`,
    `RUN curl -fsSL ${URL} | python3 -c 'import json,sys; print(json.load(sys.stdin))'`,
    `RUN curl -fsSL ${URL} | bash script.sh`,
    'RUN echo x | bash',
    `RUN V=$(curl -fsSL ${URL}) && echo "$V"`,
    `RUN cat <(curl -fsSL ${URL})`,
  ],
  violates: [
    [`RUN curl -fsSL ${URL} | bash`, 1],
    [`RUN curl -fsSL ${URL} | bash -`, 1],
    [`RUN curl -fsSL ${URL} | sudo -E bash -`, 1],
    [`RUN wget -qO- ${URL} | sh -s -- --yes`, 1],
    [`RUN curl -sSL ${URL} | python3 -`, 1],
    [`RUN curl -fsSL ${URL} | POETRY_HOME=/opt python3`, 1],
    [`RUN curl -fsSL ${URL} | tee x | sh -e`, 1],
    [`RUN bash <(curl -fsSL ${URL})`, 1],
    [`RUN sh -c "$(curl -fsSL ${URL})"`, 1],
    [`RUN eval "$(curl -fsSL ${URL})"`, 1],
    [`RUN set -o pipefail && \\\n  curl -fsSL ${URL} | env A=b sh`, 2],
    [`RUN curl -fsSL ${URL} | /bin/sh -x`, 1],
  ],
});

dockerfileCases(vulnerableOpenssl, {
  complies: [
    'RUN curl -fsSLO https://www.openssl.org/source/openssl-3.0.7.tar.gz',
    'RUN wget -q https://www.openssl.org/source/openssl-3.0.15.tar.gz',
    'RUN wget -q https://www.openssl.org/source/openssl-3.1.2.tar.gz https://x/openssl-1.1.1w.tar.gz',
    'RUN apt-get install -y openssl=3.0.2-0ubuntu1',
    'RUN tar xf openssl-3.0.2.tar.gz',
    'ADD openssl-3.0.2.tar.gz /src/',
  ],
  violates: [
    ['RUN curl -fsSLO https://www.openssl.org/source/openssl-3.0.5.tar.gz', 1],
    ['RUN wget -q "https://www.openssl.org/source/openssl-3.0.0.tar.gz"', 1],
    ['RUN ["wget", "https://www.openssl.org/source/openssl-3.0.6.tar.gz"]', 1],
    ['ARG V=3.0.4\nRUN curl -O https://www.openssl.org/source/openssl-${V}.tar.gz', 2],
    ['RUN git clone --depth 1 --branch openssl-3.0.1 https://github.com/openssl/openssl', 1],
    ['ADD https://www.openssl.org/source/openssl-3.0.3.tar.gz /src/', 1],
    [
      'RUN apt-get update && \\\n curl -L https://github.com/openssl/openssl/archive/refs/tags/openssl-3.0.2.tar.gz | tar xz',
      2,
    ],
  ],
});
