import type { Place } from '../text/place.js';
import type { ComposeNode, MapNode } from './node.js';

/** `KEY=value` of a map or of a list. */
export interface KeyValue extends Place {
  readonly key: string;
  /** Undefined where the value comes from the environment: `- KEY`. */
  readonly value: string | undefined;
  readonly dynamic: boolean;
  /** Whether a variable is in the value: it is not the literal of the file. */
  readonly interpolated: boolean;
}

/** A port of the short or the long syntax; a range is one of them. */
export interface PortMapping extends Place {
  /** Undefined: all interfaces. */
  readonly hostIp: string | undefined;
  /** `8080`, `8000-8010`, or undefined where Docker chooses one. */
  readonly published: string | undefined;
  /** `80`, `80-90`. */
  readonly target: string;
  readonly protocol: string;
  readonly dynamic: boolean;
}

export interface Mount extends Place {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'npipe' | 'cluster' | 'image';
  /** Path on the host, or name of the volume; undefined for an anonymous volume. */
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly readOnly: boolean;
  /** `rshared`, `rslave` … */
  readonly propagation: string | undefined;
  /** Options of the short syntax: `ro`, `z`, `shared`. */
  readonly options: readonly string[];
  readonly dynamic: boolean;
}

export interface ComposeService extends Place {
  readonly name: string;
  /** Line of the service's name: where to say that something is missing. */
  readonly at: Place;
  /** Everything that is said of it: `extends`, merge keys and overlays included. */
  readonly node: MapNode;
  /** Follows keys: `get('deploy', 'resources', 'limits', 'memory')`. */
  get(...path: readonly string[]): ComposeNode | undefined;
  readonly image: string | undefined;
  readonly build: BuildSection | undefined;
  readonly environment: readonly KeyValue[];
  readonly labels: readonly KeyValue[];
  readonly ports: readonly PortMapping[];
  readonly volumes: readonly Mount[];
  /** Names of the top-level networks; undefined where it says nothing, and so is on `default`. */
  readonly networks: readonly string[] | undefined;
  readonly networkMode: string | undefined;
  readonly profiles: readonly string[];
}

export interface BuildSection extends Place {
  /** As written, relative to the file's folder. @default "." */
  readonly context: string;
  readonly dockerfile: string | undefined;
  readonly inline: string | undefined;
  readonly target: string | undefined;
  readonly args: readonly KeyValue[];
}

/** A Compose file as it is started: alone, or with its overlays and what it includes. */
export interface ComposeProject extends Place {
  readonly kind: 'compose';
  /** The files that were put together, in order; the first is the base. */
  readonly files: readonly string[];
  readonly root: MapNode;
  readonly services: readonly ComposeService[];
  /** Whether it is meant for development, by the name of its last file: `docker-compose.dev.yml`. */
  readonly development: boolean;
}
