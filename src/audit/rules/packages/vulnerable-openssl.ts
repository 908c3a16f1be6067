import { dockerfileRule } from '../../rule.js';
import type { Report } from '../../rule.js';

/** 3.0.0 to 3.0.6: CVE-2022-3602 and CVE-2022-3786, mended in 3.0.7. */
const VULNERABLE = /openssl[-_/]v?(3\.0\.[0-6])(?![\d])/i;
const SOURCES = ['curl', 'wget', 'git', 'aria2c', 'axel'];

function check(text: string, at: Parameters<Report>[0], report: Report): void {
  const version = VULNERABLE.exec(text)?.[1];
  if (version) report(at, `OpenSSL ${version} has a buffer overflow in its check of certificates (CVE-2022-3602)`);
}

export const vulnerableOpenssl = dockerfileRule({
  id: 'vulnerable-openssl',
  title: 'OpenSSL is not built from a version that can be overrun by a certificate',
  severity: 'high',
  theme: 'packages',
  rationale:
    'In OpenSSL 3.0.0 to 3.0.6 a crafted certificate overflows a buffer: the process crashes, or runs foreign code.',
  remedy: 'Download 3.0.7 or later; better, the current release of a supported branch.',
  example: 'ADD --checksum=sha256:… https://www.openssl.org/source/openssl-3.0.15.tar.gz /tmp/',
  references: { nist: ['4.1.1'], kics: ['Vulnerable OpenSSL Version'] },
  check(dockerfile, report) {
    for (const instruction of dockerfile.instructions) {
      if (instruction.keyword === 'ADD') {
        for (const { value, line } of instruction.args)
          if (/^https?:|\.git/.test(value)) check(value, { line }, report);
      }
      if (instruction.keyword !== 'RUN') continue;
      for (const command of instruction.script?.commands ?? []) {
        if (!SOURCES.includes(command.name)) continue;
        for (const { value } of command.args) check(value, command, report);
      }
    }
  },
});
