import { type BaseConfig, Environment } from '../../shared/src/config.js';

/** What this service is told by its environment. Read once, at start. */
export interface Config extends BaseConfig {
  readonly databaseUrl: string;
  readonly databaseSchema: string;
  /** Most connections of this process. */
  readonly databasePoolSize: number;
  readonly hmacSecret: string;
  /** What signatures may also be made with, while the secret is being rotated. */
  readonly previousHmacSecret: string | undefined;
  readonly userManagementUrl: string;
}

/** @throws ConfigError naming every variable that is missing or wrong. */
export function loadConfig(variables: NodeJS.ProcessEnv): Config {
  const env = new Environment(variables);
  const config: Config = {
    ...env.base(),
    databaseUrl: env.url('DATABASE_URL', 'postgresql', 'postgres'),
    databaseSchema: env.text('DATABASE_SCHEMA'),
    databasePoolSize: env.count('DATABASE_POOL_SIZE', 10),
    hmacSecret: env.secret('GATEWAY_HMAC_SECRET'),
    previousHmacSecret: env.previous('GATEWAY_HMAC_SECRET_PREVIOUS'),
    userManagementUrl: env.url('USER_MANAGEMENT_URL', 'http', 'https'),
  };
  env.check();
  return config;
}
