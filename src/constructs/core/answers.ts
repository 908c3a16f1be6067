import type { DocumentModel, NewDocument } from '../../model/document.js';
import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import { checkRelativePath } from '../../model/paths.js';
import { checkProps, fits } from '../../model/shape/index.js';
import { DOCUMENT } from './document-shape.js';

/**
 * The list that a method of a construct, or an aggregate, has returned. Constructs of users are not type-checked when they
 * run.
 *
 * @throws NexusError if it is no list
 */
export function listFrom<T>(method: string, answer: readonly T[], props: NexusErrorProps = {}): readonly T[] {
  if (isList(answer)) return answer;
  throw new NexusError(`${method} returned ${show(answer)}, not a list`, {
    fix: 'Return [] where there is nothing',
    ...props,
  });
}

/**
 * A document as the model has it, wherever it was said.
 *
 * @param what names it in the message: `addDocument`
 * @param origin where it comes from, unless it says so itself
 * @throws NexusError if it is no document, or its path leads out of the output folder
 */
export function documentOf(what: string, document: NewDocument, origin: Origin): DocumentModel {
  // What a method has just made needs no copy.
  if (!fits(DOCUMENT, document)) checkProps(what, DOCUMENT, document, origin);
  checkRelativePath('document', document.path, origin);
  return { ...document, origin: document.origin ?? origin };
}

/** As `Array.isArray`, which forgets the type of the items. */
function isList(answer: readonly unknown[]): boolean {
  return Array.isArray(answer);
}
