import type { Contributed, ScrapeContribution } from '../../model/contribution.js';

/** A scrape with the workload that it is about. */
export type Scrape = ScrapeContribution & Contributed;

/** The scrapes among contributions, those of one subject by port and path: in any order of calls they are the same. */
export function scrapesOf(contributions: readonly Contributed[]): Scrape[] {
  const scrapes = contributions.filter((contribution): contribution is Scrape => contribution.kind === 'scrape');
  const subjects = new Map([...new Set(scrapes.map(({ subject }) => subject))].map((name, index) => [name, index]));
  const place = ({ subject }: Scrape) => subjects.get(subject) ?? 0;
  return scrapes.sort((a, b) => place(a) - place(b) || a.port - b.port || compare(scrapeKey(a), scrapeKey(b)));
}

/** Two that have it in common are one. */
export function scrapeKey({ subject, port, path, exporter }: Scrape): string {
  return JSON.stringify([subject, port, path, exporter]);
}

/** What the second and later scrapes of a workload have in the label `scrape`: `9464/metrics`. */
export function scrapeName({ port, path }: Scrape): string {
  return `${port}${path}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
