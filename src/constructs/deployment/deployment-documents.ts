import { composeFileName } from '../../model/compose.js';
import type { NewDocument } from '../../model/document.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { Workload } from '../../model/workload.js';
import { isMovable } from '../core/platform-documents.js';
import { networkVariable } from '../../model/variables.js';
import { textsIn } from '../operations/texts/catalogue.js';
import { DEPLOY_TEXTS } from '../operations/texts/deploy.js';
import { PLAN_TEXTS } from '../operations/texts/plan.js';
import { ROLLBACK_TEXTS } from '../operations/texts/rollback.js';
import type { DeploymentSettings } from './deployment-settings.js';
import { jobsOf, migratedSchemas, onlyOnce, readinessCommand, updateOrder } from './graph.js';

/** Scripts that people call. */
const PROGRAMS = ['deploy', 'emergency-rollback', 'rollback-phase'] as const;

/** What they have in common, each a subject. The first is made from the graph. */
const PARTS = ['platform', 'plan', 'migrations', 'releases', 'images', 'rollout', 'go-back'] as const;

/** `scripts/deploy.sh` and its kin; nothing where the platform has no workload. */
export function deploymentDocuments(model: PlatformModel, settings: DeploymentSettings): NewDocument[] {
  if (model.workloads.length === 0) return [];
  const view = {
    platform: model.name,
    texts: {
      ...textsIn(model.language, DEPLOY_TEXTS),
      ...textsIn(model.language, PLAN_TEXTS),
      ...textsIn(model.language, ROLLBACK_TEXTS),
    },
    graph: graphOf(model),
    settings,
    variable: isMovable(model) && networkVariable(model.name),
  };
  const script = (name: string, folder: string, executable: boolean): NewDocument => ({
    path: `scripts/${folder}${name}.sh`,
    ...(executable && { executable }),
    kind: 'template',
    syntax: 'hash',
    template: `deployment/${name}.sh.hbs`,
    view,
  });
  return [...PROGRAMS.map((name) => script(name, '', true)), ...PARTS.map((name) => script(name, 'lib/', false))];
}

function graphOf(model: PlatformModel): object {
  const order = updateOrder(model);
  const groups = [...new Set(order.flatMap(({ group }) => group ?? []))];
  const namesOf = (some: readonly Workload[]) => some.map(({ name }) => name);
  return {
    phase: model.phase,
    main: composeFileName(undefined),
    groupFiles: groups.map(composeFileName),
    jobs: namesOf(order.filter(({ kind }) => kind === 'job')),
    inner: namesOf(order.filter(({ kind, group }) => kind !== 'job' && kind !== 'proxy' && group === undefined)),
    proxies: namesOf(order.filter(({ kind, group }) => kind === 'proxy' && group === undefined)),
    watching: namesOf(order.filter(({ kind, group }) => kind !== 'job' && group !== undefined)),
    waits: order
      .map((workload) => ({ name: workload.name, jobs: jobsOf(workload).join(' ') }))
      .filter(({ jobs }) => jobs !== ''),
    once: order.map((workload) => ({ name: workload.name, why: onlyOnce(workload) })).filter(({ why }) => why !== ''),
    readiness: order
      .map((workload) => ({ name: workload.name, argv: readinessCommand(workload) }))
      .filter(({ argv }) => argv.length > 0),
    schemas: migratedSchemas(model),
    secrets: order
      .filter(({ secrets }) => secrets.length > 0)
      .map(({ name, security, secrets }) => ({
        name,
        reads: [security.user, ...secrets.map(({ secret }) => secret)].join(' '),
      })),
    volumes: model.volumes.filter(({ purpose }) => purpose === 'data').map(({ name }) => name),
  };
}
