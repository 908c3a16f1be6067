import type { Watched } from '../rules/watched.js';
import { dashboardUid, panelIds, panelPath } from './ids.js';

/** Where the panel of an observable is within Grafana, for links from its alerts. */
export function panelPaths(
  platform: string,
  observables: readonly Watched[],
): (watched: Watched) => string | undefined {
  const names = new Map<string, string[]>();
  for (const { subject, name } of observables) names.set(subject, [...(names.get(subject) ?? []), name]);
  const ids = new Map([...names].map(([subject, own]) => [subject, panelIds(own)]));
  return ({ subject, name }) => {
    const id = ids.get(subject)?.get(name);
    return id === undefined ? undefined : panelPath(dashboardUid(platform, subject), id);
  };
}
