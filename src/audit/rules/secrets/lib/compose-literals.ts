import type { ComposeService } from '../../../../read/compose/document.js';
import { interpolate } from '../../../../read/compose/interpolate.js';
import { at, itemsOf, textOf, type ComposeNode, type ScalarNode } from '../../../../read/compose/node.js';
import type { Place } from '../../../../read/text/place.js';

/** A name and what the file itself says of it: what only the environment or `.env` knows stays `${…}`. */
export interface Literal extends Place {
  readonly name: string;
  /** Undefined where the value is taken from the environment as it is. */
  readonly text: string | undefined;
}

/** Where a service has names with values. */
const SECTIONS = [
  ['environment'],
  ['labels'],
  ['annotations'],
  ['build', 'args'],
  ['build', 'labels'],
  ['deploy', 'labels'],
];

/** `name: value` and `name=value` of a service. */
export function literalsOf(service: ComposeService): Literal[] {
  return SECTIONS.flatMap((path) => pairs(service.get(...path)));
}

/** The same of one section, a map or a list. */
export function pairs(section: ComposeNode | undefined): Literal[] {
  if (section?.kind === 'map') {
    return [...section.entries.values()].map(({ key, value, file, line, endLine }) => ({
      ...{ name: key, file, line, endLine },
      text: value.kind === 'scalar' && value.value !== null ? assigned(value) : undefined,
    }));
  }
  return itemsOf(section).flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const text = assigned(item);
    const equals = text.indexOf('=');
    const { file, line, endLine } = item;
    const name = (equals < 0 ? text : text.slice(0, equals)).trim();
    return [{ name, text: equals < 0 ? undefined : text.slice(equals + 1), file, line, endLine }];
  });
}

/** What is written, defaults filled in, without any variable of the environment. */
export function literal(scalar: ScalarNode): string {
  return scalar.interpolated ? interpolate(scalar.raw, {}).value : String(scalar.value ?? '');
}

function assigned(scalar: ScalarNode): string {
  return scalar.raw.includes('$$') ? literalText(scalar.raw) : literal(scalar);
}

/**
 * What a text of a Compose file says by itself, without any variable of the environment. A dollar within a word, written
 * as `$$`, is a character like any other: `pa$$word`. At the start it may be a shell's.
 */
export function literalText(raw: string): string {
  return interpolate(raw.replace(/(?<=[A-Za-z0-9])\$\$(?=\w)/g, 'S'), {}).value;
}

/** What a service executes: words with the place of the item that they stand in. */
export function commandsOf(
  service: ComposeService,
): { readonly words: readonly string[]; readonly places: readonly Place[] }[] {
  const sections = [service.get('command'), service.get('entrypoint'), service.get('healthcheck', 'test')];
  return sections.flatMap((section) => {
    const items = itemsOf(section).filter((item) => item.kind === 'scalar');
    const words = items.flatMap((item) => split(literal(item)).map((word) => ({ word, item })));
    return words.length === 0 ? [] : [{ words: words.map(({ word }) => word), places: words.map(({ item }) => item) }];
  });
}

/** Words of a command, quotes taken off; good enough to find options in them. */
function split(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}

/** Texts that are written into the file for a container to read: `configs: { x: { content: … } }`. */
export function contentsOf(
  root: ComposeNode,
): { readonly text: string; readonly place: Place; readonly block: boolean }[] {
  const configs = at(root, 'configs');
  if (configs?.kind !== 'map') return [];
  return [...configs.entries.values()].flatMap(({ value }) => {
    const content = at(value, 'content');
    return content?.kind === 'scalar' && textOf(content) !== undefined
      ? [{ text: literal(content), place: content, block: content.endLine > content.line }]
      : [];
  });
}
