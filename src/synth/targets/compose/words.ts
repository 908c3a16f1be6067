import type { RestartIntent, StartCondition, StartDependency } from '../../../model/workload.js';

/** Compose specification, "depends_on". */
const CONDITIONS: Readonly<Record<StartCondition, string>> = {
  started: 'service_started',
  ready: 'service_healthy',
  completed: 'service_completed_successfully',
};

/**
 * Compose specification, "restart". `deploy.restart_policy` is not written: beside `restart` it wins, and after its last
 * attempt a container stays dead, also after a reboot.
 */
const RESTART: Readonly<Record<RestartIntent, string>> = {
  always: 'unless-stopped',
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
