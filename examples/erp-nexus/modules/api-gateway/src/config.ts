/** What this service is told by its environment. Read once, at start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Port of the metrics; undefined where nothing collects them. */
  readonly metricsPort: number | undefined;
  readonly nodeEnv: string;
  readonly logLevel: string;
  readonly redisUrl: string;
  readonly jwtSecret: string;
  /** What tokens may also be signed with, while the secret is being rotated. */
  readonly previousJwtSecret: string | undefined;
  readonly hmacSecret: string;
  /** Path prefix → origin of the service behind it. */
  readonly routes: ReadonlyMap<string, string>;
  /** Requests a minute and client address. */
  readonly rateLimit: number;
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

/** Reads `{"/crm":"http://crm:5004", …}`. */
function parseRoutes(json: string): Map<string, string> {
  const entries = Object.entries(JSON.parse(json) as Record<string, unknown>);
  if (entries.length === 0) throw new Error('has no routes');
  return new Map(
    entries.map(([prefix, target]) => {
      if (!/^\/[a-z0-9-]+$/.test(prefix)) throw new Error(`has a prefix that is not of the form "/name": "${prefix}"`);
      const url = typeof target === 'string' && URL.canParse(target) ? new URL(target) : undefined;
      if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
        throw new Error(`must map "${prefix}" to an origin such as http://name:5000`);
      }
      return [prefix, url.origin];
    }),
  );
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
    const number = Number(env[name] || otherwise);
    if (!Number.isInteger(number) || number < 1)
      problems.push(`${name} must be a whole number above 0, got "${env[name]}"`);
    return number;
  };
  const routes = (name: string): Map<string, string> => {
    const value = text(name);
    if (!value) return new Map();
    try {
      return parseRoutes(value);
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
      return new Map();
    }
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
    redisUrl: url('REDIS_URL', 'redis', 'rediss'),
    jwtSecret: secret('JWT_SECRET'),
    previousJwtSecret: previous('JWT_SECRET_PREVIOUS'),
    hmacSecret: secret('GATEWAY_HMAC_SECRET'),
    routes: routes('GATEWAY_ROUTES'),
    rateLimit: count('RATE_LIMIT_MAX', 300),
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
