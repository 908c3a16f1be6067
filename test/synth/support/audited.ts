import { NexusService, type PlatformModel, RedisCache, SecureDockerfile } from '../../../src/index.js';
import { AuditCache } from '../../../src/synth/audit-cache.js';
import { auditOutput } from '../../../src/synth/audit-output.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { newPlatform } from '../../support/project.js';

/** A platform with findings in Compose files and Dockerfiles. */
export function shop(orders: { readonly port?: number; readonly privileged?: boolean } = {}): PlatformModel {
  const platform = newPlatform();
  const redis = new RedisCache(platform, 'redis');
  const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
  new NexusService(platform, 'orders', { port: orders.port ?? 4002, dockerfile, uses: [redis] });
  new NexusService(platform, 'stock', { port: 4003, dockerfile: SecureDockerfile.node({ context: 'modules/stock' }) });
  if (orders.privileged) platform.compose.addOverride('services.orders.privileged', true);
  return platform.toModel();
}

/** Everything that an audit says, with or without the cache of a folder. */
export function audited(model: PlatformModel, folder?: string): string {
  const cache = folder === undefined ? undefined : new AuditCache(folder, model.name);
  const output = auditOutput(model, renderPlatform(model), { cache });
  cache?.save();
  if (!output) throw new Error('the audit is off');
  const { report, ...rest } = output;
  const plain = report.findings.map(({ rule, source, ...finding }) => ({
    ...finding,
    source,
    rule: rule.id,
    text: rule.title,
  }));
  return JSON.stringify({ ...rest, ...report, findings: plain, rules: report.rules.length });
}
