import { marker } from '../model/marker.js';
import type { PlatformModel } from '../model/platform-model.js';
import type { RenderedFile } from './render/files.js';

/**
 * `.gitattributes` of the output: line ends of what is generated. Where Git would write carriage returns
 * (`core.autocrlf`), scripts could not run.
 *
 * By the ends of names, not file by file: two branches that add files change it alike, or not at all. Never a whole
 * folder: in one there may be images of others, which `text` would spoil.
 */
export function gitAttributes(model: PlatformModel, files: readonly RenderedFile[]): RenderedFile {
  const inside = files.flatMap(({ path }) =>
    path.startsWith(`${model.outdir}/`) ? [path.slice(model.outdir.length + 1)] : [],
  );
  // It is written when the output has been audited.
  const accepted = model.acknowledgements.length > 0 ? ['nexus-audit.yml'] : [];
  const patterns = [...new Set(['.gitattributes', ...inside, ...accepted].map(pattern))].sort();
  const lines = patterns.map((each) => `${each} text eol=lf`);
  return {
    path: `${model.outdir}/.gitattributes`,
    content: `${[marker('hash'), '# A carriage return in a script would be part of its commands.', ...lines].join('\n')}\n`,
    executable: false,
    origin: model.origin,
    says: () => ['outdir'],
  };
}

/** `*.sh`, `Dockerfile`; the whole path, as gitattributes(5) quotes it, where the name is of other characters. */
function pattern(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [extension] = /(?<=^[\w-][\w.-]*)\.\w+$/.exec(name) ?? [];
  if (extension !== undefined) return `*${extension}`;
  if (/^[\w.-]+$/.test(name)) return name;
  const literal = `/${path.replaceAll(/[*?[\]\\]/g, '\\$&')}`;
  return /[\s"]/.test(literal) ? `"${literal.replaceAll(/["\\]/g, '\\$&')}"` : literal;
}
