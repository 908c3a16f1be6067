import { checksum } from '../../audit/remember/checksum.js';
import type { DocumentModel } from '../../model/document.js';
import { once } from '../../model/once.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { exactText } from './exact-text.js';

/**
 * A checksum of all that decides how a model is rendered: of the whole model, but for where its values come from.
 *
 * What the model as data says in full is not read again. The rest is everything else, so that a new part of a model is
 * in the key without being named here.
 *
 * @param data checksum of the model as data
 * @returns undefined where no text tells the model from every other: users may give anything in overrides and documents
 */
export function modelKey(model: PlatformModel, data: string): string | undefined {
  const {
    workloads,
    edges: _edges,
    networks,
    routes: _routes,
    secrets,
    volumes,
    contributions,
    environments,
    variables,
    documents,
    provenance: _provenance,
    ...rest
  } = model;
  // There they are maps, in which a name like "7" goes first; contributions stand by subject.
  const order = [workloads, networks, secrets, volumes, environments, variables].map((list) =>
    list.map(({ name }) => name),
  );
  order.push(contributions.map(({ subject }) => subject));
  const texts = [exactText(rest), exactText(order), ...documents.map(documentKey)];
  return texts.includes(undefined) ? undefined : checksum(data, ...texts.map(String));
}

/** The same for all that decides how a document is rendered, but for the folder that it goes to. */
export const documentKey = once((document: DocumentModel): string | undefined => {
  const text = exactText({ ...document, origin: undefined, provenance: undefined });
  return text === undefined ? undefined : checksum(text);
});
