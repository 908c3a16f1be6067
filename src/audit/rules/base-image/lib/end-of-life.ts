/**
 * Releases that get no more fixes, by the publishers' own calendars (debian.org/releases, wiki.debian.org/LTS,
 * ubuntu.com/about/release-cycle, alpinelinux.org/releases, nodejs.org/about/previous-releases, devguide.python.org/versions,
 * php.net/eol.php, ruby-lang.org/en/downloads/branches, go.dev/doc/devel/release, postgresql.org/support/versioning,
 * dotnet.microsoft.com/platform/support/policy, en.opensuse.org/Lifetime). Only what had ended when the table was written: no clock is asked.
 */
interface Line {
  /** Versions up to this one, by the parts that it has: `20` stands for 20.x.y. */
  readonly upTo?: string;
  /** Versions that ended although later ones have not, and names: `21`, `buster`. */
  readonly also?: readonly string[];
  /** Whether nothing of it is kept up any more. */
  readonly all?: boolean;
}

const DEBIAN = [
  'buzz',
  'rex',
  'bo',
  'hamm',
  'slink',
  'potato',
  'woody',
  'sarge',
  'etch',
  'lenny',
  'squeeze',
  'wheezy',
  'jessie',
  'stretch',
  'buster',
];
const UBUNTU = [
  'lucid',
  'precise',
  'trusty',
  'utopic',
  'vivid',
  'wily',
  'xenial',
  'yakkety',
  'zesty',
  'artful',
  'bionic',
  'cosmic',
  'disco',
  'eoan',
  'focal',
  'groovy',
  'hirsute',
  'impish',
  'kinetic',
  'lunar',
  'mantic',
  'oracular',
  'plucky',
];
const ALPINE = '3.20';

/** Official images of Docker Hub. */
const OFFICIAL: Readonly<Record<string, Line>> = {
  alpine: { upTo: ALPINE },
  amazonlinux: { upTo: '1', also: ['2016', '2017', '2018'] },
  centos: { all: true },
  debian: { upTo: '10', also: DEBIAN },
  fedora: { upTo: '41' },
  golang: { upTo: '1.24' },
  java: { all: true },
  mysql: { upTo: '5' },
  node: {
    upTo: '20',
    also: ['21', '23', 'argon', 'boron', 'carbon', 'dubnium', 'erbium', 'fermium', 'gallium', 'hydrogen', 'iron'],
  },
  openjdk: { all: true },
  php: { upTo: '8.1' },
  postgres: { upTo: '13' },
  python: { upTo: '3.9' },
  ruby: { upTo: '3.2' },
  ubuntu: { upTo: '20.10', also: [...UBUNTU, '21', '22.10', '23', '24.10', '25.04'] },
};

/** Why an official image is past its end, or undefined. */
export function endedImage(name: string, tag: string | undefined): string | undefined {
  const line = Object.hasOwn(OFFICIAL, name) ? OFFICIAL[name] : undefined;
  if (line?.all) return `the image ${name} is not kept up any more`;
  if (tag === undefined) return undefined;
  const [version = '', ...variant] = tag.toLowerCase().split('-');
  if (line && isEnded(line, version)) return `${name} ${version} gets no more fixes`;
  return endedVariant(variant);
}

/** `24-buster`, `3.14-alpine3.15`: what is below the image. */
function endedVariant(variant: readonly string[]): string | undefined {
  for (const part of variant) {
    if (DEBIAN.includes(part)) return `its Debian, ${part}, gets no more fixes`;
    if (UBUNTU.includes(part)) return `its Ubuntu, ${part}, gets no more fixes`;
    const alpine = /^alpine(\d+\.\d+)/.exec(part)?.[1];
    if (alpine !== undefined && isUpTo(alpine, ALPINE)) return `its Alpine, ${alpine}, gets no more fixes`;
  }
  return undefined;
}

const DOTNET: Line = { upTo: '7' };
const LEAP: Line = { upTo: '15.5', also: ['42'] };

/** The same for images of vendors, whose names have the registry in front. */
export function endedVendorImage(registry: string, repository: string, tag: string | undefined): string | undefined {
  const name = `${registry}/${repository}`.toLowerCase();
  if (/^mcr\.microsoft\.com\/dotnet\/(?:core|framework\/runtime\/core)\//.test(name))
    return '.NET Core gets no more fixes';
  const version = tag?.toLowerCase().split('-')[0];
  if (version !== undefined && /^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps)$/.test(name)) {
    return isEnded(DOTNET, version)
      ? `.NET ${version} gets no more fixes`
      : endedVariant((tag ?? '').split('-').slice(1));
  }
  if (version !== undefined && /^(?:docker\.io|registry\.opensuse\.org)\/opensuse\/leap$/.test(name))
    return isEnded(LEAP, version) ? `openSUSE Leap ${version} gets no more fixes` : undefined;
  if (
    /^quay\.io\/centos\/centos$/.test(name) &&
    version !== undefined &&
    /^(?:7|8|stream8|centos[678])$/.test(version)
  ) {
    return `CentOS ${version} gets no more fixes`;
  }
  return undefined;
}

function isEnded({ upTo, also }: Line, version: string): boolean {
  if (also?.some((ended) => version === ended || version.startsWith(`${ended}.`))) return true;
  const numeric = /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
  return upTo !== undefined && numeric !== undefined && isUpTo(numeric, upTo);
}

/** Compares as many parts as the limit has; a version with fewer parts (`3` of `3.9`) is the newest of its line. */
function isUpTo(version: string, limit: string): boolean {
  const [parts, limits] = [version.split('.').map(Number), limit.split('.').map(Number)];
  for (const [index, bound] of limits.entries()) {
    const part = parts[index];
    if (part === undefined) return false;
    if (part !== bound) return part < bound;
  }
  return true;
}
