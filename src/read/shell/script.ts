/** A word of a shell command, after quotes are taken off and known variables are filled in. */
export interface ShellWord {
  /** As it is written, quotes and all. */
  readonly raw: string;
  /** What the command gets, as far as it is known: unknown expansions stay as they are written (`$X`). */
  readonly value: string;
  /** Whether a part of `value` is only known when the image is built. */
  readonly dynamic: boolean;
  readonly line: number;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
  readonly line: number;
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`, `<<<` … */
  readonly operator: string;
  readonly target: ShellWord | undefined;
  /** What stands in a here-document (`<<EOF`). */
  readonly content?: string;
}

/** A simple command: a name and its arguments, wherever it stands in the script. */
export interface ShellCommand {
  /** Name without its folder (`/usr/bin/apt-get` is `apt-get`), and without what only wraps it. */
  readonly name: string;
  /** What wraps it, from the outside: `['sudo']` for `sudo apt-get update`. */
  readonly via: readonly string[];
  readonly args: readonly ShellWord[];
  /** Variables set for this command alone (`DEBIAN_FRONTEND=noninteractive apt-get …`), `env` and wrappers included. */
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  readonly line: number;
  readonly endLine: number;
  /** The pipeline that it is a part of, from left to right; itself alone where there is no `|`. */
  readonly pipeline: readonly ShellCommand[];
  /** Whether it runs only in some cases: in `if`, `case`, a loop, a function, or after `||`. */
  readonly conditional: boolean;
  /** Whether it stands in a `$(…)`, backquotes or `<(…)`. */
  readonly substituted: boolean;
}

/** Two or more commands with `|` between them, or loops and groups. */
export interface ShellPipe {
  readonly line: number;
  /** Whether `set -o pipefail` is in force there, or its shell was started with it. */
  readonly pipefail: boolean;
  /** Name of the shell that runs it where that is not the instruction's own: `bash` of `bash -c '… | …'`. */
  readonly shell: string | undefined;
  /** Its simple commands, from left to right; those of loops and groups are not among them. */
  readonly commands: readonly ShellCommand[];
}

/** What a `RUN`, `CMD`, `ENTRYPOINT` or health check executes. */
export interface ShellScript {
  /** Every simple command, in the order of the text: those of substitutions and of `sh -c '…'` too. */
  readonly commands: readonly ShellCommand[];
  /** Variables that the script sets for itself: `V=1; …` and `export V=1`. */
  readonly assignments: readonly ShellAssignment[];
  /** Every pipe, in the order of the text. */
  readonly pipes: readonly ShellPipe[];
  /** Whether `set -o pipefail` (or `set -eo pipefail`) stands before the first pipeline. */
  readonly pipefail: boolean;
}
