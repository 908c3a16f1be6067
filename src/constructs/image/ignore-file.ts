/** A section of an ignore file: why, and the patterns. */
type Section = readonly [why: string, ...patterns: string[]];

const SECTIONS: readonly Section[] = [
  [
    'Secrets and settings of one machine must not get into a layer.',
    '**/.env',
    '**/.env.*',
    '!**/.env.example',
    'secrets',
    '**/*.pem',
    '**/*.key',
    '**/*.p12',
    '**/*.pfx',
    '**/.npmrc',
    '**/.yarnrc.yml',
    '**/id_rsa*',
    '**/id_ed25519*',
  ],
  [
    'Installed and built anew in the image, for its platform.',
    '**/node_modules',
    'dist',
    'build',
    'coverage',
    '.nyc_output',
    '.cache',
    '**/*.tsbuildinfo',
  ],
  [
    'No part of the application: a change of these must not rebuild it.',
    '**/.git',
    '**/.gitignore',
    '**/.gitattributes',
    '**/.github',
    '**/.gitlab-ci.yml',
    '**/.vscode',
    '**/.idea',
    '**/.DS_Store',
    '**/*.md',
    '**/LICENSE',
    '**/Dockerfile*',
    '**/*.dockerignore',
    '**/docker-compose*.yml',
    '**/compose*.yaml',
  ],
  ['Tests and logs.', '**/*.test.ts', '**/*.spec.ts', 'test', 'tests', '**/__tests__', '**/*.log', '**/npm-debug.log*'],
];

/** Lines of a `.dockerignore`: everything that no stage of the context's Dockerfile reads. */
export function ignoreLines(extra: readonly string[], generated: readonly string[] = []): string[] {
  const sections: Section[] = [...SECTIONS];
  if (generated.length > 0) sections.push(['Generated in the image.', ...generated]);
  if (extra.length > 0) sections.push(['Of this context.', ...extra]);
  return sections.flatMap(([why, ...patterns], i) => [...(i > 0 ? [''] : []), `# ${why}`, ...patterns]);
}
