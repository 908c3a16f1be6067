import { Node, Project } from 'ts-morph';

/** Part of a source that runs as a whole or not at all: a function, or what is around all functions. */
export interface Part {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The name of the global function that an instrumented source calls with a part's id. */
export const HIT = '__nexusHit';

/** The functions of a source, and the source itself: it runs where any of its functions does, as test files share it. */
export function partsOf(file: string, text: string): Part[] {
  return read(file, text).map(({ part }) => part);
}

/** The innermost part around a place. */
export function partAt(parts: readonly Part[], position: number): Part {
  const around = parts.filter(({ start, end }) => start <= position && position < end);
  const innermost = around.reduce<Part | undefined>(
    (best, part) => (best && best.end - best.start <= part.end - part.start ? best : part),
    undefined,
  );
  if (!innermost) throw new Error(`there is no part around ${position}`);
  return innermost;
}

/** The source, where each part says that it runs; its lines stay where they are. */
export function instrument(file: string, text: string): string {
  const insertions = read(file, text).flatMap(({ part, body }) => {
    const call = `globalThis.${HIT}?.(${JSON.stringify(part.id)})`;
    if (!body) return [];
    if (Node.isBlock(body)) return [{ at: body.getStart() + 1, insert: `${call};` }];
    return [
      { at: body.getStart(), insert: `(${call}, ` },
      { at: body.getEnd(), insert: ')' },
    ];
  });
  // From the end, so that places before stay where they are. Of two at one place, all begin or all end something.
  return insertions
    .sort((a, b) => b.at - a.at)
    .reduce((result, { at, insert }) => result.slice(0, at) + insert + result.slice(at), text);
}

function read(file: string, text: string): { readonly part: Part; readonly body?: Node }[] {
  const source = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true }).createSourceFile('a.ts', text);
  const functions = source.getDescendants().flatMap((node) => {
    if (!Node.isFunctionLikeDeclaration(node) && !Node.isArrowFunction(node) && !Node.isFunctionExpression(node))
      return [];
    const body = Node.isBodyable(node) || Node.isBodied(node) ? node.getBody() : undefined;
    if (!body) return [];
    const [start, end] = [node.getStart(), node.getEnd()];
    return [{ part: { id: `${file}:${start}`, start, end }, body }];
  });
  return [{ part: { id: `${file}:module`, start: 0, end: text.length + 1 } }, ...functions];
}
