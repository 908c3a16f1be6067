/** What reads a database's URL. */
export type DatabaseClient = 'prisma' | 'plain';
