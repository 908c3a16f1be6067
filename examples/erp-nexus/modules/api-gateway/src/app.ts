import { loadConfigOrExit } from './config.js';
import { createRegistry, serveMetrics } from './metrics.js';
import { connectRedis, disconnectRedis } from './redis.js';
import { addRoutes, createServer } from './server.js';
import { closeOnSignal } from './shutdown.js';

const config = loadConfigOrExit();
const app = createServer(config);
const metrics = createRegistry();
const redis = connectRedis(config.redisUrl, app.log);

app.addHook('onClose', async () => disconnectRedis(redis));
closeOnSignal(app);
serveMetrics(app, metrics, config);

try {
  await addRoutes(app, config, { redis, metrics });
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  app.log.fatal(error, 'cannot listen');
  process.exit(1);
}
