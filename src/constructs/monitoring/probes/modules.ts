import type { ProbeContribution } from '../../../model/probe-contribution.js';

/** A page to ask for, and of whom. */
export type Page = ProbeContribution & { readonly subject: string };

/** What a probe waits for at most, in seconds: Prometheus' own limit is 10. */
const TIMEOUT = '5s';

/** Everything below 500 that is in the registry of codes (IANA), and 418: what answers so, works. */
const ANSWERS = [
  ...[200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308],
  ...[400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418],
  ...[421, 422, 423, 424, 425, 426, 428, 429, 431, 451],
];

/** How pages are asked for, in the exporter's words, by names of their own; those that are alike once. */
export class Modules {
  private readonly names = new Map<string, string>();
  private readonly byName = new Map<string, object>();

  public constructor(pages: readonly Page[]) {
    for (const page of pages) {
      const module = moduleOf(page);
      const key = JSON.stringify(module);
      if (this.names.has(key)) continue;
      const used = [...this.byName.keys()].filter((name) => name.replace(/ \d+$/, '') === page.subject).length;
      const name = used === 0 ? page.subject : `${page.subject} ${used + 1}`;
      this.names.set(key, name);
      this.byName.set(name, module);
    }
  }

  public nameOf(page: Page): string {
    return this.names.get(JSON.stringify(moduleOf(page))) ?? page.subject;
  }

  /** For the file of the exporter. */
  public get all(): object {
    return Object.fromEntries(this.byName);
  }
}

export function addressOf({ subject, port, path, tls = false }: Page): string {
  return `${tls ? 'https' : 'http'}://${subject}:${port}${path}`;
}

function moduleOf({ tls = false, host, expects = 'success' }: Page): object {
  return {
    prober: 'http',
    timeout: TIMEOUT,
    http: {
      preferred_ip_protocol: 'ip4',
      follow_redirects: false,
      ...(expects === 'answer' && { valid_status_codes: ANSWERS }),
      ...(host !== undefined && { headers: { Host: host } }),
      ...(tls && {
        fail_if_not_ssl: true,
        // Who has issued it clients know, not the platform: its date is read all the same.
        tls_config: { insecure_skip_verify: true, ...(host !== undefined && { server_name: host }) },
      }),
    },
  };
}
