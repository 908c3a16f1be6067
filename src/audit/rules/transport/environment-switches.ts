import { switchRule, whenIs, whenOff, whenOn, whenSet, type Setting, type SwitchRule } from './lib/switch-rule.js';

const RATIONALE =
  'Without verification whoever sits between can answer in the place of every server, and what they send is installed. Set with ENV, the switch holds for what runs in the container too.';
const REMEDY = 'Leave the variable away. The certificate of an authority of your own goes into the system’s store.';

const MAVEN = ({ value }: Setting) => /ssl\.(?:insecure|allowall)=true/.test(value);

export const pythonVerifies = switchRule({
  id: 'python-verifies',
  title: 'PYTHONHTTPSVERIFY does not switch off the verification of certificates',
  severity: 'high',
  theme: 'transport',
  rationale: RATIONALE,
  remedy: REMEDY,
  example: 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_5'] },
  switches: { PYTHONHTTPSVERIFY: whenOff },
  consequence: 'Python verifies no certificates',
});

export const nodeVerifies = switchRule({
  id: 'node-verifies',
  title: 'NODE_TLS_REJECT_UNAUTHORIZED does not switch off the verification of certificates',
  severity: 'high',
  theme: 'transport',
  rationale: RATIONALE,
  remedy: 'Leave the variable away. The certificate of an authority of your own goes into NODE_EXTRA_CA_CERTS.',
  example: 'ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/own.crt',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_6'] },
  // Node.js compares with `0` and nothing else.
  switches: { NODE_TLS_REJECT_UNAUTHORIZED: whenIs('0') },
  consequence: 'Node.js verifies no certificates',
});

export const npmEnvironmentVerifies = switchRule({
  id: 'npm-environment-verifies',
  title: 'NPM_CONFIG_STRICT_SSL does not switch off the verification of certificates',
  severity: 'high',
  theme: 'transport',
  rationale: RATIONALE,
  remedy: 'Leave the variable away. The certificate of an authority of your own goes into `cafile`.',
  example: 'ENV NPM_CONFIG_CAFILE=/etc/ssl/own.pem',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_12'] },
  switches: { NPM_CONFIG_STRICT_SSL: whenOff, npm_config_strict_ssl: whenOff },
  consequence: 'npm verifies no certificates',
});

export const gitEnvironmentVerifies = switchRule({
  id: 'git-environment-verifies',
  title: 'GIT_SSL_NO_VERIFY does not switch off the verification of certificates',
  severity: 'high',
  theme: 'transport',
  rationale: `${RATIONALE} git asks only whether the variable is there: \`false\` switches off as well as \`true\`.`,
  remedy: 'Leave the variable away. The certificate of an authority of your own goes into GIT_SSL_CAINFO.',
  example: 'ENV GIT_SSL_CAINFO=/etc/ssl/own.pem',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_14'] },
  switches: { GIT_SSL_NO_VERIFY: whenSet },
  consequence: 'git verifies no certificates',
});

export const pipEnvironmentTrustsNoHost = switchRule({
  id: 'pip-environment-trusts-no-host',
  title: 'PIP_TRUSTED_HOST does not switch off the verification of certificates',
  severity: 'high',
  theme: 'transport',
  rationale: RATIONALE,
  remedy: 'Leave the variable away. The certificate of an index of your own goes into PIP_CERT.',
  example: 'ENV PIP_CERT=/etc/ssl/own.pem',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_16'] },
  switches: { PIP_TRUSTED_HOST: whenSet },
  consequence: 'pip does not verify its certificate',
});

export const goEnvironmentVerifies = switchRule({
  id: 'go-environment-verifies',
  title: 'GOINSECURE does not allow modules without verification',
  severity: 'high',
  theme: 'transport',
  rationale: RATIONALE,
  remedy: 'Leave the variable away. GOPRIVATE is enough for modules of your own; their server needs a certificate.',
  example: 'ENV GOPRIVATE=git.example.com',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_18'] },
  switches: { GOINSECURE: whenSet },
  consequence: 'Go fetches these modules without verification',
});

/** Apart from those above: no other tool looks at these. */
export const environmentVerifies = switchRule({
  id: 'environment-verifies',
  title: 'No variable switches off the verification of certificates or checksums',
  severity: 'high',
  theme: 'transport',
  rationale: RATIONALE,
  remedy: REMEDY,
  example: 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
  references: { owasp: ['RULE #13'] },
  switches: {
    UV_INSECURE_HOST: whenSet,
    YARN_ENABLE_STRICT_SSL: whenOff,
    CONDA_SSL_VERIFY: whenOff,
    BUNDLE_SSL_VERIFY_MODE: whenIs('0'),
    PERL_LWP_SSL_VERIFY_HOSTNAME: whenOff,
    VAULT_SKIP_VERIFY: whenOn,
    AZURE_CLI_DISABLE_CONNECTION_VERIFICATION: whenOn,
    LDAPTLS_REQCERT: whenIs('never', 'allow'),
    GOSUMDB: whenOff,
    GONOSUMDB: whenIs('*'),
    GOFLAGS: ({ value }) => /(?:^|\s)-insecure\b/.test(value),
    MAVEN_OPTS: MAVEN,
    MAVEN_ARGS: MAVEN,
  },
  consequence: 'what is fetched is not verified',
});

export const environmentSwitches: readonly SwitchRule[] = [
  pythonVerifies,
  nodeVerifies,
  npmEnvironmentVerifies,
  gitEnvironmentVerifies,
  pipEnvironmentTrustsNoHost,
  goEnvironmentVerifies,
  environmentVerifies,
];

const SWITCHES = new Map(environmentSwitches.flatMap(({ switches }) => Object.entries(switches)));

/** Whether a variable switches a verification off, wherever it is set: in a Dockerfile or for a Compose service. */
export function switchesOff(setting: Setting): boolean {
  return SWITCHES.get(setting.name)?.(setting) ?? false;
}
