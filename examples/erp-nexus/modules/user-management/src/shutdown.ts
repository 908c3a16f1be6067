import { once } from 'node:events';
import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** In-flight requests get this long; the container runtime kills after 10 s. */
const DRAIN_MS = 8_000;

/** Connections in use end within this time, each with an answer that says so; then the idle ones are closed. */
const LINGER_MS = 1_000;

/**
 * On SIGTERM or SIGINT: stop accepting, let requests in flight finish, run the `onClose` hooks, exit 0.
 * Create the application with `forceCloseConnections: 'idle'` and `return503OnClosing: false`.
 */
export function closeOnSignal(app: FastifyInstance): void {
  let closing = false;

  // A client that is answered while closing must not send its next request on this connection.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });

  const close = async (signal: NodeJS.Signals): Promise<void> => {
    if (closing) return;
    closing = true;
    app.log.info({ signal }, 'shutting down');
    setTimeout(() => app.server.closeAllConnections(), DRAIN_MS).unref();
    try {
      await stopAccepting(app.server);
      await app.close();
      app.log.info('bye');
      process.exit(0);
    } catch (error) {
      app.log.error(error, 'shutdown failed');
      process.exit(1);
    }
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

/**
 * Takes no new connections, and waits for those that are open. `app.close()` alone would close all that are between two
 * requests at once, also where the next one has been sent and was not read yet: that request would be lost.
 */
async function stopAccepting(server: Server): Promise<void> {
  const closed = once(server, 'close');
  Server.prototype.close.call(server);
  await Promise.race([closed, sleep(LINGER_MS)]);
}
