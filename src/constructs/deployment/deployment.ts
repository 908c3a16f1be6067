import { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import { SourceLocation } from '../../model/source-location.js';
import { checkConstruct } from '../core/construct-check.js';
import { type PlatformScope, scopeOf } from '../core/scope.js';
import { deploymentDocuments } from './deployment-documents.js';
import type { DeploymentProps } from './deployment-props.js';
import { readSettings } from './deployment-settings.js';
import { DEPLOYMENT_PROPS } from './deployment-shape.js';

const MADE = new WeakMap<PlatformScope, { readonly deployment: Deployment; readonly location: SourceLocation }>();

/**
 * Releases of this platform on its hosts: `scripts/deploy.sh`, `scripts/emergency-rollback.sh` and `scripts/rollback-phase.sh`,
 * with what they need under `scripts/lib`. Nothing else of the output depends on it.
 */
export class Deployment extends Construct {
  /** @throws NexusError if a number is out of its range, a hook is no path within the outdir, or the platform has one already */
  public constructor(scope: Construct, id: string, props: DeploymentProps = {}) {
    const given = checkConstruct(Deployment, DEPLOYMENT_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    const path = `${platform.pathOf(scope)}/${id}`;
    const settings = readSettings(given, path);
    const first = MADE.get(platform);
    if (first && isIn(platform, first.deployment)) {
      const place = first.location.resolve();
      throw new NexusError(`there is a Deployment in ${platform.node.id} already${place ? `, made at ${place}` : ''}`, {
        path,
        fix: 'Remove one of them: both would write scripts/deploy.sh',
      });
    }
    const location = SourceLocation.capture();
    super(scope, id);
    MADE.set(platform, { deployment: this, location });
    platform.registry.push(platform.registry.aggregates, {
      aggregate: (model) => deploymentDocuments(model, settings),
      origin: { path: platform.pathOf(this), location },
    });
  }
}

/** Whether it is still part of the tree: a node that is removed by `tryRemoveChild` does not count. */
function isIn(platform: PlatformScope, deployment: Deployment): boolean {
  return platform.node.findAll().includes(deployment);
}
