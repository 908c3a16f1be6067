import { addChecksum } from '../../../../src/audit/rules/transport/add-checksum.js';
import { httpDownload } from '../../../../src/audit/rules/transport/http-download.js';
import { toolsVerify } from '../../../../src/audit/rules/transport/tools-verify.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(toolsVerify, {
  complies: [
    'RUN conda install -y numpy && conda config --set ssl_verify true',
    'RUN podman pull --tls-verify=true x && skopeo copy a b',
    'RUN mvn -B package',
    'RUN composer config secure-http true',
    'RUN gem install --source https://x rake:13',
    'RUN kubectl get pods --insecure-skip-tls-verify=false',
    'RUN ls --insecure -k',
  ],
  violates: [
    ['RUN conda config --set ssl_verify false', 1],
    ['RUN conda install -k -y numpy', 1],
    ['RUN podman pull --tls-verify=false x', 1],
    ['RUN skopeo copy --src-tls-verify=false a b', 1],
    ['RUN helm repo add x https://x --insecure-skip-tls-verify', 1],
    ['RUN mvn -Dmaven.wagon.http.ssl.insecure=true package', 1],
    ['RUN composer config -g disable-tls true', 1],
    ['RUN composer config --global secure-http false', 1],
    ['RUN gem sources --add http://x', 1],
    ['RUN aria2c --check-certificate=false https://x', 1],
    ['RUN aws --no-verify-ssl s3 cp a b', 1],
    ['RUN svn co --trust-server-cert https://x', 1],
    ['RUN go get -insecure example.com/x', 1],
    ['RUN bundle config set ssl_verify_mode 0', 1],
  ],
});

dockerfileCases(httpDownload, {
  complies: [
    'RUN curl -fO https://x/a',
    'RUN curl -f http://localhost:8080/ && wget -q http://127.0.0.1/',
    'RUN curl -fO http://x/a && echo "abc  a" | sha256sum -c -',
    'RUN wget -q http://x/a http://x/a.asc && gpg --verify a.asc a',
    'RUN curl -f --proxy http://proxy https://x/a',
    'RUN echo "deb http://deb.debian.org/debian bookworm main" > /etc/apt/sources.list',
    'ENV HOMEPAGE=http://x',
    'ADD --checksum=sha256:abc http://x/a /a',
    'ADD http://x/a /a\nRUN sha256sum --check a.sha256',
    'RUN curl -f -H "Referer: http://x" -e http://x https://y',
  ],
  violates: [
    ['RUN curl -fO http://x/a', 1],
    ['RUN wget -q http://x/a -O b', 1],
    ['RUN curl -fsSL --url http://x/a | tar xz', 1],
    ['RUN git clone http://x/a.git', 1],
    ['RUN pip install --index-url http://x/simple flask', 1],
    ['RUN npm ci --registry http://x', 1],
    ['RUN npm config set registry http://x', 1],
    ['ADD http://x/a /a', 1],
    ['ARG HOST=x\nRUN curl -fO http://$HOST/a', 2],
  ],
});

dockerfileCases(addChecksum, {
  complies: [
    'ADD --checksum=sha256:abc https://x/a /a',
    'ADD a.tar.gz /a',
    'ADD https://github.com/a/b.git#v1 /b',
    'ADD https://x/a /a\nRUN echo "abc  /a" | sha256sum -c',
    'COPY a /a',
  ],
  violates: [
    ['ADD https://x/a /a', 1],
    ['ADD --chown=1:1 http://x/a /a', 1],
    ['ADD https://x/a https://x/b /c/', 1, 1],
    ['ADD ["https://x/a", "/a"]', 1],
  ],
});
