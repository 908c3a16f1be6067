import { stopCommands } from './run.js';

/** Milliseconds within which further signals are the same Ctrl-C: the terminal sends it, npm and tsx pass it on. */
const SAME = 2000;

/**
 * What Ctrl-C does, and a terminal that is closed: ends what is running, takes everything down, and ends with 130. Only a second one, pressed later,
 * leaves at once.
 */
export function onInterrupt(cleanUp: () => Promise<void>): void {
  let since: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (since === undefined) {
        since = performance.now();
        process.stderr.write('\nstopping: taking everything down …\n');
        stopCommands();
        void cleanUp()
          .catch((error: unknown) => process.stderr.write(`not everything is down: ${(error as Error).message}\n`))
          .finally(() => process.exit(130));
      } else if (performance.now() - since > SAME) {
        process.stderr.write('\nstopped before everything was down\n');
        process.exit(130);
      }
    });
  }
}
