import { literal } from './literal.js';
import { SourceLocation } from './source-location.js';

/** What a {@link NexusError} can say besides the problem itself. */
export interface NexusErrorProps {
  /** What the user can do about it, as a sentence. */
  readonly fix?: string;
  /** Path of the construct concerned, for example `erp-nexus/crm`. */
  readonly path?: string;
  /** Where the value was given. @default the user's frame on the current call stack */
  readonly location?: SourceLocation;
  /** Several problems of one value: a line each, below. */
  readonly details?: readonly string[];
}

/**
 * A mistake in the platform's description. Its message names the value got, what was expected, the fix, and the place:
 * `[erp-nexus/crm] port 70000 is not between 1 and 65535. … (.projenrc.ts:31)`.
 */
export class NexusError extends Error {
  // Private names: Node prints every other property of an error that nobody caught, after its message.
  readonly #problem: string;
  readonly #props: NexusErrorProps;

  public constructor(problem: string, props: NexusErrorProps = {}) {
    super(formatProblem(problem, props));
    Object.defineProperty(this, 'name', { value: 'NexusError' });
    this.#problem = problem;
    this.#props = props;
    // Node prints `stack`; the frames inside this library say nothing to the person who must correct a value.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** The message with the construct's path and line, where the error itself names none. */
  public within(origin: { readonly path: string; readonly location: SourceLocation }): string {
    return formatProblem(this.#problem, { ...origin, ...this.#props });
  }

  /** The same error for a construct and a line that are known better than where it was thrown. */
  public from(origin: { readonly path: string; readonly location: SourceLocation }): NexusError {
    return new NexusError(this.#problem, { ...this.#props, ...origin });
  }

  /** The message as it reads for a construct that was made elsewhere, where that is known better than here. */
  public at(origin: { readonly path: string; readonly location: SourceLocation }): string {
    return formatProblem(this.#problem, { ...this.#props, ...origin });
  }
}

/** Several mistakes that were found at once. */
export class NexusErrors extends Error {
  public constructor(public readonly errors: readonly NexusError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    Object.defineProperty(this, 'name', { value: 'NexusErrors' });
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** One line of an error report, and one for each detail. */
export function formatProblem(problem: string, props: NexusErrorProps): string {
  const place = (props.location ?? SourceLocation.capture()).resolve();
  const line = [
    props.path ? `[${props.path}]` : undefined,
    sentence(problem),
    props.fix && sentence(props.fix),
    place && `(${place})`,
  ]
    .filter(Boolean)
    .join(' ');
  return [line, ...(props.details ?? []).map((detail) => `  - ${detail}`)].join('\n');
}

/** Every problem found by one synthesis, in one error: nothing has been written when it is thrown. */
export class SynthesisError extends Error {
  readonly #problems: readonly string[];

  public constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`${count}, nothing was written:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    Object.defineProperty(this, 'name', { value: 'SynthesisError' });
    this.#problems = problems;
    this.stack = `${this.name}: ${this.message}`;
  }

  /** One sentence each, with path and place. */
  public get problems(): readonly string[] {
    return this.#problems;
  }
}

/** A value as it may stand in an error message: as in TypeScript, control characters escaped, at most 80 characters. */
export function show(value: unknown): string {
  // JSON leaves the second block of control characters as it is; a terminal would obey them.
  const text = readable(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > 80 ? `${text.slice(0, 77)}…${typeof value === 'string' ? '"' : ''}` : text;
}

/** What an accessor or a Proxy throws must not hide the message that shows the value. */
function readable(value: unknown): string {
  try {
    return literal(value);
  } catch {
    return "what can't be read";
  }
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}
