import { checkProps } from '../../model/shape/index.js';
import { ENVIRONMENT_PROPS } from './environment-shape.js';
import { NexusError, show } from '../../model/errors.js';
import { checkDnsLabel, checkEnvironmentName } from '../../model/names.js';
import { namesItself } from '../../model/self-reference.js';
import type { Cidr } from '../../model/cidr.js';
import type { EnvironmentModel } from '../../model/platform-model.js';
import { SourceLocation } from '../../model/source-location.js';
import type { Resources } from '../settings/resources.js';

export interface EnvironmentProps {
  /** Variables that every service has there instead of production's. @default none */
  readonly environment?: Readonly<Record<string, string>>;
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

  private constructor(
    public readonly name: string,
    private readonly isDevelopment: boolean,
    given: EnvironmentProps,
  ) {
    const props = checkProps(`Environment ${show(name)}`, ENVIRONMENT_PROPS, given);
    this.props = props;
    for (const [key, value] of Object.entries(props.environment ?? {})) {
      checkEnvironmentName('variable', key);
      if (namesItself(key, value))
        throw new NexusError(`variable ${key} of environment ${show(name)} is ${show(value)}, which is literal`, {
          fix: 'Write the whole value; an image extends its own with EnvValue.prepend("…")',
        });
      if (value.includes('\0')) throw new NexusError(`variable ${key} of environment ${show(name)} has a NUL byte`);
    }
  }

  /**
   * @internal
   * @param path of the platform
   * @param block addresses of the network that only a developer's machine has
   */
  public toModel(path: string, block: Cidr): EnvironmentModel {
    const { environment = {}, resources } = this.props;
    return {
      name: this.name,
      development: this.isDevelopment,
      ...(this.isDevelopment && { publishing: { network: 'development', subnet: block } }),
      variables: environment,
      ...(resources && { resources: { limits: resources.limits, reservations: resources.reservations } }),
      provenance: { by: 'prop', name: 'environments', origin: { path, location: this.location } },
    };
  }
}
