import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds this library's own code: `src/` in a checkout, `lib/` in the published package. */
const LIBRARY_ROOT = dirname(dirname(fileURLToPath(import.meta.url))) + sep;

/** Deep enough for a user's helper functions above ours; V8's own default is 10. */
const STACK_DEPTH = 20;

/** `    at name (file:line:column)`, also without a name. Folders may have brackets: "project (copy)". */
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?\/(?:(?!\), ).)*?|[A-Za-z]:(?:(?!\), ).)*?):(\d+):\d+\)?$/;

/** `Error.prepareStackTrace` of the program makes of it whatever it wants: mostly a text. */
interface StackHolder {
  stack?: unknown;
}

/**
 * Where in the user's program something was said, for example `.projenrc.ts:31`.
 *
 * Capturing is cheap (V8 keeps raw frames); the frames are formatted, and source maps consulted, only when the
 * location is printed.
 */
export class SourceLocation {
  /**
   * Remembers the call stack of the caller.
   *
   * @param depth frames, if the program lets us say so
   */
  public static capture(depth = STACK_DEPTH): SourceLocation {
    const holder: StackHolder = {};
    const limit = Error.stackTraceLimit as number | undefined;
    // Programs may have frozen it, or removed it.
    const wanted = Reflect.set(Error, 'stackTraceLimit', depth);
    Error.captureStackTrace(holder);
    if (limit === undefined) Reflect.deleteProperty(Error, 'stackTraceLimit');
    else Reflect.set(Error, 'stackTraceLimit', limit);
    return new SourceLocation(holder, wanted ? depth : (limit ?? 0));
  }

  private constructor(
    private readonly holder: StackHolder,
    private readonly depth: number,
  ) {}

  /** `file:line` of the innermost frame outside this library and its dependencies; `undefined` where there is none. */
  public toString(): string {
    return this.resolve() ?? 'unknown place';
  }

  /** @internal the whole call stack, the innermost call first: `new Box (file:///…/box.ts:10:5)` */
  public frames(): readonly string[] {
    const lines = this.lines().map((line) => line.trim());
    return lines.filter((line) => line.startsWith('at ')).map((line) => line.slice(3));
  }

  /** @internal whether the stack may have had more frames */
  public isCut(): boolean {
    const { length } = this.frames();
    return length === 0 || length >= this.depth;
  }

  /** As `toString()`, but `undefined` where no frame of the user's is on the stack. */
  public resolve(): string | undefined {
    for (const line of this.lines()) {
      const match = FRAME.exec(line);
      if (!match?.[1]) continue;
      const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1];
      if (file.startsWith(LIBRARY_ROOT) || /[\\/]node_modules[\\/]/.test(file)) continue;
      return `${relative(process.cwd(), file).split(sep).join('/')}:${match[2]}`;
    }
    return undefined;
  }

  private lines(): readonly string[] {
    const { stack } = this.holder;
    // Call sites, as programs ask for that look at their callers.
    if (Array.isArray(stack)) return stack.map((site) => `at ${String(site)}`);
    return typeof stack === 'string' ? stack.split('\n') : [];
  }
}
