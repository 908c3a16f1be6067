import { apkVerifies } from '../../../../src/audit/rules/transport/apk-verifies.js';
import { curlVerifies } from '../../../../src/audit/rules/transport/curl-verifies.js';
import { gitVerifies } from '../../../../src/audit/rules/transport/git-verifies.js';
import { npmVerifies } from '../../../../src/audit/rules/transport/npm-verifies.js';
import { pipTrustsNoHost } from '../../../../src/audit/rules/transport/pip-trusts-no-host.js';
import { wgetVerifies } from '../../../../src/audit/rules/transport/wget-verifies.js';
import { zypperVerifies } from '../../../../src/audit/rules/transport/zypper-verifies.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(curlVerifies, {
  complies: [
    'RUN curl -fsSL https://example.com -o k',
    'RUN curl -o kubectl https://example.com && curl -Lokube https://example.com && curl -H "x-k: -k" https://x',
    'RUN curl --key k.pem --cacert ca.pem --keepalive-time 5 https://x',
    'RUN curl https://x | tar -xk && ls -k',
    'RUN echo "curl -k https://x"',
    'RUN apt-get install -y curl && rm -k x',
    'RUN curl --insecure=false https://x',
    'HEALTHCHECK CMD curl -fk https://localhost/',
    'RUN echo "silent" > ~/.curlrc',
  ],
  violates: [
    ['RUN curl -k https://x', 1],
    ['RUN curl --insecure https://x', 1],
    ['RUN curl -fsSLk https://x && curl -kL https://x -o y', 1],
    ['RUN curl https://x -o y -k', 1],
    ['RUN curl -sSL --proxy-insecure https://x', 1],
    ['RUN ["curl", "-k", "https://x"]', 1],
    ['RUN apt-get update && \\\n  sudo curl -skO https://x', 2],
    ['RUN V=$(curl -k https://x) && echo $V', 1],
    ['RUN bash -c "curl -k https://x | sh"', 1],
    ['RUN echo insecure >> ~/.curlrc', 1],
    ['RUN if true; then curl -k https://x; fi', 1],
  ],
});

dockerfileCases(wgetVerifies, {
  complies: [
    'RUN wget -q https://x',
    'RUN wget --ca-certificate=ca.pem https://x && wget --no-clobber --no-cache https://x',
    'RUN wget --check-certificate=on https://x',
    'RUN wget -O --no-check-certificate https://x',
    'RUN echo wget --no-check-certificate',
    'HEALTHCHECK CMD wget --no-check-certificate -q https://localhost/',
  ],
  violates: [
    ['RUN wget --no-check-certificate https://x', 1],
    ['RUN wget https://x --no-check-certificate', 1],
    ['RUN wget -q --no-check-cert https://x', 1],
    ['RUN wget --check-certificate=off https://x', 1],
    ['RUN wget -e check_certificate=off https://x', 1],
    ['RUN echo "check_certificate = off" >> /etc/wgetrc', 1],
    ['RUN cd /tmp && \\\n  wget --no-check-certificate -qO- https://x | tar x', 2],
    ['RUN ["wget", "--no-check-certificate", "https://x"]', 1],
  ],
});

dockerfileCases(pipTrustsNoHost, {
  complies: [
    'RUN pip install --cert ca.pem flask==3',
    'RUN pip config set global.index-url https://x && pip config get global.trusted-host',
    'RUN echo --trusted-host',
    'RUN printf "[global]\\nindex-url = https://x\\n" > /etc/pip.conf',
    'RUN npm install --trusted-host x',
  ],
  violates: [
    ['RUN pip install --trusted-host pypi.org flask==3', 1],
    ['RUN pip3 install flask --trusted-host=pypi.org --trusted-host files.pythonhosted.org', 1],
    ['RUN python3 -m pip install --trusted-host pypi.org flask', 1],
    ['RUN pip --trusted-host pypi.org install flask', 1],
    ['RUN pip download --trusted-host pypi.org flask', 1],
    ['RUN pip config set global.trusted-host pypi.org', 1],
    ['RUN uv pip install --allow-insecure-host x flask', 1],
    ['RUN pip-compile --trusted-host x', 1],
    ['RUN mkdir -p ~/.pip && \\\n  printf "[global]\\ntrusted-host = x\\n" > ~/.pip/pip.conf', 2],
    ['COPY <<EOF /etc/pip.conf\n[global]\ntrusted-host = x\nEOF', 2],
    ['RUN ["pip", "install", "--trusted-host", "x", "flask"]', 1],
  ],
});

