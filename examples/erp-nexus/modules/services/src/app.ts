import { loadConfigOrExit } from './config.js';
import { connectPostgres } from './postgres.js';
import { addRoutes, createServer } from './server.js';
import { closeOnSignal } from './shutdown.js';

const config = loadConfigOrExit();
const app = createServer(config);
const prisma = connectPostgres(config, app.log);

app.addHook('onClose', async () => prisma.$disconnect());
closeOnSignal(app);
addRoutes(app, config, prisma);

try {
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  app.log.fatal(error, 'cannot listen');
  process.exit(1);
}
