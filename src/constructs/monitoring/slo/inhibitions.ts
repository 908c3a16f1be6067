import type { Inhibition } from '../alertmanager/inhibitions.js';
import type { AlertRule } from '../rules/alert-rules.js';
import { BURN_RATES, type BurnRate } from './objective.js';

/**
 * Of two alerts of an objective and a severity the faster one is told alone. That what wakes somebody holds back the warning of
 * the same name holds for all alerts.
 */
export function burnInhibitions(alerts: readonly AlertRule[]): Inhibition[] {
  if (!alerts.some(({ labels }) => 'slo' in labels)) return [];
  const of = (severity: BurnRate['severity']) =>
    BURN_RATES.filter((one) => one.severity === severity).map(({ long }) => `window="${long}"`);
  return (['critical', 'warning'] as const).map((severity): Inhibition => {
    const [fast = '', slow = ''] = of(severity);
    const about = ['slo!=""', `severity="${severity}"`];
    return { source_matchers: [...about, fast], target_matchers: [...about, slow], equal: ['alertname', 'service'] };
  });
}
