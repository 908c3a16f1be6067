import type { Messages } from '../messages.js';

export const transportMessages: Messages = {
  'curl-verifies': [
    ['RUN curl -k https://x', '1: curl does not verify the certificate of the server'],
    ['RUN echo insecure >> ~/.curlrc', '1: insecure in ~/.curlrc: no curl verifies certificates'],
  ],
  'wget-verifies': [
    ['RUN wget -q --no-check-cert https://x', '1: wget does not verify the certificate of the server'],
    [
      'RUN echo "check_certificate = off" >> /etc/wgetrc',
      '1: check_certificate = off in /etc/wgetrc: no wget verifies certificates',
    ],
  ],
  'pip-trusts-no-host': [
    ['RUN pip-compile --trusted-host x', '1: pip does not verify the certificate of x'],
    [
      'COPY <<EOF /etc/pip.conf\n[global]\ntrusted-host = x\nEOF',
      '2: trusted-host = x in /etc/pip.conf: pip does not verify its certificate',
    ],
  ],
  'python-verifies': [['ENV PYTHONHTTPSVERIFY=0', '1: PYTHONHTTPSVERIFY=0: Python verifies no certificates']],
  'node-verifies': [
    ['ENV NODE_TLS_REJECT_UNAUTHORIZED=0', '1: NODE_TLS_REJECT_UNAUTHORIZED=0: Node.js verifies no certificates'],
  ],
  'npm-environment-verifies': [
    ['ENV NPM_CONFIG_STRICT_SSL=false', '1: NPM_CONFIG_STRICT_SSL=false: npm verifies no certificates'],
  ],
  'git-environment-verifies': [
    ['ENV GIT_SSL_NO_VERIFY=true', '1: GIT_SSL_NO_VERIFY=true: git verifies no certificates'],
  ],
  'pip-environment-trusts-no-host': [
    ['ENV PIP_TRUSTED_HOST=pypi.org', '1: PIP_TRUSTED_HOST=pypi.org: pip does not verify its certificate'],
  ],
  'go-environment-verifies': [
    ['ENV GOINSECURE=*.example.com', '1: GOINSECURE=*.example.com: Go fetches these modules without verification'],
  ],
  'environment-verifies': [['ENV GOSUMDB=off', '1: GOSUMDB=off: what is fetched is not verified']],
  'apk-verifies': [['RUN apk upgrade --allow-untrusted', '1: apk takes packages without a valid signature']],
  'apt-verifies': [
    ['RUN apt install -y --allow-unauthenticated curl', '1: apt install takes packages that are not verified'],
  ],
  'apt-not-forced': [
    ['RUN apt-get --force-yes install curl', '1: apt-get install is told to go on whatever it warns of'],
  ],
  'apt-source-signed': [
    [
      "RUN sed -i 's/^deb /deb [trusted=yes] /' /etc/apt/sources.list",
      '1: a source of apt is trusted without a signature',
    ],
    [
      'COPY <<EOF /etc/apt/sources.list.d/x.sources\nTypes: deb\nTrusted: yes\nEOF',
      '2: a source of apt is trusted without a signature',
    ],
  ],
  'rpm-manager-verifies': [
    ['RUN yum install -y --nogpgcheck httpd', '1: yum takes packages without a valid signature'],
  ],
  'rpm-manager-verifies-server': [
    [
      'RUN dnf config-manager --setopt sslverify=no',
      '1: sslverify is switched off for dnf: certificates are not verified',
    ],
    [
      'RUN echo "sslverify=false" >> /etc/yum.conf',
      '1: sslverify=false in /etc/yum.conf: certificates are not verified',
    ],
    [
      "RUN sed -i '$ a sslverify=false' /etc/dnf/dnf.conf",
      '1: sslverify=false in /etc/dnf/dnf.conf: certificates are not verified',
    ],
  ],
  'rpm-repository-signed': [
    ['RUN dnf install -y --setopt=gpgcheck=0 x', '1: gpgcheck is switched off for dnf: packages are not verified'],
    [
      'RUN cat > /etc/yum.repos.d/x.repo <<EOF\n[x]\ngpgcheck=0\nEOF',
      '1: gpgcheck=0 in /etc/yum.repos.d/x.repo: packages are not verified',
    ],
    [
      "RUN sed -i 's/gpgcheck=1/gpgcheck=0/g' /etc/yum.repos.d/*.repo",
      '1: gpgcheck=0 in /etc/yum.repos.d/*.repo: packages are not verified',
    ],
  ],
  'rpm-verifies': [['RUN rpm --nodigest -i x.rpm', '1: rpm does not verify what it installs (--nodigest)']],
  'zypper-verifies': [['RUN zypper mr -G y', '1: zypper takes packages without a valid signature']],
  'npm-verifies': [
    ['RUN npm ci --no-strict-ssl', '1: npm is told not to verify certificates (strict-ssl)'],
    ['RUN echo "strict-ssl=false" >> ~/.npmrc', '1: strict-ssl=false in ~/.npmrc: certificates are not verified'],
  ],
  'git-verifies': [
    ['RUN git config http.sslverify 0', '1: git is told not to verify certificates (http.sslVerify)'],
    [
      'RUN printf "[http]\\n\\tsslVerify = false\\n" > ~/.gitconfig',
      '1: sslVerify = false in ~/.gitconfig: git verifies no certificates',
    ],
  ],
  'tools-verify': [['RUN conda install -k -y numpy', '1: conda does not verify certificates']],
  'ssh-host-key-checked': [
    ['RUN ssh -oStrictHostKeyChecking=no x', '1: ssh does not check the key of the host'],
    [
      'ENV GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no"',
      '1: GIT_SSH_COMMAND tells ssh not to check the key of the host',
    ],
    [
      'RUN echo "StrictHostKeyChecking no" >> /etc/ssh/ssh_config',
      '1: /etc/ssh/ssh_config tells ssh not to check the key of the host',
    ],
  ],
  'http-download': [['ADD http://x/a /a', '1: http://x/a is fetched without TLS']],
  'add-checksum': [['ADD https://x/a /a', '1: https://x/a is not compared with a checksum']],
  'service-verifies': [
    [
      'services:\n  a:\n    image: x\n    environment:\n      PYTHONHTTPSVERIFY: 0\n',
      '5: PYTHONHTTPSVERIFY=0 in a: certificates are not verified',
    ],
    [
      'services:\n  a:\n    image: x\n    environment:\n      VAULT_SKIP_VERIFY: ${SKIP:-true}\n',
      '5: VAULT_SKIP_VERIFY=true in a: certificates are not verified',
    ],
    [
      'services:\n  a:\n    image: x\n    environment:\n      NODE_TLS_REJECT_UNAUTHORIZED: "0"\n',
      '5: NODE_TLS_REJECT_UNAUTHORIZED=0 in a: certificates are not verified',
    ],
    [
      'services:\n  a:\n    build:\n      context: .\n      args:\n        GIT_SSL_NO_VERIFY: "true"\n',
      '6: GIT_SSL_NO_VERIFY=true in a: certificates are not verified',
    ],
  ],
};
