import { signedHeaders } from '../../shared/src/hmac.js';
import type { Calls } from './call-metrics.js';
import { Refusal } from './refusal.js';

const TIMEOUT_MS = 2_000;

/** Knows whether a user exists. */
export interface Users {
  exists(id: string, askedBy: string): Promise<boolean>;
}

/** Asks the service user-management, with a signed request. */
export class RemoteUsers implements Users {
  constructor(
    private readonly url: string,
    private readonly hmacSecret: string,
    private readonly calls: Calls,
  ) {}

  async exists(id: string, askedBy: string): Promise<boolean> {
    const url = new URL(`/users/${encodeURIComponent(id)}`, this.url);
    const headers = signedHeaders(this.hmacSecret, { method: 'GET', path: url.pathname, userId: askedBy });
    const end = this.calls.begin(url.hostname);
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) => {
      end('error');
      throw unavailable(error);
    });
    end(response.status);
    const body = (await response.json().catch(() => ({}))) as { active?: boolean };
    if (response.status === 404) return false;
    if (!response.ok) throw unavailable(new Error(`${url.href} answered ${response.status}`));
    return body.active === true;
  }
}

function unavailable(cause: unknown): Refusal {
  const refusal = new Refusal(503, 'users_unavailable', 'Cannot check the user just now');
  refusal.cause = cause;
  return refusal;
}
