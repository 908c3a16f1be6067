/**
 * The part of the Compose specification that the target writes. Overrides may add the rest: what is written is checked
 * against the specification's JSON schema, not against these types.
 */
export interface ComposeFile {
  name?: string;
  services: Record<string, ComposeService>;
  networks?: Record<string, unknown>;
  volumes?: Record<string, unknown>;
  secrets?: Record<string, unknown>;
  [extension: `x-${string}`]: unknown;
}

export interface ComposeService {
  image?: unknown;
  build?: unknown;
  [key: string]: unknown;
}

/** Name of the file of production, of a group of workloads, or of an environment. */
export function composeFileName(part?: string): string {
  return part === undefined ? 'docker-compose.yml' : `docker-compose.${part}.yml`;
}
