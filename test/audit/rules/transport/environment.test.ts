import {
  environmentVerifies,
  gitEnvironmentVerifies,
  goEnvironmentVerifies,
  nodeVerifies,
  npmEnvironmentVerifies,
  pipEnvironmentTrustsNoHost,
  pythonVerifies,
} from '../../../../src/audit/rules/transport/environment-switches.js';
import { serviceVerifies } from '../../../../src/audit/rules/transport/service-verifies.js';
import { sshHostKeyChecked } from '../../../../src/audit/rules/transport/ssh-host-key-checked.js';
import { composeCases, dockerfileCases } from '../../support.js';

/** Every place where a variable can be set, with a value that is unsafe and one that is not. */
const places = (name: string, unsafe: string, safe: string | undefined) => ({
  complies: [
    `ENV ${name}X=${unsafe}`,
    `ENV X${name}=${unsafe} A=b`,
    `ARG ${name}`,
    `RUN echo ${name}=${unsafe}`,
    `LABEL ${name}=${unsafe}`,
    ...(safe === undefined
      ? []
      : [`ENV ${name}=${safe}`, `ARG ${name}=${safe}`, `RUN ${name}=${safe} x`, `RUN export ${name}=${safe}`]),
  ],
  violates: [
    [`ENV ${name}=${unsafe}`, 1],
    [`ENV ${name} ${unsafe}`, 1],
    [`ENV ${name}="${unsafe}"`, 1],
    [`ENV ${name}='${unsafe}'`, 1],
    [`FROM a\nENV A=b \\\n    ${name}=${unsafe} \\\n    C=d`, 3],
    [`ARG ${name}=${unsafe}`, 1],
    [`RUN ${name}=${unsafe} x y`, 1],
    [`RUN a && ${name}="${unsafe}" x`, 1],
    [`RUN export ${name}=${unsafe} && x`, 1],
    [`RUN export A=b ${name}='${unsafe}'; x`, 1],
    [`RUN env ${name}=${unsafe} x`, 1],
    [`RUN sudo ${name}=${unsafe} x`, 1],
    [`RUN ${name}=${unsafe}; export ${name}; x`, 1],
    [`RUN bash -c "${name}=${unsafe} x"`, 1],
    [`RUN echo 'export ${name}=${unsafe}' >> ~/.bashrc`, 1],
    [`RUN echo "${name}=${unsafe}" | tee -a /etc/environment`, 1],
    [`CMD ${name}=${unsafe} node server.js`, 1],
    [`CMD ["env", "${name}=${unsafe}", "x"]`, 1],
    [`ONBUILD ENV ${name}=${unsafe}`, 1],
    [`ARG V=${unsafe}\nENV ${name}=$V`, 2],
  ] as (readonly [string, number])[],
});

dockerfileCases(pythonVerifies, places('PYTHONHTTPSVERIFY', '0', '1'));
dockerfileCases(nodeVerifies, places('NODE_TLS_REJECT_UNAUTHORIZED', '0', '1'));
dockerfileCases(npmEnvironmentVerifies, places('NPM_CONFIG_STRICT_SSL', 'false', 'true'));
dockerfileCases(npmEnvironmentVerifies, places('npm_config_strict_ssl', 'false', 'true'));
dockerfileCases(gitEnvironmentVerifies, places('GIT_SSL_NO_VERIFY', 'true', undefined));
dockerfileCases(gitEnvironmentVerifies, places('GIT_SSL_NO_VERIFY', 'false', undefined));
dockerfileCases(pipEnvironmentTrustsNoHost, places('PIP_TRUSTED_HOST', 'pypi.org', undefined));
dockerfileCases(goEnvironmentVerifies, places('GOINSECURE', '*.example.com', undefined));
dockerfileCases(environmentVerifies, places('VAULT_SKIP_VERIFY', 'true', 'false'));
dockerfileCases(environmentVerifies, places('GOSUMDB', 'off', 'sum.golang.org'));
dockerfileCases(environmentVerifies, places('CONDA_SSL_VERIFY', 'false', 'true'));
dockerfileCases(environmentVerifies, places('LDAPTLS_REQCERT', 'never', 'demand'));
dockerfileCases(environmentVerifies, {
  complies: [
    'ENV GOFLAGS=-mod=vendor MAVEN_OPTS=-Xmx1g',
    'ENV GONOSUMDB=git.example.com',
    'ENV BUNDLE_SSL_VERIFY_MODE=1',
  ],
  violates: [
    ['ENV GOFLAGS="-mod=mod -insecure"', 1],
    ['ENV MAVEN_OPTS="-Xmx1g -Dmaven.wagon.http.ssl.insecure=true"', 1],
    ['ENV UV_INSECURE_HOST=x', 1],
    ['ENV BUNDLE_SSL_VERIFY_MODE=0', 1],
    ['ENV GONOSUMDB=*', 1],
  ],
});
dockerfileCases(nodeVerifies, {
  complies: ['ENV NODE_TLS_REJECT_UNAUTHORIZED=$REJECT', 'ENV NODE_TLS_REJECT_UNAUTHORIZED=00'],
  violates: [['RUN NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci\nENV NODE_TLS_REJECT_UNAUTHORIZED=0', 1, 2]],
});

dockerfileCases(sshHostKeyChecked, {
  complies: [
    'RUN ssh-keyscan github.com >> ~/.ssh/known_hosts',
    'RUN ssh -o StrictHostKeyChecking=yes x',
    'RUN ssh -o StrictHostKeyChecking=accept-new x',
    'RUN echo "StrictHostKeyChecking no"',
    'ENV GIT_SSH_COMMAND="ssh -i key"',
  ],
  violates: [
    ['RUN ssh -o StrictHostKeyChecking=no x', 1],
    ['RUN ssh -oStrictHostKeyChecking=no x', 1],
    ['RUN echo "StrictHostKeyChecking no" >> /etc/ssh/ssh_config', 1],
    ['RUN printf "Host *\\n  StrictHostKeyChecking no\\n" > ~/.ssh/config', 1],
    ['ENV GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no"', 1],
    ['RUN GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no" git clone git@x:y', 1],
    ['RUN git -c core.sshCommand="ssh -o StrictHostKeyChecking=no" clone git@x:y', 1],
  ],
});

composeCases(serviceVerifies, {
  complies: [
    'services:\n  a:\n    image: x\n    environment:\n      NODE_TLS_REJECT_UNAUTHORIZED: "1"\n',
    'services:\n  a:\n    image: x\n    environment:\n      - NODE_TLS_REJECT_UNAUTHORIZED\n',
    'services:\n  a:\n    image: x\n    environment:\n      NODE_TLS_REJECT_UNAUTHORIZED: ${REJECT}\n',
    'services:\n  a:\n    image: x\n    labels:\n      NODE_TLS_REJECT_UNAUTHORIZED: "0"\n',
  ],
  violates: [
    ['services:\n  a:\n    image: x\n    environment:\n      NODE_TLS_REJECT_UNAUTHORIZED: "0"\n', 5],
    ['services:\n  a:\n    image: x\n    environment:\n      - NODE_TLS_REJECT_UNAUTHORIZED=0\n', 5],
    ['services:\n  a:\n    image: x\n    environment:\n      PYTHONHTTPSVERIFY: 0\n', 5],
    ['services:\n  a:\n    image: x\n    environment:\n      VAULT_SKIP_VERIFY: ${SKIP:-true}\n', 5],
    ['services:\n  a:\n    build:\n      context: .\n      args:\n        GIT_SSL_NO_VERIFY: "true"\n', 6],
  ],
});
