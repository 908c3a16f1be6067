import type { NewDocument } from '../../model/document.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { networkVariable } from '../../model/variables.js';
import type { LegacySteps } from '../core/legacy-data.js';
import { isMovable } from '../core/platform-documents.js';

/** `scripts/cut-over.sh`, and the folder in which it keeps how far it has come on a host. */
export function cutOverDocuments(model: PlatformModel, legacy: string, data: readonly LegacySteps[]): NewDocument[] {
  if (data.length === 0) return [];
  const resources = new Set(data.map(({ subject }) => subject.name));
  // The monitoring has a file of its own, and is started when the rest runs.
  const running = model.workloads.filter(({ kind, group }) => kind !== 'job' && group === undefined);
  return [
    {
      path: 'scripts/cut-over.sh',
      executable: true,
      kind: 'template',
      syntax: 'hash',
      template: 'scripts/cut-over.sh.hbs',
      view: {
        platform: model.name,
        legacy,
        inner: running.filter(({ name, publish }) => publish.length === 0 && !resources.has(name)).map(nameOf),
        waysIn: running.filter(({ publish }) => publish.length > 0).map(nameOf),
        readiness: running.flatMap(({ name, readiness }) =>
          readiness ? [`${name} ${readiness.port} ${readiness.path}`] : [],
        ),
        secrets: model.secrets.map(nameOf),
        variable: isMovable(model) && networkVariable(model.name),
        data: data.map(({ script, service }) => ({ script, service })),
      },
    },
    {
      path: 'cut-over/.gitignore',
      kind: 'lines',
      syntax: 'hash',
      lines: ['# How far scripts/cut-over.sh has come on this host.', '*', '!.gitignore'],
    },
  ];
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
