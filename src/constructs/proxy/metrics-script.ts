import type { Contribution } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { show } from '../../model/errors.js';
import type { RouteModel } from '../../model/route.js';
import { METRICS_PORT, PROXY_SCRAPE, SCRIPT } from './proxy-metrics.js';
import { proxyObservables } from './proxy-observables.js';
import { proxySlis } from './proxy-slis.js';

/**
 * The script with which nginx counts requests. It is there only if somebody may ask for the figures: monitoring that is stopped
 * changes nothing about the proxy, and a platform without it has no script.
 */
export class MetricsScript {
  /** Where it stands in the container. */
  public readonly target = SCRIPT;
  private asked = false;

  /** @param isWanted whether the proxy is to be measured, in this rollout phase */
  public constructor(
    private readonly proxy: string,
    private readonly isWanted: boolean,
  ) {}

  /** Whether somebody may ask for the figures. */
  public get isAsked(): boolean {
    return this.asked;
  }

  /** Path in the output. */
  public get path(): string {
    return `infrastructure/${this.proxy}/metrics.js`;
  }

  /** Notes that a workload may open these ports. @returns whether it is the first that may ask for figures */
  public open(ports: readonly number[]): boolean {
    if (this.asked || !this.isWanted || !ports.includes(METRICS_PORT)) return false;
    this.asked = true;
    return true;
  }

  public contributions(routes: readonly RouteModel[]): readonly Contribution[] {
    if (!this.isWanted) return [];
    return [PROXY_SCRAPE, ...proxyObservables(this.proxy, routes), ...proxySlis(this.proxy, routes)];
  }

  public documents(): readonly NewDocument[] {
    if (!this.asked) return [];
    return [
      { path: this.path, kind: 'template', syntax: 'slashes', template: 'monitoring/nginx-metrics.js.hbs', view: {} },
    ];
  }

  /** @returns what is known of an image that nginx may not start with; undefined for others */
  public doubtsAbout(image: string): string | undefined {
    if (!this.asked) return undefined;
    const [, path = '', tag = ''] = /^(.*?)(?::([^/@]*))?(?:@.*)?$/.exec(image) ?? [];
    const version = /^1\.(\d+)(?:\.(\d+))?(?!\d)/.exec(tag);
    const [minor, patch] = [Number(version?.[1]), version?.[2]];
    const doubt = /(?:^|\/)(?:openresty|tengine)(?:\/|$)/.test(path)
      ? 'is another nginx, without njs'
      : // The image's history: njs 0.8 came with 1.25.1, and with a late build of 1.24.0.
        /(?:^|\/)nginx(?:-unprivileged)?$/.test(path) && version && (minor < 24 || (minor === 25 && patch === '0'))
        ? 'brings njs before 0.8'
        : undefined;
    return (
      doubt &&
      `${image} ${doubt}: nginx does not start where ${this.proxy} counts its requests; take nginx 1.26 or later, or write metrics: false`
    );
  }

  /** @returns problem and fix where an image is known to lack the module that runs it */
  public lackedBy(image: string): [problem: string, fix: string] | undefined {
    if (!this.asked || !/:[^/]*-slim(?:@|$)/.test(image)) return undefined;
    return [
      `${show(image)} lacks the module of nginx that counts requests, njs`,
      'Take the image without "-slim", or write metrics: false',
    ];
  }
}
