import type { IConstruct } from 'constructs';
import type { Tier } from '../../model/network.js';
import type { StartCondition } from '../../model/workload.js';
import type { LateText } from './container-settings.js';
import type { DatabaseClient } from './database-client.js';
import type { IWorkload } from './graph-node.js';
import type { Secret } from './secret.js';
import type { EnvironmentValue } from './variable.js';

export type { LateText } from './container-settings.js';

/**
 * What a workload can declare in `uses`. A new kind of resource implements this one method; see `docs/guides/extending.md`.
 */
export interface IBindable extends IConstruct {
  /**
   * Called once at synthesis for every workload that uses this one: what the consumer must be given to use it.
   *
   * May add to its own side too: a database makes a role for the consumer.
   */
  bind(consumer: IWorkload, options: BindOptions): Binding;
}

/** What answers HTTP requests: a gateway or a proxy can send routes to it. */
export interface IHttpEndpoint extends IBindable {
  /** The workload that listens. */
  readonly workload: IWorkload;
  /** Where it listens. */
  readonly port: number;
  /** Whether it serves files and nothing else, so that a proxy need not count its requests. @default false */
  readonly servesFiles?: boolean;
  /** Path of a page that says that it answers, without asking what it needs itself: a proxy's probes ask for it. @default none */
  readonly healthPath?: string | undefined;
}

export interface BindOptions {
  /**
   * Put before the names of the variables that the consumer gets, for the second database of one service:
   * `REPORTING` gives `REPORTING_DATABASE_URL`.
   *
   * @default no prefix
   */
  readonly prefix?: string;
  /**
   * Of a database: role and schema in place of those named after the consumer. The old name, where a service has been
   * renamed; another service's, for a worker on the same tables (say `migrate: false` there).
   *
   * @default the consumer's name
   */
  readonly role?: string;
  /** What the provider must have reached before the consumer starts. @default what the provider asks for */
  readonly startCondition?: StartCondition | 'none';
  /**
   * What the consumer does there: `metrics` is an exporter, which is given what reads the statistics and no more.
   *
   * @default 'application'
   */
  readonly access?: 'application' | 'metrics';
  /**
   * Of a database: whose parameters the URL has. `prisma` gets Prisma's own, `schema` and `connection_limit`, which libpq,
   * postgres.js and other drivers refuse.
   *
   * @default 'prisma' for an image with Orm.prisma(), 'plain' for any other
   */
  readonly client?: DatabaseClient;
  /**
   * Most connections that each container of the consumer opens, at least 1.
   *
   * @default of a database 10, or less where its maxConnections is shared by many; of a cache 10
   */
  readonly poolSize?: number;
}

/** One side of a relation, seen from the consumer. */
export interface Binding {
  /** The workload that connections go to. */
  readonly provider: IWorkload;
  /** Its ports that the consumer may open. */
  readonly ports: readonly number[];
  /** Address block of the network that carries the relation. @default 'backend' */
  readonly tier?: Tier;
  /**
   * Variables for the consumer. In one whose name ends in `_URL_TEMPLATE`, the Node preload replaces `{NAME}` by the value of
   * the variable NAME, percent-encoded (RFC 6570, simple expansion), and sets the variable without the suffix.
   */
  readonly environment?: Readonly<Record<string, EnvironmentValue | LateText>>;
  /** Secrets for the consumer; each comes as `<env>_FILE`. */
  readonly secrets?: readonly SecretGrant[];
  /** @default 'ready' */
  readonly startCondition?: StartCondition | 'none';
  /** Jobs that must have ended before the consumer starts. */
  readonly after?: readonly IWorkload[];
  /** What a job that changes the schema is given instead, where the provider is a database. */
  readonly migrator?: (job: IWorkload) => Binding;
}

export interface SecretGrant {
  readonly secret: Secret;
  /** Name of the variable without `_FILE`; `false` for none. */
  readonly env: string | false;
}

/** A provider with options, in place of the provider itself. */
export interface UseDeclaration extends BindOptions {
  readonly provider: IBindable;
}

/** `name` with the consumer's prefix before it, if it gave one. */
export function prefixed(prefix: string | undefined, name: string): string {
  return prefix ? `${prefix}_${name}` : name;
}
