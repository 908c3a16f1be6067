import { fnv1a } from '../../../model/fnv1a.js';

/** Longest uid of a dashboard that Grafana stores. */
const LONGEST = 40;

/** Largest id of a panel: Grafana's back end keeps it in 32 bits with a sign. */
const LARGEST = 0x7fff_ffff;

/**
 * Uid of a dashboard, and thereby its address: `erp-nexus-postgres`. Bookmarks and alerts hold it, so it depends on names
 * alone.
 *
 * @param subject a workload; none for the overview of the platform
 */
export function dashboardUid(platform: string, subject?: string): string {
  const name = subject === undefined ? platform : `${platform}-${subject}`;
  if (name.length <= LONGEST) return name;
  const hash = fnv1a(name).toString(16).padStart(8, '0');
  return `${name.slice(0, LONGEST - hash.length - 1)}-${hash}`;
}

/**
 * Ids of the panels of one dashboard, by their names. They come from the names and not from places: another panel before
 * them changes none, and neither a link from an alert nor an annotation loses its panel. Never 0, which Grafana can't find.
 */
export function panelIds(names: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const ids = new Map<string, number>();
  // Two of one hash are told apart in the order of their names, whatever order they are declared in.
  for (const name of [...names].sort()) {
    let id = (fnv1a(name) % LARGEST) + 1;
    while (taken.has(id)) id = (id % LARGEST) + 1;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

/** Address of a panel within Grafana. */
export function panelPath(uid: string, panel: number): string {
  return `/d/${uid}?viewPanel=${panel}`;
}
