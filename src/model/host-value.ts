/** What only the machine knows that the platform runs on. A person says it there: with Compose, in `.env`. */
export interface HostValue {
  /** Name of the variable: `DOCKER_GID`. */
  readonly variable: string;
  /** What it is on most machines: the value where the variable is not set. */
  readonly usual: string;
}
