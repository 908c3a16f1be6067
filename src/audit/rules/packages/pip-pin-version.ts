import { followsFile, isPinnedForPip } from './lib/python.js';
import { pinRule } from './lib/package-rule.js';

export const pipPinVersion = pinRule({
  id: 'pip-pin-version',
  title: 'pip installs named versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets the newest release on the day of the build: two builds of one commit differ, and a package that was taken over is taken up within the hour.',
  remedy: 'Name the version (`flask==3.0.3`), or install from a file with `-r requirements.txt`, best with hashes.',
  example: 'RUN pip install --no-cache-dir flask==3.0.3',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3013'],
    kics: ['Unpinned Package Version of Pip Install', 'Unpinned Package Version in Pip Install'],
  },
  managers: ['pip', 'pipx'],
  subcommands: ['install'],
  isPinned: (word, found, run) => isPinnedForPip(word) || followsFile(found, run),
});
