import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds this library's own code: `src/` in a checkout, `lib/` in the published package. */
const LIBRARY_ROOT = dirname(dirname(fileURLToPath(import.meta.url))) + sep;

/** Deep enough for a user's helper functions above ours; V8's own default is 10. */
const STACK_DEPTH = 20;

/** `    at name (file:line:column)`, also without a name. Folders may have brackets: "project (copy)". */
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?\/(?:(?!\), ).)*?|[A-Za-z]:(?:(?!\), ).)*?):(\d+):\d+\)?$/;

interface StackHolder {
  stack?: string;
}

/**
 * Where in the user's program something was said, for example `.projenrc.ts:31`.
 *
 * Capturing is cheap (V8 keeps raw frames); the frames are formatted, and source maps consulted, only when the
 * location is printed.
 */
export class SourceLocation {
  /** Remembers the call stack of the caller. */
  public static capture(): SourceLocation {
    const holder: StackHolder = {};
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = STACK_DEPTH;
    Error.captureStackTrace(holder);
    Error.stackTraceLimit = limit;
    return new SourceLocation(holder);
  }

  private constructor(private readonly holder: StackHolder) {}

  /** `file:line` of the innermost frame outside this library and its dependencies; `undefined` where there is none. */
  public toString(): string {
    return this.resolve() ?? 'unknown place';
  }

  /** @internal the whole call stack, the innermost call first: `new Box (file:///…/box.ts:10:5)` */
  public frames(): readonly string[] {
    const lines = (this.holder.stack ?? '').split('\n').map((line) => line.trim());
    return lines.filter((line) => line.startsWith('at ')).map((line) => line.slice(3));
  }

  /** As `toString()`, but `undefined` where no frame of the user's is on the stack. */
  public resolve(): string | undefined {
    for (const line of (this.holder.stack ?? '').split('\n')) {
      const match = FRAME.exec(line);
      if (!match?.[1]) continue;
      const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1];
      if (file.startsWith(LIBRARY_ROOT) || /[\\/]node_modules[\\/]/.test(file)) continue;
      return `${relative(process.cwd(), file).split(sep).join('/')}:${match[2]}`;
    }
    return undefined;
  }
}
