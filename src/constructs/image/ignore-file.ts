import { onceByText } from '../../model/once.js';
import { isIgnored } from './ignore-patterns.js';

/** A section of an ignore file: why, and the patterns. */
type Section = readonly [why: string, ...patterns: string[]];

/** What one context's ignore file follows from. */
export interface IgnoreParts {
  /** Patterns of the user's. */
  readonly ignore?: readonly string[];
  /** Files and folders that the user wants in the context. */
  readonly keep?: readonly string[];
  /** Files and folders that steps of the Dockerfile copy. */
  readonly copied?: readonly string[];
  /** Patterns of what the image generates among the sources. */
  readonly generated?: readonly string[];
  /** First folder of what the build makes. @default nothing of it is left out */
  readonly output?: string;
  /** Whether steps of the user's may run tests. @default false */
  readonly tests?: boolean;
  /** Whether documents may be pages of a site, in folders of any name. @default false */
  readonly pages?: boolean;
}

/** Folders that are made by builds alone; another one may hold sources, as `src` of a program that needs no build. */
const BUILT_FOLDERS = ['dist', 'build', 'out', '.output', '.next', '_site'];

/** What nobody may put into a layer. Last in the file: no folder that is kept brings it along. */
const SECRETS: Section = [
  'Secrets and settings of one machine must not get into a layer.',
  '**/.env',
  '**/.env.*',
  '!**/.env.example',
  'secrets',
  '**/*.pem',
  '**/*.key',
  '**/*.p12',
  '**/*.pfx',
  '**/*.jks',
  '**/.npmrc',
  '**/.yarnrc.yml',
  '**/.netrc',
  '**/.pgpass',
  '**/.git-credentials',
  '**/.aws',
  '**/.ssh',
  '**/id_rsa*',
  '**/id_ed25519*',
];

/** Whether the ignore file takes it for a secret. */
export function isSecretFile(path: string): boolean {
  return isIgnored(SECRETS.slice(1), path);
}

/** Lines of a `.dockerignore`: what no stage of the context's Dockerfile reads, or may read. */
export function ignoreLines(parts: IgnoreParts = {}): readonly string[] {
  return linesOf(parts);
}

/** Of a thousand services few have parts that no other has. */
const linesOf = onceByText<IgnoreParts, readonly string[]>(JSON.stringify, makeLines);

function makeLines(parts: IgnoreParts): readonly string[] {
  const { ignore = [], keep = [], copied = [], generated = [], output = '', tests = false, pages = false } = parts;
  const sections: Section[] = [
    [
      'Installed and built anew in the image, for its platform.',
      '**/node_modules',
      ...(BUILT_FOLDERS.includes(output) ? [output] : []),
      'coverage',
      '.nyc_output',
      '.cache',
      '.turbo',
      '**/*.tsbuildinfo',
      '.yarn/cache',
      '.yarn/unplugged',
      '.yarn/install-state.gz',
    ],
    [
      'No part of the application: a change of these must not rebuild it.',
      '**/.git',
      '.gitignore',
      '.gitattributes',
      '.github',
      '.gitlab-ci.yml',
      '.vscode',
      '.idea',
      '**/.DS_Store',
      ...(pages ? [] : ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md']),
      'Dockerfile*',
      '*.dockerignore',
      'docker-compose*.yml',
      'compose*.yaml',
    ],
    [
      tests ? 'Logs.' : 'Tests and logs.',
      ...(tests ? [] : ['**/*.test.ts', '**/*.spec.ts', ...(pages ? [] : ['test', 'tests']), '**/__tests__']),
      '**/*.log',
      '**/npm-debug.log*',
    ],
  ];
  if (generated.length > 0) sections.push(['Generated in the image.', ...generated]);
  if (ignore.length > 0) sections.push(['Of this context.', ...ignore]);
  const wanted = [...new Set([...keep, ...copied])].sort();
  const before = patternsOf(sections);
  const back = wanted.filter((path) => isIgnored(before, path)).map((path) => `!${path}`);
  if (back.length > 0) sections.push(['Needed all the same.', ...back]);
  sections.push(SECRETS);
  const named = wanted.filter(isSecretFile).map((path) => `!${path}`);
  if (named.length > 0) sections.push(['Named in the description, and without a secret.', ...named]);
  return [
    '# What a build does not get. To take something of it along: keep: ["path"] of the Dockerfile.',
    ...sections.flatMap(([why, ...patterns]) => ['', `# ${why}`, ...patterns]),
  ];
}

function patternsOf(sections: readonly Section[]): string[] {
  return sections.flatMap(([, ...patterns]) => patterns);
}
