import { loadConfigOrExit } from './config.js';
import { connectRedis, disconnectRedis } from './redis.js';
import { addRoutes, createServer } from './server.js';
import { closeOnSignal } from './shutdown.js';

const config = loadConfigOrExit();
const app = createServer(config);
const redis = connectRedis(config.redisUrl, app.log);

app.addHook('onClose', async () => disconnectRedis(redis));
closeOnSignal(app);

try {
  await addRoutes(app, config, redis);
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  app.log.fatal(error, 'cannot listen');
  process.exit(1);
}
