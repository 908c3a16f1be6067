import { copied, isArchive, remoteKind } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

/** URLs are for `add-from-url`. Archives are what ADD is for, though Checkov and dockle count every ADD. */
export const copyOverAdd = instructionRule({
  id: 'copy-over-add',
  title: 'Files are copied with COPY',
  severity: 'low',
  theme: 'layers',
  rationale:
    'ADD also unpacks and downloads, by the look of the name: a file that somebody packs one day ends up as a folder, and an archive from outside is unpacked unseen.',
  remedy:
    'Use COPY. Keep ADD for archives that are to be unpacked, and for git repositories and downloads with a checksum.',
  example: 'COPY app.jar /app/',
  references: {
    cis: ['4.9'],
    owasp: ['RULE #13'],
    hadolint: ['DL3020'],
    kics: ['Add Instead of Copy'],
    trivy: ['DS005'],
    checkov: ['CKV_DOCKER_4'],
    dockle: ['CIS-DI-0009'],
  },
  keywords: ['ADD'],
  checkInstruction(instruction, report) {
    const { sources } = copied(instruction);
    // How the history of an image writes it: `ADD file:0123… in /`.
    if (/^(?:file|multi|dir):[0-9a-f]{8,}/.test(sources[0]?.value ?? '')) return;
    const plain = sources.filter(({ value }) => {
      if (isArchive(value) || remoteKind(value) !== undefined) return false;
      // Only the build knows what `$ARCHIVE` is.
      return !/\$(?:\w+|\{[^}]*\})$/.test(value);
    });
    const heredocs = instruction.heredocs.length > 0 ? ['a document'] : [];
    const names = [...plain.map(({ value }) => value), ...heredocs];
    if (names.length > 0) report(instruction, `${names.join(', ')} is added, not copied`);
  },
});
