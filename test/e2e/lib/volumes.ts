import { OLD_IMAGE } from './data-platforms.js';
import { run } from './run.js';

export async function exists(volume: string): Promise<boolean> {
  return (await run('docker', ['volume', 'inspect', volume], { allowFailure: true })).code === 0;
}

/** User and group of the files of a database of PostgreSQL, as `999:999`. */
export async function ownerOf(volume: string): Promise<string> {
  const argv = [
    'run',
    '--rm',
    '--user',
    '0:0',
    '--volume',
    `${volume}:/from:ro`,
    '--entrypoint',
    'stat',
    OLD_IMAGE,
    '-c',
    '%u:%g',
    '/from/PG_VERSION',
  ];
  return (await run('docker', argv)).stdout.trim();
}
