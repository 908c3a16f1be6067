import { serviceRule } from '../../rule.js';

export const loggingConfigured = serviceRule({
  id: 'logging-configured',
  title: 'Every service says where its log goes',
  severity: 'info',
  theme: 'logging',
  rationale:
    "Without `logging` the engine's default holds: files that are never rotated, unless the administrator changed it, and that are gone with the container.",
  remedy: 'Give the service a `logging` section; an anchor saves writing it for each.',
  example: ['logging:', '  driver: local'].join('\n'),
  references: { cis: ['2.13'], nist: ['4.4.5'] },
  checkService(service, report) {
    if (service.get('logging') ?? service.get('log_driver')) return;
    report(service.at, `${service.name} leaves its log to the engine's default`);
  },
});
