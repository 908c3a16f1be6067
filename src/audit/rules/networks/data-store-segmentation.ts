import { escapePattern } from '../../../read/text/pattern.js';
import { composeRule } from '../../rule.js';
import { isPublic, publishedPorts } from '../../../read/compose/addresses.js';
import type { ComposeProject, ComposeService } from '../../../read/compose/document.js';
import { dependenciesOf, isDataStore } from '../../../read/compose/roles.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';

export const dataStoreSegmentation = composeRule({
  id: 'data-store-segmentation',
  title: 'What is published does not reach databases that it does not use',
  severity: 'low',
  theme: 'networks',
  rationale:
    'The service that faces the world is the first to be taken over. On one network with the database, it is one step away from it.',
  remedy: 'Put the proxy on a network with the application, and the database on another one with it.',
  example: [
    'services:',
    '  proxy:',
    '    networks: [front]',
    '  app:',
    '    networks: [front, back]',
    '  db:',
    '    networks: [back]',
  ].join('\n'),
  references: { owasp: ['RULE #5'], nist: ['4.3.3', '4.3.4'] },
  check(project, report) {
    const stores = project.services.filter(isDataStore);
    for (const edge of project.services) {
      if (stores.includes(edge) || !publishedPorts(edge).some(isPublic)) continue;
      for (const store of stores) {
        const shared = networksOf(edge).find((name) => networksOf(store).includes(name));
        if (shared === undefined || mentions(edge, store.name) || isOnlyUser(project, edge, store)) continue;
        report(
          edge.node.entries.get('networks') ?? edge.at,
          `${edge.name} is published, and reaches ${store.name} over the network ${shared}, which it does not use`,
        );
      }
    }
  },
});

const networksOf = (service: ComposeService): readonly string[] =>
  service.networkMode === undefined ? (service.networks ?? ['default']) : [];

/** Whether a service waits for another, or has its name in what it is told: an address, a link, a command. */
function mentions(service: ComposeService, name: string): boolean {
  if (dependenciesOf(service).some((dependency) => dependency.name === name)) return true;
  const told = [
    ...service.environment.map(({ value }) => value ?? ''),
    ...['links', 'command', 'entrypoint', 'env_file'].flatMap((key) =>
      itemsOf(service.get(key)).map((item) => textOf(item) ?? ''),
    ),
  ];
  // Variables in a file are not seen here: who has one may well use it.
  if (service.get('env_file')) return true;
  return told.some((text) => new RegExp(`(?<![\\w-])${escapePattern(name)}(?![\\w-])`).test(text));
}

/** With nothing else beside the two, the one that is published is the application itself. */
function isOnlyUser(project: ComposeProject, edge: ComposeService, store: ComposeService): boolean {
  return !project.services.some((other) => other !== edge && other !== store && !isDataStore(other));
}
