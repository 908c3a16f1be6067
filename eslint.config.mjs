import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'lib/',
      'out/',
      'examples/',
      'schemas/',
      'templates/',
      'node_modules/',
      'test/golden/',
      'test/fixtures/',
      'test/e2e/*/images/',
      'test/support/.generated/',
      '.projen/',
      '.nexus/',
      'coverage/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    // fast-check's settings are global to all test files of a run: the last to set them would win. Folders that are made
    // elsewhere than in temporaryFolder() stay.
    files: ['test/**'],
    ignores: ['test/support/seed.ts', 'test/support/temporary*.ts', 'test/e2e/**', 'test/mutation/trees.ts'],
    rules: {
      'no-restricted-properties': ['error', { property: 'configureGlobal' }, { property: 'resetConfigureGlobal' }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'fast-check', importNames: ['configureGlobal', 'resetConfigureGlobal'] },
            { name: 'node:fs', importNames: ['mkdtemp', 'mkdtempSync'] },
            { name: 'node:fs/promises', importNames: ['mkdtemp'] },
            { name: 'node:os', importNames: ['tmpdir'] },
          ],
        },
      ],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
