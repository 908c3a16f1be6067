import type { FastifyError, FastifyInstance } from 'fastify';

/** One shape for every error, `{ error, message }`; what went wrong inside is logged, not told. */
export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async (_request, reply) => {
    return reply.code(404).send({ error: 'not_found', message: 'There is no such route' });
  });

  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 429) return reply.code(429).send({ error: 'rate_limited', message: error.message });
    if (status < 500) return reply.code(status).send({ error: error.code ?? 'error', message: error.message });
    request.log.error(error);
    return reply.code(status).send({ error: 'internal_error', message: 'Something went wrong' });
  });
}
