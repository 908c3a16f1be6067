import { Counter, Histogram, type Registry } from 'prom-client';
import { BOUNDS } from './metrics.js';

/** The status of the answer; `error` without one: refused, reset, too late. */
export type Outcome = number | 'error';

/** Series that exist from the start. A series that appears with its first error has no rate until the second. */
const OUTCOMES: readonly Outcome[] = [200, 500, 502, 503, 504, 'error'];

/** Counts and times calls of other services in their caller: a service that is down reports no errors. */
export class Calls {
  private readonly requests: Counter<'target' | 'code'>;
  private readonly duration: Histogram<'target'>;

  /** @param targets host names of the services */
  constructor(registry: Registry, targets: Iterable<string>) {
    const registers = [registry];
    this.requests = new Counter({
      name: 'http_client_requests_total',
      help: 'Calls of other services, by host name and status; "error" without an answer',
      labelNames: ['target', 'code'],
      registers,
    });
    this.duration = new Histogram({
      name: 'http_client_request_duration_seconds',
      help: 'Time until the answer begins, or is given up',
      labelNames: ['target'],
      buckets: BOUNDS,
      registers,
    });
    for (const target of targets) {
      for (const code of OUTCOMES) this.requests.inc({ target, code }, 0);
      this.duration.zero({ target });
    }
  }

  /** Begins a call. @returns call it with the outcome; only the first one counts */
  begin(target: string): (outcome: Outcome) => void {
    const started = performance.now();
    let ended = false;
    return (code) => {
      if (ended) return;
      ended = true;
      this.requests.inc({ target, code });
      this.duration.observe({ target }, (performance.now() - started) / 1000);
    };
  }
}
