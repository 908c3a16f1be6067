import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PrismaClient } from './generated/prisma/client.js';
import { hashPassword } from './password.js';

const ROLES = ['ADMIN', 'MANAGER', 'OPERATOR'] as const;

interface NewUser {
  email: string;
  name: string;
  password: string;
  role?: (typeof ROLES)[number];
}

const userSchema = {
  type: 'object',
  required: ['email', 'name', 'password'],
  additionalProperties: false,
  properties: {
    email: { type: 'string', format: 'email', maxLength: 254 },
    name: { type: 'string', minLength: 1, maxLength: 200 },
    password: { type: 'string', minLength: 12, maxLength: 200 },
    role: { enum: ROLES },
  },
} as const;

const idSchema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', format: 'uuid' } },
} as const;

/** What others may see of a user. */
const select = { id: true, email: true, name: true, role: true, active: true, createdAt: true } as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LIST_LIMIT = 200;

export function registerUsers(app: FastifyInstance, prisma: PrismaClient): void {
  /** The role is looked up at each request: a token may be older than a change of it. */
  const onlyAdmins = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const id = request.userId;
    const user = UUID.test(id) ? await prisma.user.findUnique({ where: { id }, select }) : null;
    if (!user?.active || user.role !== 'ADMIN') {
      await reply.code(403).send({ error: 'forbidden', message: 'Only administrators may do this' });
    }
  };

  app.get('/users', { preHandler: onlyAdmins }, async () => {
    return prisma.user.findMany({ select, orderBy: { email: 'asc' }, take: LIST_LIMIT });
  });

  app.post<{ Body: NewUser }>(
    '/users',
    { schema: { body: userSchema }, preHandler: onlyAdmins },
    async (request, reply) => {
      const { password, email, ...rest } = request.body;
      const data = { ...rest, email: email.toLowerCase(), passwordHash: await hashPassword(password) };
      return reply.code(201).send(await prisma.user.create({ data, select }));
    },
  );

  // Other services ask this one whether a user exists.
  app.get<{ Params: { id: string } }>('/users/:id', { schema: { params: idSchema } }, async (request) => {
    return prisma.user.findUniqueOrThrow({ where: request.params, select });
  });
}
