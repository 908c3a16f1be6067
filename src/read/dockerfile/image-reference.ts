/** The parts of an image's name, as written: `registry/repository:tag@digest`. */
export interface ImageReference {
  readonly text: string;
  readonly registry: string | undefined;
  /** With its folders, without registry: `library/node`, `node`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Whether a part of it is only known at build time: a variable without a default. */
  readonly dynamic: boolean;
}

/** Takes an image's name apart, leniently: the engine is the one to refuse it. */
export function readImageReference(text: string, dynamic = false): ImageReference {
  const [name, digest] = split(text, '@');
  const slash = name.lastIndexOf('/');
  const last = name.slice(slash + 1);
  const colon = dynamic ? tagColon(last) : last.indexOf(':');
  const tag = colon < 0 ? undefined : last.slice(colon + 1);
  const path = name.slice(0, slash + 1) + (colon < 0 ? last : last.slice(0, colon));
  const [first = '', ...rest] = path.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return {
    text,
    registry: hasRegistry ? first : undefined,
    repository: hasRegistry ? rest.join('/') : path,
    tag,
    digest,
    dynamic,
  };
}

function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The colon before the tag, not that of `${VERSION:-1}`. */
function tagColon(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === ':' && depth === 0) return index;
  }
  return -1;
}
