import { NexusError, show } from '../../model/errors.js';
import { checkRelativePath } from '../../model/paths.js';

export interface BundleOptions {
  /** The module that the process starts at, in the build context. @default 'src/app.ts' */
  readonly entry?: string;
  /**
   * Packages that stay outside the bundle, in a pruned `node_modules` beside it: native modules, and what reads files of
   * its own package.
   *
   * @default none: the image holds no `node_modules`
   */
  readonly external?: readonly string[];
  /** Module format. `cjs` for dependencies that use `__dirname`. @default 'esm' */
  readonly format?: 'esm' | 'cjs';
  /** Whether the source map is kept in the image, for readable stack traces. @default false */
  readonly sourceMap?: boolean;
}

interface BundleSpec {
  readonly kind: 'bundle';
  readonly entry: string;
  readonly external: readonly string[];
  readonly format: 'esm' | 'cjs';
  readonly sourceMap: boolean;
  readonly output: string;
}

interface PrunedSpec {
  readonly kind: 'pruned';
  readonly output: string;
  readonly keepOptional: boolean;
}

/** What of a service's code and dependencies is in its image. */
export class Packaging {
  /**
   * The module's own `npm run build`, and `node_modules` without what production does not run.
   *
   * @param options.output the file that the process starts at @default 'dist/app.js'
   * @param options.optionalDependencies whether packages that come as optional dependencies stay: binaries of native
   * modules do @default true
   */
  public static pruned(options: { readonly output?: string; readonly optionalDependencies?: boolean } = {}): Packaging {
    return new Packaging({
      kind: 'pruned',
      output: checkRelativePath('output', options.output ?? 'dist/app.js'),
      keepOptional: options.optionalDependencies ?? true,
    });
  }

  /** One file, made by the module's own `esbuild` (a devDependency), with every dependency in it. */
  public static bundle(options: BundleOptions = {}): Packaging {
    const { entry = 'src/app.ts', external = [], format = 'esm', sourceMap = false } = options;
    for (const name of external) {
      if (!/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*(?:\/\*)?$/.test(name))
        throw new NexusError(`external ${show(name)} is not the name of a package`);
    }
    return new Packaging({
      kind: 'bundle',
      entry: checkRelativePath('entry', entry),
      external,
      format,
      sourceMap,
      output: format === 'esm' ? 'dist/app.mjs' : 'dist/app.cjs',
    });
  }

  private constructor(
    /** @internal */
    public readonly spec: BundleSpec | PrunedSpec,
  ) {}
}