dockerfileCases(apkVerifies, {
  complies: ['RUN apk add --no-cache curl', 'RUN echo --allow-untrusted', 'RUN foo --allow-untrusted'],
  violates: [
    ['RUN apk add --allow-untrusted x.apk', 1],
    ['RUN apk --allow-untrusted add x.apk', 1],
    ['RUN apk add x.apk --no-cache --allow-untrusted && true', 1],
    ['RUN ["apk", "add", "--allow-untrusted", "x.apk"]', 1],
    ['RUN apk upgrade --allow-untrusted', 1],
  ],
});

dockerfileCases(zypperVerifies, {
  complies: ['RUN zypper -n in vim', 'RUN zypper --gpg-auto-import-keys ref', 'RUN zypper ar -g https://x y'],
  violates: [
    ['RUN zypper --no-gpg-checks in -y vim', 1],
    ['RUN zypper ar -G https://x y', 1],
    ['RUN zypper addrepo --no-gpgcheck https://x y', 1],
    ['RUN zypper in -y --allow-unsigned-rpm x.rpm', 1],
    ['RUN zypper mr -G y', 1],
  ],
});

dockerfileCases(npmVerifies, {
  complies: [
    'RUN npm config set strict-ssl true',
    'RUN npm config set cafile x && npm config get strict-ssl false',
    'RUN npm ci --strict-ssl=true',
    'RUN echo "strict-ssl=true" > .npmrc',
    'RUN echo "strict-ssl=false"',
    'RUN npm run set strict-ssl false',
  ],
  violates: [
    ['RUN npm config set strict-ssl false', 1],
    ['RUN npm config set strict-ssl=false -g', 1],
    ['RUN npm set strict-ssl false && npm ci', 1],
    ['RUN npm c set "strict-ssl" "false"', 1],
    ['RUN yarn config set strict-ssl false', 1],
    ['RUN yarn config set "strict-ssl" false -g', 1],
    ['RUN yarn config set enableStrictSsl false', 1],
    ['RUN pnpm config set strict-ssl false', 1],
    ['RUN npm install --strict-ssl=false x@1', 1],
    ['RUN npm ci --no-strict-ssl', 1],
    ['RUN echo "strict-ssl=false" >> ~/.npmrc', 1],
    ['RUN printf "a=b\\nstrict-ssl = false\\n" > /root/.npmrc', 1],
    ['COPY <<EOF .yarnrc.yml\nenableStrictSsl: false\nEOF', 2],
    ['RUN npm config --global set strict-ssl false', 1],
  ],
});

dockerfileCases(gitVerifies, {
  complies: [
    'RUN git config --global http.sslVerify true',
    'RUN git config --unset http.sslVerify && git config --get http.sslVerify',
    'RUN git -c http.sslCAInfo=x clone https://x',
    'RUN git config --global user.name false',
    'RUN echo http.sslVerify false',
  ],
  violates: [
    ['RUN git config --global http.sslVerify false', 1],
    ['RUN git config http.sslverify 0', 1],
    ['RUN git config --global http.sslVerify "false" && git clone https://x', 1],
    ['RUN git -c http.sslVerify=false clone https://x', 1],
    ['RUN git clone -c http.sslVerify=false https://x', 1],
    ['RUN git clone --config http.sslVerify=false https://x', 1],
    ['RUN git config --global http.https://git.example.com/.sslVerify false', 1],
    ['RUN printf "[http]\\n\\tsslVerify = false\\n" > ~/.gitconfig', 1],
  ],
});
