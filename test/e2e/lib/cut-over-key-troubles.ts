import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Checks, expectEqual, expectThat } from './checks.js';
import { OLD_REDIS, OLD_SHOP, type Shop } from './cut-over-shop.js';
import { run } from './run.js';

const GUEST = 'nexus-e2e-guest';

/** What goes wrong while keys are copied: the legacy stack runs again, and the next run does it right. */
export async function keysInTrouble(checks: Checks, shop: Shop): Promise<void> {
  await checks.check('a rehearsal tells keys that are written meanwhile from keys that differ', async () => {
    const before = await shop.legacyState();
    const { downtime, output } = await shop.next.succeed('rehearse');
    expectThat(/^queue: 301\d keys are the same, [1-9]\d* were written meanwhile/m.test(output), output);
    expectEqual('legacy containers', await shop.legacyState(), before);
    const delay = await shop.askOld('CONFIG', 'GET', 'repl-diskless-sync-delay');
    expectEqual('a setting that was changed meanwhile', delay.split('\n')[1], '5');
    return `expected downtime ${downtime} s`;
  });
  await checks.check('who is connected from elsewhere is named before anything stops', async () => {
    const before = await shop.legacyState();
    const network = ['--network', `${OLD_SHOP}_default`, '--name', GUEST];
    await run('docker', ['run', '--detach', ...network, OLD_REDIS, 'redis-cli', '-h', 'cache', 'SUBSCRIBE', 'news']);
    try {
      const said = await shop.next.refuse(3, ['run']);
      expectThat(/not of the legacy stack: .* at [\d.]+\. They may write .* Nothing has been stopped/.test(said), said);
      expectEqual('legacy containers', await shop.legacyState(), before);
      const { output } = await shop.next.succeed('rehearse', '--data-only');
      expectThat(output.includes('They would be in the way of the cut-over itself'), output);
      return said.split('\n').find((line) => line.includes('not of the legacy stack'));
    } finally {
      await run('docker', ['rm', '--force', GUEST]);
    }
  });
  await checks.check('a key that is lost on the way is found, and the legacy stack is started again', async () => {
    const said = await changed(shop, /^ {2}list_new >"\$work\/new"$/m, '  new_cli DEL carried >/dev/null\n', () =>
      shop.next.refuse(4, ['run']),
    );
    expectThat(said.includes('database 0: carried: missing'), said);
    await shop.servesAgain();
    return said.split('\n').find((line) => line.includes('missing'));
  });
  await checks.check('an expiry and a value that have changed are found', async () => {
    const change = '  new_cli PERSIST session:7 >/dev/null && new_cli HSET profile f7 x >/dev/null\n';
    const said = await changed(shop, /^ {2}list_new >"\$work\/new"$/m, change, () => shop.next.refuse(4, ['run']));
    for (const line of ['session:7: another expiry', 'profile: another value'])
      expectThat(said.includes(`database 0: ${line}`), said);
    await shop.servesAgain();
    return undefined;
  });
  await checks.check('keys that the new program can not read are refused before anything stops', async () => {
    const before = await shop.legacyState();
    // What a newer server would send: the version is in the first bytes.
    const newer = () => shop.next.refuse(3, ['run']);
    const said = await changed(shop, /^ {2}old_rdb \| docker run/m, undefined, newer, (line) =>
      line.replace('old_rdb |', "old_rdb | sed '1s/^REDIS..../REDIS9999/' |"),
    );
    expectThat(said.includes("the new server can't read the keys of the legacy one"), said);
    expectEqual('legacy containers', await shop.legacyState(), before);
    return said.split('\n').find((line) => line.includes('9999'));
  });
  await checks.check('killed while keys are loaded: the next run does it all', async () => {
    const volume = ['run', '--rm', '--volume', 'nexus-e2e-shop_queue_data:/v:ro', '--entrypoint', 'cat', OLD_REDIS];
    // The script is made slow there, so that it can be met.
    await changed(shop, /^cat >"\$folder\/load\/dump\.rdb"$/m, 'sleep 5\n', () =>
      shop.next.ended('SIGKILL', 'keys are loaded', async () =>
        (await run('docker', [...volume, '/v/nexus-cut-over/state'], { allowFailure: true })).stdout.startsWith(
          'taking over',
        ),
      ),
    );
    const { output } = await shop.next.succeed('run');
    expectThat(output.includes('queue: the last run was interrupted: beginning again'), output);
    await shop.next.succeed('back');
    await shop.servesAgain();
    return undefined;
  });
  await checks.check('killed after the copy: the next run goes on from there', async () => {
    const copied = shop.next.path('cut-over/copied');
    const { output } = await shop.next.ended('SIGKILL', 'all is copied', () => Promise.resolve(existsSync(copied)));
    expectThat(!output.includes('serves'), 'it came to its end: this shows nothing');
    expectEqual(
      'legacy containers that run',
      (await shop.legacyState()).filter((line) => line.includes(' true ')),
      [],
    );
    const again = await shop.next.succeed('run');
    expectThat(again.output.includes('the last run was interrupted after the copy: going on'), again.output);
    expectThat(!again.output.includes('keys are the same'), 'it has copied again');
    expectEqual('carried', await shop.askNew('GET', 'carried'), 'yes');
    await shop.next.succeed('back');
    await shop.servesAgain();
    return `${again.downtime} s down`;
  });
}

/** Acts with a line before another one in the script that copies keys, or with that line changed. */
async function changed<T>(
  shop: Shop,
  line: RegExp,
  before: string | undefined,
  act: () => Promise<T>,
  change: (line: string) => string = (text) => text,
): Promise<T> {
  const path = shop.next.path('scripts/queue-take-over.sh');
  const text = readFileSync(path, 'utf8');
  const other = text.replace(line, (found) => (before ?? '') + change(found));
  expectThat(other !== text, 'the script has changed: this shows nothing');
  writeFileSync(path, other);
  return act().finally(() => {
    writeFileSync(path, text);
  });
}
