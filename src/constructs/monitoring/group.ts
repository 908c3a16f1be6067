/** The group of everything that watches: a file of its own. */
export const MONITORING = 'monitoring';
