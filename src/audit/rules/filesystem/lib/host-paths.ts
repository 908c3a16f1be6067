import type { ComposeProject, ComposeService } from '../../../../read/compose/document.js';
import { at, textOf } from '../../../../read/compose/node.js';
import type { Place } from '../../../../read/text/place.js';

/** A path of the host that a container gets, directly or through a named volume. */
export interface HostPath extends Place {
  /** Normalized: no `/` at the end, none twice. */
  readonly path: string;
  readonly readOnly: boolean;
  /** What gets it: a service, or a volume of the project. */
  readonly who: string;
}

/** Paths of the host that a service mounts; those relative to the file and unknown ones are left out. */
export function hostPathsOf(service: ComposeService): HostPath[] {
  return service.volumes.flatMap(({ type, source, readOnly, file, line, endLine }) => {
    if (source === undefined || type === 'tmpfs') return [];
    if (type === 'volume' && !source.startsWith('/')) return [];
    return [{ path: normal(source), readOnly, who: service.name, file, line, endLine }];
  });
}

/** Volumes of the project that are folders of the host: `driver_opts: { device: /srv/data }`. */
export function hostPathsOfVolumes(project: ComposeProject): HostPath[] {
  const volumes = at(project.root, 'volumes');
  if (volumes?.kind !== 'map') return [];
  return [...volumes.entries.values()].flatMap(({ key, value }) =>
    ['device', 'mountpoint'].flatMap((option) => {
      const node = at(value, 'driver_opts', option);
      const path = textOf(node);
      if (!node || !path?.startsWith('/')) return [];
      const readOnly = (textOf(at(value, 'driver_opts', 'o')) ?? '').split(',').includes('ro');
      const { file, line, endLine } = node;
      return [{ path: normal(path), readOnly, who: `the volume ${key}`, file, line, endLine }];
    }),
  );
}

/** Whether a service mounts any. */
export const hasHostPaths = (service: ComposeService): boolean => hostPathsOf(service).length > 0;

/** All of them. */
export function hostPaths(project: ComposeProject): HostPath[] {
  return [...project.services.flatMap(hostPathsOf), ...hostPathsOfVolumes(project)];
}

function normal(path: string): string {
  const single = path.replaceAll(/\/{2,}/g, '/').replaceAll('/./', '/');
  return single.length > 1 ? single.replace(/\/$/, '') : single;
}

/** Sockets by which a container engine is commanded. */
export function socketKind(path: string): 'docker' | 'other' | undefined {
  if (/docker\.sock|\bdocker_engine$/i.test(path)) return 'docker';
  return /(?:containerd|crio|podman|buildkitd|dockershim|cri-dockerd|frakti)\.sock/.test(path) ? 'other' : undefined;
}
