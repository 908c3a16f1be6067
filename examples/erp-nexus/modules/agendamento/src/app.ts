import { orExit } from '../../shared/src/config.js';
import { closeOnSignal } from '../../shared/src/shutdown.js';
import { Calls } from './call-metrics.js';
import { loadConfig } from './config.js';
import { createRegistry, serveMetrics } from './metrics.js';
import { measurePool } from './pool-metrics.js';
import { connectPostgres } from './postgres.js';
import { addRoutes, createServer } from './server.js';
import { RemoteUsers } from './users.js';

const config = orExit(loadConfig);
const app = createServer(config);
const metrics = createRegistry();
const prisma = connectPostgres(config, app.log, measurePool(metrics, config.databasePoolSize));
const calls = new Calls(metrics, [new URL(config.userManagementUrl).hostname]);
const users = new RemoteUsers(config.userManagementUrl, config.hmacSecret, calls);

app.addHook('onClose', async () => prisma.$disconnect());
closeOnSignal(app);
serveMetrics(app, metrics, config);
addRoutes(app, config, { prisma, users, metrics });

try {
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  app.log.fatal(error, 'cannot listen');
  process.exit(1);
}
