import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { AdminSeed } from './config.js';
import type { PrismaClient } from './generated/prisma/client.js';
import { hashPassword } from './password.js';

const RETRY_MS = 5_000;

/** Creates the administrator if there is none. Two instances starting at once create one. */
export async function seedAdmin(prisma: PrismaClient, admin: AdminSeed, log: FastifyBaseLogger): Promise<void> {
  if ((await prisma.user.count({ where: { role: 'ADMIN' } })) > 0) return;
  if (!admin.password) {
    log.warn('there is no administrator and ADMIN_PASSWORD is not set: nobody can log in');
    return;
  }
  const passwordHash = await hashPassword(admin.password);
  const data = { email: admin.email, name: 'Administrator', role: 'ADMIN' as const, passwordHash };
  const { count } = await prisma.user.createMany({ data, skipDuplicates: true });
  if (count > 0) log.info({ email: admin.email }, 'administrator created');
}

/** Seeds in the background until the database answers; `signal` gives up. */
export async function seedWhenReady(
  prisma: PrismaClient,
  admin: AdminSeed,
  log: FastifyBaseLogger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      return await seedAdmin(prisma, admin, log);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error }, `cannot look for an administrator, next try in ${RETRY_MS} ms`);
      await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
