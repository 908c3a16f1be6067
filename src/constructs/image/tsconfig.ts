import { relative } from 'node:path/posix';

/**
 * The compiler's settings for a context whose sources import those of other folders. They must be under one root, which
 * `rootDir: ./src` forbids; esbuild and tsx read the same file, so the three agree on decorators and modules.
 */
export function tsconfig(context: string, shared: readonly string[]): object {
  const include = ['src/**/*.ts', ...shared.map((path) => `${relative(context, path)}/**/*.ts`)];
  return {
    compilerOptions: {
      target: 'ES2023',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      lib: ['ES2023'],
      strict: true,
      esModuleInterop: true,
      skipLibCheck: true,
      forceConsistentCasingInFileNames: true,
      resolveJsonModule: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
    include,
    exclude: ['node_modules', 'dist'],
  };
}
