import { loadConfigOrExit } from './config.js';
import { createRegistry, serveMetrics } from './metrics.js';
import { measurePool } from './pool-metrics.js';
import { connectPostgres } from './postgres.js';
import { addRoutes, createServer } from './server.js';
import { closeOnSignal } from './shutdown.js';

const config = loadConfigOrExit();
const app = createServer(config);
const metrics = createRegistry();
const prisma = connectPostgres(config, app.log, measurePool(metrics, config.databasePoolSize));

app.addHook('onClose', async () => prisma.$disconnect());
closeOnSignal(app);
serveMetrics(app, metrics, config);
addRoutes(app, config, { prisma, metrics });

try {
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  app.log.fatal(error, 'cannot listen');
  process.exit(1);
}
