import type { HttpApp } from './http.js';

/** In-flight requests get this long; the container runtime kills after 10 s. */
const DRAIN_MS = 8_000;

/**
 * On SIGTERM or SIGINT: stop accepting, let requests in flight finish, run the `onClose` hooks, exit 0.
 * Create the application with `forceCloseConnections: 'idle'` and `return503OnClosing: false`.
 */
export function closeOnSignal(app: HttpApp): void {
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
      await app.close();
      app.log.info({}, 'bye');
      process.exit(0);
    } catch (error) {
      app.log.error({ err: error }, 'shutdown failed');
      process.exit(1);
    }
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}
