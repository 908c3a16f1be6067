import type { SourceFolder } from '../core/source-folder.js';
import type { InstallProps } from './install-props.js';
import type { Orm } from './orm.js';
import type { PackageManager } from './package-manager.js';

/** What somebody has to do, and why. */
export interface Trouble {
  readonly problem: string;
  readonly fix: string;
}

/** What is asked of the sources of one context. */
export interface InstallQuestion {
  readonly context: string;
  /** Where the sources lie here. */
  readonly folder: SourceFolder | undefined;
  readonly manager: PackageManager;
  readonly orm: Orm['spec'] | undefined;
  readonly props: InstallProps;
  readonly shared: readonly string[];
  /** Whether packages of production are in the image, and not only what was bundled of them. */
  readonly shipsModules: boolean;
  /** Packages that stay beside a bundle. @default there is no bundle */
  readonly bundled?: readonly string[];
  /** Node's line in the build image. @default not known: an image of somebody's own */
  readonly node?: number;
  /** Takes what may go wrong. */
  readonly warn?: (text: string) => void;
}
