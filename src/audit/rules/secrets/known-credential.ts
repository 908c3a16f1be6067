import { instructionRule } from '../../rule.js';
import { credentialShape, passwordInUrl } from '../../../model/secret-shape.js';

/** Values of ENV, ARG and LABEL are for the rules about variables. */
export const knownCredential = instructionRule({
  id: 'known-credential',
  title: 'No credential stands in the file',
  severity: 'critical',
  theme: 'secrets',
  rationale:
    'Its shape says what it opens. It is in the repository, in the history of the image, and often in its files.',
  remedy:
    'Make it invalid now. Mount the new one into the step that needs it, or hand it over when the container starts.',
  example: 'RUN --mount=type=secret,id=netrc,target=/root/.netrc curl --netrc -fsSLO https://example.org/tool',
  references: {
    cis: ['4.10'],
    owasp: ['RULE #12'],
    nist: ['4.1.4'],
    kics: ['Passwords And Secrets'],
    dockle: ['CIS-DI-0010'],
  },
  keywords: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'COPY', 'ADD'],
  checkInstruction(instruction, report, { source }) {
    if (found(instruction.written) === undefined) return;
    for (let line = instruction.line; line <= instruction.endLine; line++) {
      const text = source.line(line);
      if (/^\s*#(?!!)/.test(text)) continue;
      const shape = found(text);
      if (shape !== undefined) report({ line }, `there is ${shape}`);
    }
  },
});

function found(text: string): string | undefined {
  return credentialShape(text) ?? (passwordInUrl(text) === undefined ? undefined : 'a URL with a password in it');
}
