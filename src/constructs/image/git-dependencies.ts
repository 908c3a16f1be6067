import type { SourceFolder } from '../core/source-folder.js';
import type { InstallQuestion, Trouble } from './install-question.js';

/** Hosts of which package managers fetch archives, without Git. */
const HOSTED = /^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^@/]*@)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/;

const LOCKED = {
  npm: /"resolved":\s*"(git\+[^"]+)"/g,
  pnpm: /\brepo:\s*["']?([^\s"',}]+)/g,
  yarn: /^\s+resolution: "[^"]*?@((?:https?|ssh|git)[^"]*|git@[^"]*)#commit=/gm,
} as const;

/**
 * Whether packages are fetched with Git, which Node's small images have not.
 *
 * @param lock name of the lock file
 */
export function needsGit(
  { manager, node }: InstallQuestion,
  folder: SourceFolder,
  lock: string,
  troubles: Trouble[],
): boolean {
  const text = folder.text(lock) ?? '';
  const addresses = Array.from(text.matchAll(LOCKED[manager.spec.name]), ([, address = '']) => address).filter(
    (address) => !HOSTED.test(address),
  );
  const overSsh = addresses.find((address) => /^(?:git\+)?ssh:|^[\w-]+@/.test(address));
  // Another image may well have a client and a key.
  if (overSsh !== undefined && node !== undefined)
    troubles.push({
      problem: `${folder.name}/${lock} has a package of ${overSsh.replace(/#.*/, '')}, and the build has no key for SSH`,
      fix: 'Write git+https://… in package.json, or take the package along as an archive: "file:vendor/name.tgz"',
    });
  return addresses.length > 0;
}
