import { lineage } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

export const credentialsSetUpInBuild = dockerfileRule({
  id: 'credentials-set-up-in-build',
  title: 'No step logs in to a cloud for good',
  severity: 'high',
  theme: 'secrets',
  rationale:
    'The command writes the credential to a file in the home folder: it stays in the layer, and the command in the history.',
  remedy:
    'Mount the credential into the step that needs it, and let the container get one of its own from where it runs.',
  example: 'RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp s3://bucket/file .',
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], trivy: ['DS031'] },
  check(dockerfile, report) {
    for (const run of dockerfile.final ? lineage(dockerfile.final).flatMap(({ instructions }) => instructions) : []) {
      if (
        run.keyword !== 'RUN' ||
        run.flags.some(({ name, value }) => name === 'mount' && /\btype=secret\b/.test(value ?? ''))
      )
        continue;
      for (const command of run.script?.commands ?? []) {
        if (logsIn(command)) report(command, `${command.name} keeps a credential in the image`);
      }
    }
  },
});

function logsIn({ name, args }: ShellCommand): boolean {
  const values = args.map(({ value }) => value);
  const [first, second] = values.filter((value) => !value.startsWith('-'));
  const has = (pattern: RegExp) => values.some((value) => pattern.test(value));
  switch (name) {
    case 'aws':
      return (
        first === 'configure' &&
        second === 'set' &&
        has(/(?:^|\.)aws_(?:access_key_id|secret_access_key|session_token)$/)
      );
    case 'gcloud':
      return first === 'auth' && second === 'activate-service-account';
    case 'az':
      return first === 'login' && has(/^(?:-p|--password|--federated-token)(?:=|$)/);
    case 'doctl':
      return first === 'auth' && second === 'init' && has(/^(?:-t|--access-token)(?:=|$)/);
    case 'docker':
    case 'podman':
      return first === 'login' && has(/^(?:-p|--password|--password-stdin)(?:=|$)/);
    default:
      return false;
  }
}
