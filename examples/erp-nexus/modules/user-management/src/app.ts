import { loadConfigOrExit } from './config.js';
import { connectPostgres, connectRedis, disconnectRedis } from './connections.js';
import { createRegistry, serveMetrics } from './metrics.js';
import { measurePool } from './pool-metrics.js';
import { seedWhenReady } from './seed.js';
import { addRoutes, createServer } from './server.js';
import { closeOnSignal } from './shutdown.js';

const config = loadConfigOrExit();
const app = createServer(config);
const metrics = createRegistry();
const prisma = connectPostgres(config, app.log, measurePool(metrics, config.databasePoolSize));
const redis = connectRedis(config, app.log);
const stopping = new AbortController();

app.addHook('preClose', async () => stopping.abort());
app.addHook('onClose', async () => {
  await Promise.allSettled([prisma.$disconnect(), disconnectRedis(redis)]);
});
closeOnSignal(app);
serveMetrics(app, metrics, config);
addRoutes(app, config, { prisma, redis, metrics });

try {
  await app.listen({ host: config.host, port: config.port });
  await seedWhenReady(prisma, config.admin, app.log, stopping.signal);
} catch (error) {
  app.log.fatal(error, 'cannot start');
  process.exit(1);
}
