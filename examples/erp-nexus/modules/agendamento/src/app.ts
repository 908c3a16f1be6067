import { orExit } from '../../shared/src/config.js';
import { closeOnSignal } from '../../shared/src/shutdown.js';
import { loadConfig } from './config.js';
import { connectPostgres } from './postgres.js';
import { addRoutes, createServer } from './server.js';
import { RemoteUsers } from './users.js';

const config = orExit(loadConfig);
const app = createServer(config);
const prisma = connectPostgres(config, app.log);
const users = new RemoteUsers(config.userManagementUrl, config.hmacSecret);

app.addHook('onClose', async () => prisma.$disconnect());
closeOnSignal(app);
addRoutes(app, config, { prisma, users });

try {
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  app.log.fatal(error, 'cannot listen');
  process.exit(1);
}
