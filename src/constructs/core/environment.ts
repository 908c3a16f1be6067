import { checkProps } from '../../model/shape/index.js';
import { ENVIRONMENT_PROPS } from './environment-shape.js';
import { NexusError, show } from '../../model/errors.js';
import { checkDnsLabel } from '../../model/names.js';
import type { Cidr } from '../../model/cidr.js';
import type { EnvironmentModel } from '../../model/platform-model.js';
import type { Provenance } from '../../model/provenance.js';
import { SourceLocation } from '../../model/source-location.js';
import type { Resources } from '../settings/resources.js';
import { type EnvironmentValue, readVariable, type VariableText } from './variable.js';

export interface EnvironmentProps {
  /**
   * Variables that every service has there instead of production's. Secrets are refused, as in production: the file is
   * committed likewise, and `scripts/secrets-init.sh` makes a value for each machine.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, EnvironmentValue>>;
  /** Limits that every service has there instead of its own. @default its own */
  readonly resources?: Resources;
}

/** An overlay on production: `docker-compose.<name>.yml`. */
export class Environment {
  /**
   * A developer's machine, `docker-compose.dev.yml`: ports on the loopback address, sources that are watched, debug log.
   */
  public static development(props: EnvironmentProps = {}): Environment {
    return new Environment('dev', true, props);
  }

  /** Production's containers with other variables and limits, as on a staging machine. */
  public static overlay(name: string, props: EnvironmentProps = {}): Environment {
    if (name === 'dev') throw new NexusError('the overlay "dev" is Environment.development()');
    return new Environment(checkDnsLabel('environment', name), false, props);
  }

  private readonly location = SourceLocation.capture();
  private readonly props: EnvironmentProps;
  private readonly variables: readonly (readonly [name: string, VariableText])[];

  private constructor(
    public readonly name: string,
    private readonly isDevelopment: boolean,
    given: EnvironmentProps,
  ) {
    const props = checkProps(`Environment ${show(name)}`, ENVIRONMENT_PROPS, given);
    this.props = props;
    this.variables = Object.entries(props.environment ?? {}).map(([key, value]) => [key, readVariable(key, value, {})]);
  }

  /**
   * @internal
   * @param path of the platform
   * @param block addresses of the network that only a developer's machine has
   * @param listed where the platform's list of overlays comes from: it may be a default
   */
  public toModel(path: string, block: Cidr, listed?: Provenance): EnvironmentModel {
    const { resources } = this.props;
    const reasons = this.variables.flatMap(([key, { reason }]) =>
      reason === undefined ? [] : [[key, reason] as const],
    );
    return {
      name: this.name,
      development: this.isDevelopment,
      ...(this.isDevelopment && { publishing: { network: 'development', subnet: block } }),
      variables: Object.fromEntries(this.variables.map(([key, { text }]) => [key, text])),
      ...(reasons.length > 0 && { publicVariables: Object.fromEntries(reasons) }),
      ...(resources && { resources: { limits: resources.limits, reservations: resources.reservations } }),
      provenance:
        listed?.by === 'default'
          ? listed
          : { by: 'prop', name: 'environments', origin: { path, location: this.location } },
    };
  }
}
