import { copied } from '../../../read/dockerfile/copy.js';
import { lineage } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { trimEnd } from '../../../read/text/trim.js';

const VARIABLES = new Set([
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'HF_TOKEN_PATH',
  'KUBECONFIG',
]);

export const credentialFileVariable = dockerfileRule({
  id: 'credential-file-variable',
  title: 'Files with credentials come from outside of the image',
  severity: 'high',
  theme: 'secrets',
  rationale: 'The variable says that there is a credential, and the file that it names has been copied in.',
  remedy: 'Let the variable name a file that is mounted when the container starts.',
  example: 'ENV GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/google.json',
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], trivy: ['DS031'] },
  check(dockerfile, report) {
    const instructions = dockerfile.final ? lineage(dockerfile.final).flatMap((stage) => stage.instructions) : [];
    const copies = instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD');
    const targets = copies.flatMap((copy) => copied(copy).target?.value ?? []).map(plain);
    for (const { assignments } of instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')) {
      for (const { name, value, line } of assignments) {
        if (!VARIABLES.has(name.toUpperCase()) || !value || value.value === '') continue;
        const file = plain(value.value);
        const source = targets.find((target) => target !== '' && (file === target || file.startsWith(`${target}/`)));
        if (source !== undefined) report({ line }, `${name} names a file below /${source}, which is copied in`);
      }
    }
    for (const copy of copies) {
      const variable = /^\$\{?(\w+)\}?$/.exec(copied(copy).target?.raw.replace(/^"|"$/g, '') ?? '')?.[1];
      if (variable !== undefined && VARIABLES.has(variable)) report(copy, `the file of ${variable} is copied in`);
    }
  },
});

function plain(path: string): string {
  return trimEnd(path.replace(/^\.?\/+/, ''), '/');
}
