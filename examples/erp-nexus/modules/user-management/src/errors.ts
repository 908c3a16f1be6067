import type { FastifyError, FastifyInstance } from 'fastify';

const AWAY = [503, 'unavailable', 'Something that this service needs is away; try again later'] as const;

/** Prisma's codes: what is the caller's fault, and what passes by itself. */
const DATABASE_ERRORS: Record<string, readonly [status: number, error: string, message: string]> = {
  P2002: [409, 'conflict', 'Such a record exists already'],
  P2025: [404, 'not_found', 'There is no such record'],
  P1001: AWAY,
  P1002: AWAY,
  P1017: AWAY,
};

/** One shape for every error, `{ error, message }`; what went wrong inside is logged, not told. */
export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async (_request, reply) => {
    return reply.code(404).send({ error: 'not_found', message: 'There is no such route' });
  });

  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const [status, name, message] = DATABASE_ERRORS[error.code] ?? [
      error.statusCode ?? 500,
      error.validation ? 'invalid_request' : (error.code ?? 'error'),
      error.message,
    ];
    if (status >= 500) request.log.error(error);
    if (status < 500 || status === 503) return reply.code(status).send({ error: name, message });
    return reply.code(status).send({ error: 'internal_error', message: 'Something went wrong' });
  });
}
