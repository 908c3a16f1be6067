import { mergeNodeOptions } from '../../model/node-options.js';
import { type HttpClient, type Probe, probeCommand } from '../../model/probe.js';
import type { Development } from '../../model/workload.js';
import type { ImageDevelopment } from '../image/subject.js';

export interface DevelopmentParts {
  readonly props: {
    readonly command?: readonly string[];
    readonly developmentCommand?: readonly string[];
    readonly developmentPort?: number;
  };
  readonly port: number;
  /** The image's development stage, where it has one. */
  readonly image: ImageDevelopment | undefined;
  /** Who runs production's process. */
  readonly user: string;
  readonly probe: Probe;
  readonly httpClient: HttpClient;
  readonly isNode: boolean;
  /** Production's NODE_OPTIONS, without those of its image. */
  readonly nodeOptions: string | undefined;
}

/** How a service runs on a developer's machine. */
export function serviceDevelopment(parts: DevelopmentParts): Development {
  const { props, port, image, isNode } = parts;
  return {
    ...(image && { target: image.target }),
    ...(image && image.user !== parts.user && { user: image.user }),
    ...(image && props.command && { command: props.developmentCommand ?? image.command }),
    ...(image && liveness(parts, image.httpClient)),
    environment: {
      ...(isNode && { NODE_ENV: 'development', LOG_LEVEL: 'debug' }),
      // The image's development stage has it too, but what Compose sets wins.
      ...(image && isNode && { NODE_OPTIONS: mergeNodeOptions(image.nodeOptions, parts.nodeOptions) }),
    },
    ports: [{ hostIp: '127.0.0.1', hostPort: props.developmentPort ?? port, containerPort: port }],
    watch: image?.watch ?? [],
    readOnlyRootFilesystem: image === undefined,
  };
}

/** The check as the development image can run it, where that differs from production's. */
function liveness(
  { probe: { check }, httpClient }: DevelopmentParts,
  client: HttpClient,
): Pick<Development, 'liveness'> {
  const command = (of: HttpClient) => probeCommand(check, of).join('\0');
  return command(client) === command(httpClient) ? {} : { liveness: { check, httpClient: client } };
}
