import type { Place } from '../text/place.js';
import type { SourceText } from '../text/source-text.js';
import type { ShellScript } from '../shell/script.js';
import type { ImageReference } from './image-reference.js';
import type { Variables } from './scope.js';
import { once } from '../../model/once.js';

/** `--from=build`, `--mount=type=cache,target=/root/.npm`. */
export interface Flag {
  /** Without the dashes, in small letters. */
  readonly name: string;
  /** As written, or undefined for a flag without `=`. */
  readonly value: string | undefined;
  readonly line: number;
}

export interface Argument {
  /** As written, continuation and quotes included. */
  readonly raw: string;
  /** With `ARG` and `ENV` filled in as far as they are known, and without quotes. */
  readonly value: string;
  /** Whether a part of `value` is only known when the image is built. */
  readonly dynamic: boolean;
  readonly line: number;
}

/** `NAME=value` of `ARG`, `ENV` and `LABEL`. */
export interface Assignment {
  readonly name: string;
  /** Undefined for an `ARG` without a default. */
  readonly value: Argument | undefined;
  /** Whether it is written as `ENV NAME value`, the form that was given up. */
  readonly legacy: boolean;
  readonly line: number;
}

export interface Heredoc {
  readonly name: string;
  readonly content: string;
  /** Line of the first line of the content. */
  readonly line: number;
}

export interface Instruction extends Place {
  /** In capitals. Inside of `ONBUILD`, that of the trigger. */
  readonly keyword: string;
  /** As it is written in the file. */
  readonly written: string;
  /** Everything behind the keyword, as written. */
  readonly text: string;
  /** Where `text` starts in the text of the file. */
  readonly start: number;
  readonly flags: readonly Flag[];
  /** Without flags. Of an exec form, its items. */
  readonly args: readonly Argument[];
  /** Whether the arguments are a JSON array. */
  readonly exec: boolean;
  readonly assignments: readonly Assignment[];
  readonly heredocs: readonly Heredoc[];
  readonly onbuild: boolean;
  /** Index in {@link Dockerfile.instructions}. */
  readonly index: number;
  /** The stage that it belongs to; undefined before the first `FROM`, where the file has one. */
  readonly stage: Stage | undefined;
  /** The variables that are known here. */
  readonly variables: Variables;
  /** What is executed by `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`, where it is a POSIX shell's or an exec form. */
  readonly script: ShellScript | undefined;
  /** The `SHELL` in force, `['/bin/sh', '-c']` where none was chosen. */
  readonly shell: readonly string[];
}

/** What `FROM` starts. A file without any `FROM` is read as one stage without a base. */
export interface Stage extends Place {
  readonly index: number;
  /** In small letters, as Docker compares names. */
  readonly name: string | undefined;
  readonly from: Instruction | undefined;
  /** The image that it names, variables filled in; undefined without a `FROM`. */
  readonly image: ImageReference | undefined;
  /** The stage of this file that it continues (`FROM build`). */
  readonly parent: Stage | undefined;
  /** What follows `FROM`, in order. */
  readonly instructions: readonly Instruction[];
  /** Whether it is the last one: what `docker build` makes. */
  readonly final: boolean;
  /** Whether the last stage needs it: its parent, or the source of a `COPY --from` or a mount, directly or not. */
  readonly needed: boolean;
}

export interface Comment extends Place {
  /** Without the `#`. */
  readonly text: string;
}

export interface Dockerfile extends Place {
  readonly kind: 'dockerfile';
  readonly source: SourceText;
  /** `\` or a backquote. */
  readonly escape: string;
  /** In the order of the file, those before the first `FROM` included. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** The stage that `docker build` makes; undefined for a file without any instruction. */
  readonly final: Stage | undefined;
  /** Whether it has a `FROM`. Rules about what is missing say nothing of a fragment. */
  readonly complete: boolean;
  readonly comments: readonly Comment[];
  /** Of one that stands in a Compose file (`dockerfile_inline`), its lines there. */
  readonly within?: Place;
}

/** Instructions of a stage and of those that it continues, from the outermost base on. */
export function inherited(stage: Stage): readonly Instruction[] {
  return lineage(stage).flatMap(({ instructions }) => instructions);
}

/** A stage and those that it continues, from the outermost base on. */
export function lineage(stage: Stage): readonly Stage[] {
  const stages: Stage[] = [];
  for (let each: Stage | undefined = stage; each; each = each.parent) stages.push(each);
  return stages.reverse();
}

/** How far back {@link preceding} looks: no image may have as many layers. */
const PRECEDING = 200;

/** The instructions before one, in its stage and those that it continues, in order; the last two hundred of them. */
export function preceding(instruction: Instruction): readonly Instruction[] {
  const { stage } = instruction;
  const at = Math.max(0, positionOf(instruction));
  const own = stage?.instructions.slice(Math.max(0, at - PRECEDING), at) ?? [];
  const parts: (readonly Instruction[])[] = [own];
  let missing = PRECEDING - own.length;
  for (let outer = stage?.parent; outer && missing > 0; outer = outer.parent) {
    parts.push(outer.instructions.slice(-missing));
    missing -= outer.instructions.length;
  }
  return parts.reverse().flat();
}

/** The instructions behind one in its stage. */
export function following(instruction: Instruction): readonly Instruction[] {
  const from = positionOf(instruction) + 1;
  return instruction.stage?.instructions.slice(from, from + PRECEDING) ?? [];
}

/** Where it stands in its stage, whose instructions follow each other in the file. */
function positionOf({ index, stage }: Instruction): number {
  return index - (stage?.instructions[0]?.index ?? index);
}

/** Whether what a stage holds is in the image that is built: it is the last one, or one that the last continues. */
export function isOfImage(stage: Stage, dockerfile: Dockerfile): boolean {
  return imageOf(dockerfile).has(stage);
}

const imageOf = once(({ final }: Dockerfile): ReadonlySet<Stage> => new Set(final ? lineage(final) : []));

/** The last instruction of that kind that is in force at the end of a stage; triggers are not. */
export function lastOf(stage: Stage, keyword: string): Instruction | undefined {
  for (let each: Stage | undefined = stage; each; each = each.parent) {
    const last = each.instructions.findLast((instruction) => instruction.keyword === keyword && !instruction.onbuild);
    if (last) return last;
  }
  return undefined;
}
