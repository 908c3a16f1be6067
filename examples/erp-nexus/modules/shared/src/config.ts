/** sysexits.h: EX_CONFIG. */
export const EXIT_CONFIG = 78;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid configuration: ${problems.join('; ')}`);
    this.name = 'ConfigError';
  }
}

/** What every module is told by its environment. */
export interface BaseConfig {
  readonly host: string;
  readonly port: number;
  /** Port of the metrics; undefined where nothing collects them. */
  readonly metricsPort: number | undefined;
  readonly nodeEnv: string;
  readonly logLevel: string;
}

/** Reads variables and collects what is wrong with them, so that all of it can be told at once. */
export class Environment {
  private readonly problems: string[] = [];

  constructor(private readonly variables: NodeJS.ProcessEnv) {}

  base(): BaseConfig {
    const { METRICS_PORT } = this.variables;
    return {
      host: this.variables.HOST || '0.0.0.0',
      port: this.port('PORT'),
      metricsPort: METRICS_PORT ? this.port('METRICS_PORT', METRICS_PORT) : undefined,
      nodeEnv: this.text('NODE_ENV'),
      logLevel: this.oneOf('LOG_LEVEL', LOG_LEVELS),
    };
  }

  text(name: string): string {
    const value = this.variables[name];
    if (!value) this.problems.push(`${name} is not set`);
    return value ?? '';
  }

  url(name: string, ...protocols: string[]): string {
    const value = this.text(name);
    if (value && !protocols.some((protocol) => value.startsWith(`${protocol}://`) && URL.canParse(value))) {
      this.problems.push(`${name} must be a URL starting with ${protocols.join(':// or ')}://`);
    }
    return value;
  }

  secret(name: string): string {
    const value = this.text(name);
    if (value && value.length < 32) this.problems.push(`${name} must have at least 32 characters`);
    return value;
  }

  /** A secret that another has taken the place of; undefined where there is none. */
  previous(name: string): string | undefined {
    return this.variables[name] ? this.secret(name) : undefined;
  }

  /** @throws ConfigError naming every variable that was missing or wrong (never a secret's value). */
  check(): void {
    if (this.problems.length > 0) throw new ConfigError(this.problems);
  }

  count(name: string, otherwise: number): number {
    const value = this.variables[name] ?? String(otherwise);
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1)
      this.problems.push(`${name} must be a number of 1 or more, got "${value}"`);
    return number;
  }

  private port(name: string, value = this.text(name)): number {
    const number = Number(value);
    const valid = Number.isInteger(number) && number > 0 && number < 65_536;
    if (value && !valid) this.problems.push(`${name} must be a port number, got "${value}"`);
    return number;
  }

  private oneOf(name: string, allowed: readonly string[]): string {
    const value = this.text(name);
    if (value && !allowed.includes(value)) {
      this.problems.push(`${name} must be one of ${allowed.join(', ')}, got "${value}"`);
    }
    return value;
  }
}

/** The configuration of this process; a wrong one ends it with a log line and exit code 78. */
export function orExit<T>(load: (variables: NodeJS.ProcessEnv) => T): T {
  try {
    return load(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.log(JSON.stringify({ level: 60, time: Date.now(), msg: error.message }));
    process.exit(EXIT_CONFIG);
  }
}
