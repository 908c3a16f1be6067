import { github, javascript, JsonFile } from 'projen';

/** Versions that the product runs with are ranges; tools of this repository are exact enough by the lock file. */
const DEPENDENCIES = [
  '@grafana/grafana-foundation-sdk@0.0.21',
  '@lezer/common@^1.5.0',
  '@lezer/highlight@^1.2.0',
  '@lezer/lr@^1.4.0',
  '@prometheus-io/lezer-promql@^0.315.0',
  'ajv@^8.20.0',
  'commander@^14.0.0',
  'cron-parser@^5.10.0',
  'diff@^9.0.0',
  'dockerfile-ast@^0.7.1',
  'handlebars@^4.7.9',
  'nginx-conf@^2.1.0',
  'unbash@^6.0.4',
  'yaml@^2.9.0',
];
const PEERS = ['constructs@^10.8.0', 'projen@>=0.103.0 <1'];
const TOOLS = [
  '@eslint/js@^10',
  '@types/jmespath@^0.15.2',
  '@types/node@^20',
  'cdk8s@^2.70.0',
  'constructs@10.8.1',
  'eslint@^10.15.0',
  'fast-check@^4.10.0',
  'jmespath@^0.16.0',
  'picocolors@^1.1.1',
  'playwright-core@^1.60.0',
  'prettier@^3.10.0',
  'projen@0.103.25',
  'ts-morph@^28.0.0',
  'tsx@4.23.15',
  'typescript@5.9.3',
  'typescript-eslint@^8.73.0',
  'vitest@^4',
];

/** This repository itself: everything around `src/` that is not written by hand. */
export class NexusInfraRepository extends javascript.NodeProject {
  public constructor() {
    super({
      name: 'nexus-infra',
      description:
        'A CDK for Docker platforms: typed constructs that synthesize Dockerfiles, Compose files and scripts ready for production',
      authorName: 'nexus-infra contributors',
      license: 'Apache-2.0',
      keywords: ['docker', 'compose', 'dockerfile', 'cdk', 'projen', 'constructs', 'infrastructure-as-code'],
      defaultReleaseBranch: 'main',
      packageManager: javascript.NodePackageManager.NPM,
      minNodeVersion: '20.19.0',
      projenVersion: '0.103.25',
      entrypoint: 'lib/index.js',
      bin: { nexus: 'lib/cli/main.js' },
      deps: DEPENDENCIES,
      peerDeps: PEERS,
      peerDependencyOptions: { pinnedDevDependency: false },
      devDeps: TOOLS,
      projenrcJs: false,
      jest: false,
      prettier: true,
      prettierOptions: {
        settings: { printWidth: 120, singleQuote: true, trailingComma: javascript.TrailingComma.ALL },
        ignoreFileOptions: {
          ignorePatterns: [
            '/lib/',
            '/out/',
            '/.projen/',
            '/.nexus/',
            '/examples/',
            '/test/golden/',
            '/templates/',
            '/schemas/compose/compose-spec.json',
            '/schemas/compose/validate.cjs',
            'package-lock.json',
            '/package.json',
            '/tsconfig*.json',
            '/.github/',
          ],
        },
      },
      buildWorkflow: false,
      release: false,
      depsUpgrade: false,
      pullRequestTemplate: false,
      githubOptions: { mergify: false, pullRequestLint: false },
      npmignoreEnabled: false,
      gitignore: [
        '/e2e-report.json',
        '/e2e-report-measured.json',
        '/e2e-report.md',
        '/e2e-report.png',
        '/measure-report.json',
        '/lib/',
        '/coverage/',
        '*.tgz',
        '.DS_Store',
        '/test/support/.generated/',
      ],
    });
    this.addPackageJson();
    this.addTypeScript();
    this.addTasks();
    this.addWorkflow();
    // Golden files may hold any text; projen must never take them for its own.
    this.addExcludeFromCleanup('test/**', 'out/**');
    this.gitattributes.addAttributes('/out/**', 'text', 'eol=lf');
    this.gitattributes.addAttributes('/test/golden/**', 'text', 'eol=lf');
    this.gitattributes.addAttributes('/.nexus/manifest.json', 'text', 'eol=lf');
    new javascript.NpmConfig(this).addConfig('omit-lockfile-registry-resolved', 'true');
  }

