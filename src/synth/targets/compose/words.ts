import type { RestartIntent, StartCondition, StartDependency } from '../../../model/workload.js';

/** Compose specification, "depends_on". */
const CONDITIONS: Readonly<Record<StartCondition, string>> = {
  started: 'service_started',
  ready: 'service_healthy',
  completed: 'service_completed_successfully',
};

/**
 * Compose specification, "restart". `deploy.restart_policy` is not written: beside `restart` it wins, and after its last
 * attempt a container stays dead, also after a reboot. `unless-stopped` is not enough: an engine that was killed (out of
 * memory, a crash) ends the containers that it finds at its next start, marks them as stopped, and leaves them so; with
 * `always` they come back (seen on Engine 28.5). The price: after `docker stop` by hand and a restart of the engine they
 * come back too. Use `docker compose down`, or `stop` and a note, where something must stay down.
 */
const RESTART: Readonly<Record<RestartIntent, string>> = {
  always: 'always',
  'on-failure': 'on-failure',
  never: 'no',
};

export function restartPolicy(intent: RestartIntent): string {
  return RESTART[intent];
}

export function dependsOn(dependencies: readonly StartDependency[]): Record<string, { readonly condition: string }> {
  return Object.fromEntries(
    dependencies.map(({ workload, condition }) => [workload, { condition: CONDITIONS[condition] }]),
  );
}
