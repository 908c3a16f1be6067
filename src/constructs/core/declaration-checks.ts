import type { IConstruct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { checkDnsLabel } from '../../model/names.js';
import { checkDescription } from '../../model/audit-comment.js';
import { checkProps, type Shape } from '../../model/shape/index.js';
import { isUserId } from '../../model/user-id.js';
import { checkConstruct } from './construct-check.js';
import { type PlatformScope, scopeOf } from './scope.js';
import { WORKLOAD_SPEC } from './spec-shape.js';
import type { WorkloadProps, WorkloadSpec } from './workload-props.js';

/** What a workload is made from, checked and copied. */
export interface Declaration {
  readonly platform: PlatformScope;
  readonly spec: WorkloadSpec;
  readonly props: WorkloadProps;
}

/** Root without the rights that it has over the files of others: all capabilities are dropped. */
const ROOT = '0:0';

/**
 * Checks what a workload is made from, before there is anything of it.
 *
 * @param own the class whose constructor calls
 * @param made `new.target`
 * @throws NexusError if a prop, the name, or what the class says of its kind is wrong
 */
export function checkDeclaration(
  own: { readonly name: string },
  made: { readonly name: string },
  shape: Shape<WorkloadProps>,
  scope: IConstruct,
  id: string,
  given: { readonly spec: WorkloadSpec; readonly props: WorkloadProps },
): Declaration {
  const props = checkConstruct(own, shape, made, scope, id, given.props);
  const platform = scopeOf(scope);
  if (id === 'localhost')
    throw new NexusError('a workload can not be called "localhost": every container calls itself that');
  checkDnsLabel('workload name', id);
  const path = `${platform.pathOf(scope)}/${id}`;
  const spec = checkProps(`the spec of ${made.name}`, WORKLOAD_SPEC, given.spec, { path });
  // It becomes part of a file name.
  if (spec.group !== undefined) checkDnsLabel('group', spec.group, { path });
  const { replicas = 1 } = props;
  if (!Number.isInteger(replicas) || replicas < 1)
    throw new NexusError(`replicas ${show(replicas)} is not a whole number of 1 or more`, { path });
  for (const user of [props.security?.user, spec.user]) {
    if (user === undefined || isUserId(user)) continue;
    if (user === spec.user && user === ROOT && spec.rootBecause !== undefined) continue;
    throw new NexusError(`user ${show(user)} is not a numeric id above 0`, {
      path,
      fix: 'Write "uid:gid", as in "1000:1000": an image can give any name to root',
    });
  }
  checkDescription('description', props.description ?? '', { path });
  checkDescription('description', spec.description ?? '', { path });
  return { platform, spec, props };
}

/** Why two things can't have to do with each other, and what to do. */
export function ofTwoPlatforms(
  { node }: IConstruct,
  theirs: PlatformScope,
  name: string,
  ours: PlatformScope,
): [problem: string, fix: string] {
  return [
    `${show(node.id)} belongs to platform ${show(theirs.node.id)}, ${show(name)} to ${show(ours.node.id)}`,
    'Platforms share nothing: publish the one and give its address to the other, or make one platform of them',
  ];
}
