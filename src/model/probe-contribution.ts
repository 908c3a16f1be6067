/**
 * A page that is asked for as users of the subject ask for it: whether it answers, how fast, and how long its certificate is
 * valid.
 */
export interface ProbeContribution {
  readonly kind: 'probe';
  /**
   * `route`: a way from outside, through a proxy. `readiness`: whether a workload can do its work now; asked for where a route
   * leads to that workload.
   */
  readonly of: 'route' | 'readiness';
  /** Path of the route in the model, of `readiness` none: the label `route`. */
  readonly route?: string;
  /** Name of the workload that the route leads to, of `readiness` none: the label `upstream`. @default the subject's, of a route */
  readonly upstream?: string;
  /** Port of the subject. */
  readonly port: number;
  readonly path: string;
  /** Whether the subject speaks TLS there. @default false */
  readonly tls?: boolean;
  /** Name that is asked for, in the header `Host` and in the TLS handshake. @default the subject's */
  readonly host?: string;
  /** What is good: a status of 200 to 299, or any answer that is no error of a server (below 500). @default 'success' */
  readonly expects?: 'success' | 'answer';
}

/** What a scrape asks an exporter of many things about one of them. */
export interface ScrapeTarget {
  /** Parameters of the query. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Labels of its series. */
  readonly labels: Readonly<Record<string, string>>;
}
