import type { Observable } from '../../../model/contribution.js';

/** `connections-used` → `ConnectionsUsed` */
export function words(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * What the alert of an observable is called: `PostgresConnectionsUsed`. People silence and route alerts by it, so it
 * changes only when the subject or the observable is renamed.
 */
export function alertName(
  subject: string,
  { name, alert, about }: Pick<Observable, 'name' | 'alert' | 'about'>,
): string {
  return (about ?? words(subject)) + (alert ?? words(name));
}

/** What the alert of a figure without a value is called: `PostgresConnectionsUsedMissing`. */
export function missingName(subject: string, { name, about }: Pick<Observable, 'name' | 'about'>): string {
  return `${about ?? words(subject)}${words(name)}Missing`;
}

/** Where the runbook speaks of an observable: `postgres-connections-used`. */
export function runbookAnchor(subject: string, name: string): string {
  return `${subject}-${name}`;
}
