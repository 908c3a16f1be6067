import type { FastifyInstance } from 'fastify';
import type { PrismaClient } from './generated/prisma/client.js';
import { hashPassword, verifyPassword } from './password.js';
import type { Sessions } from './sessions.js';
import type { Tokens } from './tokens.js';

interface Credentials {
  email: string;
  password: string;
}

const credentialsSchema = {
  type: 'object',
  required: ['email', 'password'],
  additionalProperties: false,
  properties: {
    email: { type: 'string', minLength: 3, maxLength: 254 },
    password: { type: 'string', minLength: 1, maxLength: 200 },
  },
} as const;

export interface LoginDependencies {
  readonly prisma: PrismaClient;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
}

export function registerLogin(app: FastifyInstance, { prisma, sessions, tokens }: LoginDependencies): void {
  // Checked when there is no such user, so that the time of the answer does not tell.
  const nobody = hashPassword('');

  app.post<{ Body: Credentials }>('/login', { schema: { body: credentialsSchema } }, async (request, reply) => {
    const email = request.body.email.toLowerCase();
    if (await sessions.isLocked(email)) {
      return reply.code(429).send({ error: 'locked', message: 'Too many wrong passwords; try again later' });
    }

    const user = await prisma.user.findUnique({ where: { email } });
    const matches = await verifyPassword(request.body.password, user?.passwordHash ?? (await nobody));
    if (!user?.active || !matches) {
      await sessions.countFailure(email);
      return reply.code(401).send({ error: 'invalid_credentials', message: 'Wrong e-mail address or password' });
    }

    await sessions.forgetFailures(email);
    const { token, session, expiresAt } = await tokens.issue(user);
    await sessions.open(session);
    const { id, name, role } = user;
    return { token, expiresAt, user: { id, email, name, role } };
  });

  app.post('/logout', async (request, reply) => {
    const session = await tokens.sessionOf(request.headers.authorization);
    if (session) await sessions.revoke(session);
    return reply.code(204).send();
  });
}
