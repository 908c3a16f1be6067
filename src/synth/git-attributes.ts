import { marker } from '../model/marker.js';
import type { PlatformModel } from '../model/platform-model.js';
import type { RenderedFile } from './render/files.js';

/**
 * `.gitattributes` of the output: line ends of what is generated, file by file, since other files of the folder are not
 * ours. Where Git would write carriage returns (`core.autocrlf`), scripts could not run.
 */
export function gitAttributes(model: PlatformModel, files: readonly RenderedFile[]): RenderedFile {
  const inside = files.flatMap(({ path }) =>
    path.startsWith(`${model.outdir}/`) ? [path.slice(model.outdir.length + 1)] : [],
  );
  // It is written when the output has been audited.
  const accepted = model.acknowledgements.length > 0 ? ['nexus-audit.yml'] : [];
  const lines = [...new Set(['.gitattributes', ...inside, ...accepted])]
    .sort()
    .map((path) => `${pattern(path)} text eol=lf`);
  return {
    path: `${model.outdir}/.gitattributes`,
    content: `${[marker('hash'), '# A carriage return in a script would be part of its commands.', ...lines].join('\n')}\n`,
    executable: false,
    origin: model.origin,
  };
}

/** A path as gitattributes(5) writes it: from the file's own folder, quoted where it has blanks. */
function pattern(path: string): string {
  const literal = `/${path.replaceAll(/[*?[\]\\]/g, '\\$&')}`;
  return /[\s"]/.test(literal) ? `"${literal.replaceAll(/["\\]/g, '\\$&')}"` : literal;
}
