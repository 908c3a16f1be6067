import { copied, isArchive } from '../../../read/dockerfile/copy.js';
import { dockerfileRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

/** ADD unpacks all of an archive, as it is: where tar leaves out or renames, there is no way around it. */
const SELECTING = /^--(?:strip-components|strip|transform|xform|exclude|wildcards|files-from|one-top-level|keep)/;

const UNPACKERS = new Set([
  'unzip',
  'gunzip',
  'bunzip2',
  'unlzma',
  'unxz',
  'zgz',
  'uncompress',
  'zcat',
  'gzcat',
  'bzcat',
  'xzcat',
]);

export const addForArchives = dockerfileRule({
  id: 'add-for-archives',
  title: 'Archives that are unpacked are added',
  severity: 'info',
  theme: 'layers',
  rationale:
    'Copied and unpacked, an archive is in the image twice: deleting it later does not take it out of its layer.',
  remedy: 'Use ADD, which unpacks it; or mount it into the step that unpacks it.',
  example: 'ADD rootfs.tar.xz /',
  references: { hadolint: ['DL3010'] },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      const unpacked = new Set<string>();
      // From the end, so that what is unpacked is known when the COPY above it is seen.
      for (const instruction of [...stage.instructions].reverse()) {
        for (const command of instruction.keyword === 'RUN' ? (instruction.script?.commands ?? []) : []) {
          for (const file of unpackedBy(command)) unpacked.add(file);
        }
        if (instruction.keyword !== 'COPY' || instruction.onbuild) continue;
        const { sources, target, from } = copied(instruction);
        if (from !== undefined || !target) continue;
        const archives = isArchive(target.value) ? [target] : sources.filter(({ value }) => isArchive(value));
        const twice = archives.map(({ value }) => baseName(value)).filter((name) => unpacked.has(name));
        if (twice.length > 0) report(instruction, `${twice.join(', ')} is copied and unpacked later`);
      }
    }
  },
});

function unpackedBy({ name, args }: ShellCommand): string[] {
  const isTar = name === 'tar' || name === 'bsdtar';
  if (!isTar && !UNPACKERS.has(name)) return [];
  const values = args.map(({ value }) => value);
  const extracts = values.some(
    (value, index) =>
      /^(?:--extract|--get)$|^-\w*x/.test(value) || (index === 0 && /^[A-Za-z]*x[A-Za-z]*$/.test(value)),
  );
  const unpacks = !isTar || (extracts && !values.some((value) => SELECTING.test(value)));
  return unpacks ? values.map((value) => baseName(value.replace(/^--file=/, ''))) : [];
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