  private addPackageJson(): void {
    this.package.addField('type', 'module');
    this.package.addField('types', 'lib/index.d.ts');
    this.package.addField('exports', {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './package.json': './package.json',
    });
    // So that `npx nexus` is there after `npm ci`, and a dependency from git is complete.
    this.setScript('prepare', 'tsc -p tsconfig.build.json');
    this.package.addField('files', ['lib', 'schemas', 'templates', 'docs/guides', 'README.md', 'LICENSE']);
  }

  private addTypeScript(): void {
    const compilerOptions = {
      target: 'ES2023',
      lib: ['ES2023'],
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      types: ['node'],
      strict: true,
      noImplicitOverride: true,
      noUncheckedIndexedAccess: true,
      noFallthroughCasesInSwitch: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      isolatedModules: true,
      verbatimModuleSyntax: true,
      forceConsistentCasingInFileNames: true,
      skipLibCheck: true,
    };
    new JsonFile(this, 'tsconfig.json', {
      obj: {
        compilerOptions: { ...compilerOptions, noEmit: true },
        include: [
          '.projenrc.ts',
          'projenrc/**/*.ts',
          'src/**/*.ts',
          'test/**/*.ts',
          'bench/**/*.ts',
          'vitest.config.ts',
          'vitest.package.config.ts',
        ],
        exclude: ['node_modules', 'lib', 'test/fixtures/**'],
      },
    });
    new JsonFile(this, 'tsconfig.build.json', {
      obj: {
        compilerOptions: {
          ...compilerOptions,
          rootDir: 'src',
          outDir: 'lib',
          declaration: true,
          // What is marked @internal is for this library alone: it is no part of the published types.
          stripInternal: true,
          sourceMap: true,
          inlineSources: true,
        },
        include: ['src/**/*.ts'],
      },
    });
  }

  private addTasks(): void {
    this.defaultTask?.reset('tsx .projenrc.ts', { receiveArgs: true });
    this.testTask.reset('vitest run', { receiveArgs: true });
    this.compileTask.reset('tsc -p tsconfig.build.json');
    this.addTask('typecheck', { description: 'Checks the types of everything', exec: 'tsc' });
    const lint = this.addTask('lint', { description: 'ESLint and prettier, without changing anything' });
    lint.exec('eslint .');
    lint.exec('prettier --check .');
    this.addTask('format', { description: 'Lets prettier rewrite what it must', exec: 'prettier --write .' });
    this.addTask('e2e', {
      description: 'Runs ERP Nexus on a real Docker engine, and checks what the plan promises',
      exec: 'tsx test/e2e/main.ts',
      receiveArgs: true,
    });
    this.addTask('e2e:faults', {
      description: 'Plants a fault of each kind, and sees that the end-to-end tests name it',
      exec: 'tsx test/e2e/faults/main.ts',
      receiveArgs: true,
    });
    this.addTask('measure', {
      description: 'Measures the ERP before and after on a real Docker engine',
      exec: 'tsx test/e2e/measure/main.ts',
      receiveArgs: true,
    });
    this.addTask('mutation', {
      description: 'Changes the sources in small ways, one at a time, and counts how many changes no test notices',
      exec: 'tsx test/mutation/main.ts',
      receiveArgs: true,
    });
    this.addTask('test:package', {
      description: 'Packs the package, installs it elsewhere, and synthesizes there',
      exec: 'vitest run --config vitest.package.config.ts',
    });
    this.addTask('test:rules', {
      description: "Every test of ERP Nexus's alerts, by Prometheus' own tool, which must be installed",
      exec: 'promtool test rules out/infrastructure/monitoring/rules/tests/*.yml',
    });
    this.addTask('bench:synth', {
      description: 'Measures synthesis against cdk8s and plain projen',
      exec: 'tsx bench/synth.ts',
      receiveArgs: true,
    });
    this.addTask('bench:audit', {
      description: 'Measures the audit of a thousand Dockerfiles by the command line',
      exec: 'tsx bench/audit.ts',
      receiveArgs: true,
    });
  }

  private addWorkflow(): void {
    if (!this.github) return;
    const workflow = new github.GithubWorkflow(this.github, 'ci');
    workflow.on({ push: { branches: ['main'] }, pullRequest: {}, workflowDispatch: {} });
    workflow.addJob('ci', {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      timeoutMinutes: 60,
      steps: [
        { uses: 'actions/checkout@v4', with: { 'persist-credentials': false } },
        { uses: 'actions/setup-node@v4', with: { 'node-version': '24', cache: 'npm' } },
        { name: 'Tests, drift, types, lint', run: 'bash .ci/run' },
      ],
    });
  }
}
