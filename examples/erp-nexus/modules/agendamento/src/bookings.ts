import type { Prisma, PrismaClient } from './generated/prisma/client.js';
import { hashCode, matchesCode, newCode } from './cancellation-code.js';
import { MAX_PERIOD_MS, overlaps, type Period, problemOf } from './period.js';
import { Refusal } from './refusal.js';
import type { Users } from './users.js';

export interface NewBooking extends Period {
  readonly resource: string;
  readonly userId: string;
  readonly customerId?: string | undefined;
  readonly serviceId?: string | undefined;
}

const LIST_LIMIT = 200;

/** Everything but the hash of the cancellation code. */
const omit = { cancellationHash: true } as const;
const include = { resource: { select: { id: true, name: true } } } as const;

/** Books resources so that no two appointments of one overlap. */
export class Bookings {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly users: Users,
  ) {}

  async list() {
    return this.prisma.appointment.findMany({ omit, include, orderBy: { startsAt: 'asc' }, take: LIST_LIMIT });
  }

  async resources() {
    return this.prisma.resource.findMany({ orderBy: { name: 'asc' }, take: LIST_LIMIT });
  }

  /** @returns the appointment and, this once, the code that cancels it */
  async book({ resource, ...booking }: NewBooking, askedBy: string) {
    const problem = problemOf(booking);
    if (problem) throw new Refusal(400, 'invalid_period', problem);
    if (!(await this.users.exists(booking.userId, askedBy))) {
      throw new Refusal(422, 'unknown_user', 'There is no such user');
    }

    const code = newCode();
    const cancellationHash = await hashCode(code);
    const appointment = await this.prisma.$transaction(async (tx) => {
      const { id: resourceId } = await lockResource(tx, resource);
      await refuseOverlap(tx, resourceId, booking);
      return tx.appointment.create({ data: { ...booking, resourceId, cancellationHash }, omit, include });
    });
    return { ...appointment, cancellationCode: code };
  }

  async cancel(id: string, code: string) {
    const { cancellationHash } = await this.prisma.appointment.findUniqueOrThrow({ where: { id } });
    if (!(await matchesCode(code, cancellationHash))) {
      throw new Refusal(403, 'wrong_code', 'This is not the code of this appointment');
    }
    return this.prisma.appointment.update({ where: { id }, data: { status: 'CANCELLED' }, omit, include });
  }
}

/** The resource of this name, made if need be, locked until the transaction ends. */
async function lockResource(tx: Prisma.TransactionClient, name: string): Promise<{ id: string }> {
  return tx.resource.upsert({
    where: { name },
    create: { name, bookings: 1 },
    update: { bookings: { increment: 1 } },
  });
}

async function refuseOverlap(tx: Prisma.TransactionClient, resourceId: string, period: Period): Promise<void> {
  // No appointment is longer than this, so nothing that began earlier can reach into the period.
  const earliest = new Date(period.startsAt.getTime() - MAX_PERIOD_MS);
  const neighbours = await tx.appointment.findMany({
    where: { resourceId, status: 'BOOKED', startsAt: { gte: earliest, lt: period.endsAt } },
    select: { startsAt: true, endsAt: true },
  });
  if (neighbours.some((neighbour) => overlaps(neighbour, period))) {
    throw new Refusal(409, 'overlap', 'The resource is booked at that time');
  }
}
