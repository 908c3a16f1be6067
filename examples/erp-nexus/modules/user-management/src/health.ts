import type { FastifyInstance } from 'fastify';

/** Asks one dependency for a sign of life; rejects if it has none. */
export type Check = () => Promise<unknown>;

export interface CheckResult {
  readonly ok: boolean;
  readonly ms: number;
}

export const CHECK_TIMEOUT_MS = 2_000;

/** Routes that the platform asks all the time: not logged, and open without credentials. */
export const PROBES: ReadonlySet<string> = new Set(['/health', '/health/deep']);

/**
 * `GET /health`: the process answers (liveness, no dependency).
 * `GET /health/deep`: the dependencies answer too (readiness), otherwise 503.
 */
export function registerHealth(app: FastifyInstance, checks: Record<string, Check>): void {
  app.get('/health', async () => ({ status: 'ok' }));

  app.get('/health/deep', async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]): Promise<[string, CheckResult]> => {
        const started = performance.now();
        const failure = await failureOf(check);
        if (failure) request.log.error({ check: name, err: failure }, 'dependency is not ready');
        return [name, { ok: !failure, ms: Math.round(performance.now() - started) }];
      }),
    );
    const ready = results.every(([, result]) => result.ok);
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) });
  });
}

async function failureOf(check: Check): Promise<Error | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}
