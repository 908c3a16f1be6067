import { oneOf, type Type } from '../../model/shape/index.js';

/** Containers of the monitoring that are watched as well, with what in the props of a MonitoringStack leads to each. */
const PARTS = {
  prometheus: 'it is always there',
  alertmanager: 'it is always there',
  grafana: 'grafana: false takes it away',
  'container-exporter': 'containers: false takes it away',
  'node-exporter': 'host: false takes it away',
  'blackbox-exporter': 'it asks for routes of a proxy, and probes: false takes it away',
  loki: 'logs: CentralLogs.loki() adds it',
  alloy: 'logs: CentralLogs.loki() adds it',
} as const;

/**
 * A container that the monitoring itself runs, by its name: figures of all containers are those of `container-exporter`, of the
 * machine those of `node-exporter`, of routes, readiness and certificates those of `blackbox-exporter`.
 */
export type MonitoringPart = keyof typeof PARTS;

const NAME = oneOf(...(Object.keys(PARTS) as MonitoringPart[]));

export const MONITORING_PART: Type<MonitoringPart> = {
  ...NAME,
  fix: (value) => NAME.fix?.(value) ?? 'Of anything else pass the construct itself',
};

/** Why a name that is a part's leads to nothing; undefined for other names. */
export function whyNoPart(name: string): string | undefined {
  return Object.entries(PARTS).find(([part]) => part === name)?.[1];
}
