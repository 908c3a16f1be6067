/** What this service is told by its environment. Read once, at start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Port of the metrics; undefined where nothing collects them. */
  readonly metricsPort: number | undefined;
  readonly nodeEnv: string;
  readonly logLevel: string;
  readonly databaseUrl: string;
  readonly databaseSchema: string;
  /** Most connections of this process. */
  readonly databasePoolSize: number;
  readonly redisUrl: string;
  readonly hmacSecret: string;
  /** What signatures may also be made with, while the secret is being rotated. */
  readonly previousHmacSecret: string | undefined;
}

/** sysexits.h: EX_CONFIG. */
export const EXIT_CONFIG = 78;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid configuration: ${problems.join('; ')}`);
    this.name = 'ConfigError';
  }
}

/** @throws ConfigError naming every variable that is missing or wrong (never its value). */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];

  const text = (name: string): string => {
    const value = env[name];
    if (!value) problems.push(`${name} is not set`);
    return value ?? '';
  };
  const url = (name: string, ...protocols: string[]): string => {
    const value = text(name);
    if (value && !protocols.some((protocol) => value.startsWith(`${protocol}://`) && URL.canParse(value))) {
      problems.push(`${name} must be a URL starting with ${protocols.join(':// or ')}://`);
    }
    return value;
  };
  const secret = (name: string): string => {
    const value = text(name);
    if (value && value.length < 32) problems.push(`${name} must have at least 32 characters`);
    return value;
  };
  const previous = (name: string): string | undefined => (env[name] ? secret(name) : undefined);
  const port = (name: string, value = text(name)): number => {
    const number = Number(value);
    const valid = Number.isInteger(number) && number > 0 && number < 65_536;
    if (value && !valid) problems.push(`${name} must be a port number, got "${value}"`);
    return number;
  };
  const count = (name: string, otherwise: number): number => {
    const value = env[name] ?? String(otherwise);
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1) problems.push(`${name} must be a number of 1 or more, got "${value}"`);
    return number;
  };
  const oneOf = (name: string, allowed: readonly string[]): string => {
    const value = text(name);
    if (value && !allowed.includes(value))
      problems.push(`${name} must be one of ${allowed.join(', ')}, got "${value}"`);
    return value;
  };

  const config: Config = {
    host: env.HOST || '0.0.0.0',
    port: port('PORT'),
    metricsPort: env.METRICS_PORT ? port('METRICS_PORT', env.METRICS_PORT) : undefined,
    nodeEnv: text('NODE_ENV'),
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS),
    databaseUrl: url('DATABASE_URL', 'postgresql', 'postgres'),
    databaseSchema: text('DATABASE_SCHEMA'),
    databasePoolSize: count('DATABASE_POOL_SIZE', 10),
    redisUrl: url('REDIS_URL', 'redis', 'rediss'),
    hmacSecret: secret('GATEWAY_HMAC_SECRET'),
    previousHmacSecret: previous('GATEWAY_HMAC_SECRET_PREVIOUS'),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The configuration of this process; a wrong one ends it with a log line and exit code 78. */
export function loadConfigOrExit(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.log(JSON.stringify({ level: 60, time: Date.now(), msg: error.message }));
    process.exit(EXIT_CONFIG);
  }
}
