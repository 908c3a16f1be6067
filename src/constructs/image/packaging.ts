import { NexusError, show } from '../../model/errors.js';
import { checkRelativePath } from '../../model/paths.js';
import { checkProps } from '../../model/shape/index.js';
import { BUNDLE_OPTIONS, PRUNED_OPTIONS } from './options-shape.js';

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

/** What the build script and the installation have names for. */
const TAKEN = ['node_modules', 'package.json', 'nexus-env.mjs'];

/**
 * What a build makes, as a path in the module.
 *
 * @throws NexusError for what Docker would take for a pattern, and for what is something else already
 */
export function checkOutput(output: string): string {
  checkRelativePath('output', output);
  if (/[*?[\]]/.test(output))
    throw new NexusError(`output ${show(output)} is a pattern`, { fix: 'Name the folder or the file itself' });
  const [top = ''] = output.split('/');
  if (TAKEN.includes(top))
    throw new NexusError(`output ${show(output)} would replace ${top}`, {
      fix: 'Have the build write elsewhere: "dist"',
    });
  return output;
}

/** What of a service's code and dependencies is in its image. */
export class Packaging {
  /**
   * The module's own `npm run build`, and `node_modules` without what production does not run.
   *
   * @param options.output the file that the process starts at. Its first folder is what goes into the image; without a
   * folder the file alone does @default 'dist/app.js'
   * @param options.optionalDependencies whether packages that come as optional dependencies stay: binaries of native
   * modules do. Yarn keeps them in any case @default true
   * @throws NexusError where the output is not a path within the module, or a pattern
   */
  public static pruned(options: { readonly output?: string; readonly optionalDependencies?: boolean } = {}): Packaging {
    checkProps('Packaging.pruned', PRUNED_OPTIONS, options);
    return new Packaging({
      kind: 'pruned',
      output: checkOutput(options.output ?? 'dist/app.js'),
      keepOptional: options.optionalDependencies ?? true,
    });
  }

  /**
   * One file in `dist`, made by the module's own `esbuild` (a devDependency), with every dependency in it; with Prisma 7 a
   * second one beside it, the query compiler.
   */
  public static bundle(options: BundleOptions = {}): Packaging {
    const checked = checkProps('Packaging.bundle', BUNDLE_OPTIONS, options);
    const { entry = 'src/app.ts', external = [], format = 'esm', sourceMap = false } = checked;
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
