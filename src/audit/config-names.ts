/** Names of the configuration file that is read where none is given. */
export const CONFIG_FILES = ['nexus-audit.yml', 'nexus-audit.yaml', 'nexus-audit.json'] as const;
