import type { Duration } from './duration.js';
import type { Origin } from './origin.js';
import type { ProbeCheck } from './probe.js';
import type { ProbeContribution, ScrapeTarget } from './probe-contribution.js';
import type { Provenance } from './provenance.js';
import type { SliContribution } from './sli.js';
import type { Text } from './operator-text.js';

export type { Language, Text } from './operator-text.js';

/**
 * What a kind of resource tells the rooms that speak of the whole platform: monitoring, backups, rotation of secrets,
 * tests, the runbook. Plain data: those rooms are functions from the model to documents, and know no kind by name.
 */
export type Contribution =
  | ScrapeContribution
  | Observable
  | SliContribution
  | BackupContribution
  | RotationContribution
  | CertificateContribution
  | CheckContribution
  | ProbeContribution
  | RunbookSection;

/** A contribution in the model. */
export type Contributed = Contribution & {
  /** The workload that it is about. */
  readonly subject: string;
  /** The workload, and the line where this was said: of a call of `addContribution`, its own. */
  readonly origin: Origin;
  readonly provenance: Provenance;
};

/** Where metrics are, in the Prometheus text format. */
export interface ScrapeContribution {
  readonly kind: 'scrape';
  /** Port of the subject, or of its exporter. */
  readonly port: number;
  readonly path: string;
  /** @default the monitoring stack's */
  readonly interval?: Duration;
  /**
   * The time series that the scrape finds, each with the names of its labels: `http_requests_total{method,route,code}`. A
   * histogram is three series: `_bucket` with the label `le`, `_sum` and `_count`. `job` and `instance` are left out.
   *
   * @default not known: queries about the subject are not compared with it
   */
  readonly metrics?: readonly string[];
  /** Of an exporter that is asked about many things: what about. @default it is asked once */
  readonly targets?: readonly ScrapeTarget[];
  /** The container that makes the subject's metrics, where the subject does not itself. */
  readonly exporter?: ExporterSpec;
}

/** A container that asks a resource for its figures and serves them as metrics. */
export interface ExporterSpec {
  /** Image reference with a tag. */
  readonly image: string;
  readonly description: string;
  /** Numeric `uid:gid`. */
  readonly user: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** How serious an alert is: `critical` wakes somebody, `warning` waits for the morning. */
export type AlertSeverity = 'warning' | 'critical';

/** An alert fires when the observable's value compares so with `value` for at least `for`. */
export interface Threshold {
  readonly comparison: '>' | '>=' | '<' | '<=' | '==' | '!=';
  readonly value: number;
  /** @default at once */
  readonly for?: Duration;
}

/**
 * A figure worth watching. Its panel, its rules, their tests and its section of the runbook follow from it.
 *
 * With a threshold there must be next steps; without one, an interpretation.
 */
export interface Observable {
  readonly kind: 'observable';
  /** Unique on its subject: lower-case words with hyphens, `connections-used`. */
  readonly name: string;
  /** What its alert is called, behind the subject's name: `Down`, for `PostgresDown`. @default the name: `ConnectionsUsed` */
  readonly alert?: string;
  /** What its alerts are about, where the subject only measures it: `Host`, for `HostDiskFree`. @default the subject */
  readonly about?: string;
  /** What the figure is, without a full stop: its value stands behind it. */
  readonly description: Text;
  /** What is wrong when its alert fires, as the first thing that is read. @default the description */
  readonly problem?: Text;
  /** PromQL; one value a time series. */
  readonly query: string;
  readonly unit: ObservableUnit;
  readonly warning?: Threshold;
  readonly critical?: Threshold;
  /** Whether it is an alert when the query yields nothing. */
  readonly mustExist: boolean;
  /** What the figure says, and when it is good. */
  readonly interpretation?: Text;
  /** What the person who is woken by it does first. */
  readonly nextSteps?: Text;
  /** Who looks after it. */
  readonly owner?: string;
  /**
   * Series under which its alerts fire, and do not, for their tests: of queries that can't be worked out from thresholds.
   *
   * @default worked out from the query
   */
  readonly example?: ObservableExample;
  readonly panel: { readonly kind: 'timeseries' | 'stat' | 'gauge'; readonly legend: string };
}

/** Series by their name and labels, each with its values once a minute, as promtool writes them: `0+60x30`. */
export interface ObservableExample {
  readonly quiet: Readonly<Record<string, string>>;
  /** @default the warning's alert is not tested alone */
  readonly warning?: Readonly<Record<string, string>>;
  /** Also fires what is a warning. @default as for `warning` */
  readonly critical?: Readonly<Record<string, string>>;
}

/** Grafana's names of units. */
export type ObservableUnit =
  'none' | 'short' | 'percentunit' | 'bytes' | 's' | 'ms' | 'reqps' | 'ops' | 'dtdurations' | 'dateTimeAsIso';

/** How the data of a subject gets out, and in again. Commands run in the subject's container. */
export interface BackupContribution {
  readonly kind: 'backup';
  /** Name within the backup set: `postgres`. */
  readonly name: string;
  /** Volumes whose data it covers. */
  readonly volumes: readonly string[];
  /** Writes the data to its standard output. `files`: the volumes are copied while the subject is stopped. */
  readonly dump: { readonly argv: readonly string[]; readonly extension: string } | 'files';
  /** Reads it from its standard input. */
  readonly restore?: readonly string[];
  /** Ends with 0 if the dump on its standard input is sound. */
  readonly verify?: readonly string[];
}

/**
 * How a secret is replaced, by `scripts/secrets.sh rotate`. Commands run in the subject's container and read a value from their standard
 * input. What mounts the secret gets new containers, in the order of the graph.
 */
export interface RotationContribution {
  readonly kind: 'rotation';
  readonly secret: string;
  /**
   * `restart`: the new file and new containers are enough. `job`: a one-shot workload carries the new file over. `command`: the subject
   * is told the new value, and goes on; where it can take two values at once, `argv` adds the new one and `retire`, which is given the
   * new one too, takes away every other when all have changed.
   */
  readonly how:
    | { readonly kind: 'restart' }
    | { readonly kind: 'command'; readonly argv: readonly string[]; readonly retire?: readonly string[] }
    | { readonly kind: 'job'; readonly workload: string };
  /**
   * Ends with 0 if the subject accepts the value, with 1 if it refuses it; anything else means that it could not be asked.
   *
   * @default nobody is asked: the health of what mounts the secret is all that is looked at
   */
  readonly accepts?: readonly string[];
}

/** A certificate and its key, which must belong together: `scripts/secrets.sh` checks that they do. */
export interface CertificateContribution {
  readonly kind: 'certificate';
  /** Secret with the certificate chain, the server's first. */
  readonly certificate: string;
  /** Secret with the private key. */
  readonly key: string;
  /** Names that it is served for, `*.example.org` among them. */
  readonly hosts: readonly string[];
  /**
   * Makes the subject read both files again without an end, in its container; fails where it can't use them.
   *
   * @default it gets new containers when they change
   */
  readonly reload?: readonly string[];
}

/** Something that must hold on a running platform, besides what the edges say. */
export interface CheckContribution {
  readonly kind: 'check';
  readonly name: string;
  readonly description: Text;
  readonly check: ProbeCheck;
}

/** A section of the runbook about a subject. */
export interface RunbookSection {
  readonly kind: 'runbook';
  /** Anchor: lower-case words with hyphens. */
  readonly id: string;
  readonly title: Text;
  /** Markdown. */
  readonly body: Text;
}
